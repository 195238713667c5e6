"""The night takes a few engagements at a time, and what is the matter with one is no matter of the others."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from tests import makers
from tests.counting import statements
from tracker.core import clock
from tracker.core.database import db
from tracker.selfsufficiency import keeping
from tracker.selfsufficiency.facts_on_record import Record, facts_of_many
from tracker.selfsufficiency.models import Standing
from tracker.selfsufficiency.nightly import reckon_everywhere
from tracker.tenancy import scoped

TITLES = ("First", "Second", "Third")
pytestmark = pytest.mark.slow


@pytest.fixture
def several(northgate: Any, app: Flask) -> list[UUID]:
    """Three more of Northgate, begun today; last night has passed."""
    with makers.acting(app, "marcus"):
        ids = [makers.start("northgate", title=title).id for title in TITLES]
        db.session.commit()
    return [northgate.id, *ids]


@pytest.fixture
def tomorrow(several: list[UUID], app: Flask) -> Iterator[date]:
    """The night in which they are all a day behind."""
    with app.app_context():
        reckon_everywhere()
    with clock.at(clock.now() + timedelta(days=1)):
        yield clock.today()


def days(app: Flask, ids: list[UUID]) -> list[date]:
    with makers.acting(app, "marcus"):
        query = scoped(Standing).with_only_columns(Standing.engagement_id, Standing.day)
        found = dict(row for row in db.session.execute(query))
    return [found[id] for id in ids]


def test_several_are_reckoned_in_one_transaction(several: list[UUID], tomorrow: date, app: Flask) -> None:
    with statements(app) as sent, app.app_context():
        assert reckon_everywhere() >= len(several)
    locked = [statement for statement in sent if statement.startswith("SELECT standing.day, standing.changes")]
    assert len(locked) < len(several)
    assert days(app, several) == [tomorrow] * len(several)


def test_one_that_cannot_be_reckoned_holds_up_no_other(
    several: list[UUID], tomorrow: date, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, broken = keeping._go_on, several[2]

    def breaks(standing: Standing, *args: Any) -> Standing:
        if standing.engagement_id == broken:
            raise ValueError("its facts make no sense")
        return go_on(standing, *args)

    monkeypatch.setattr(keeping, "_go_on", breaks)
    with app.app_context():
        assert reckon_everywhere() >= len(several) - 1
    assert days(app, several) == [tomorrow - timedelta(days=1) if id == broken else tomorrow for id in several]
    monkeypatch.undo()
    with app.app_context():
        assert reckon_everywhere() == 1, "the next try finds the one that is left"
    assert days(app, several) == [tomorrow] * len(several)


def test_one_that_moved_on_since_it_was_read_is_read_anew(
    several: list[UUID], tomorrow: date, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded, load = [], Record.load
    monkeypatch.setattr(Record, "load", lambda record: (loaded.append(record._about.engagement_id), load(record))[1])
    with makers.acting(app, "marcus"):
        marks = {one.engagement_id: one.mark for one in db.session.scalars(scoped(Standing))}
        facts = facts_of_many(list(marks))
        marks[several[1]] = several[0]
        assert keeping.reckon_together(marks, facts) == len(marks)
        db.session.commit()
    assert loaded == [several[1]]
    assert days(app, several) == [tomorrow] * len(several)
