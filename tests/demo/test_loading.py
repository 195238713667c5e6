"""Loading and removing the demo beside workspaces of real people."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, func, select

from tests import cast
from tests.demo.conftest import Told, demo_people
from tracker.accounts.models import Membership, Role, User
from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import Base, db
from tracker.core.errors import Refused
from tracker.demo.commands import _demo
from tracker.demo.loading import Taken, load, missing
from tracker.demo.removing import CannotRemove, remove
from tracker.demo.script import act, beats, on
from tracker.demo.stories.practices import PRACTICES, TIDEWATER
from tracker.engagements.models import Engagement
from tracker.selfsufficiency.models import Standing
from tracker.tenancy import Workspace, scoped

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]


def said(app: Flask, *words: str) -> tuple[int, str]:
    with app.app_context():
        result = app.test_cli_runner().invoke(_demo, words)
    return result.exit_code, result.output


def owner_url(app: Flask) -> str:
    return app.config["SETTINGS"].owner_database_url


def rows(app: Flask) -> dict[str, int]:
    """How many rows each table holds, seen by the owner of the tables."""
    engine = create_engine(owner_url(app))
    with engine.connect() as connection:
        counted = {
            name: connection.scalar(select(func.count()).select_from(table))
            for name, table in Base.metadata.tables.items()
        }
    engine.dispose()
    return counted


@contextmanager
def inside_tidewater() -> Iterator[None]:
    with entered(Context(writes=False)):
        workspace = db.session.scalars(select(Workspace).where(Workspace.demo)).one()
    with entered(Context(workspace=workspace.id, zone=workspace.zone, writes=False)):
        yield


def history() -> list[tuple[Any, ...]]:
    """What happened in Tidewater, without the ids that no telling shares with another."""
    with inside_tidewater():
        events = db.session.scalars(scoped(AuditEvent).order_by(AuditEvent.id))
        return [(row.at, row.verb, row.actor_name, row.subject_name, row.because) for row in events]


def test_loading_twice_loads_once(told: Told) -> None:
    before = rows(told.app)

    assert said(told.app, "load") == (0, "The demo is there already. Nothing was changed.\n")
    assert rows(told.app) == before


def test_where_the_demo_is_off_nothing_is_loaded_or_removed(told: Told) -> None:
    settings, before = told.app.config["SETTINGS"], rows(told.app)
    told.app.config["SETTINGS"] = replace(settings, demo=False)
    try:
        for word in ("load", "reset"):
            code, output = said(told.app, word)
            assert code == 1
            assert "BATON_DEMO=1" in output
    finally:
        told.app.config["SETTINGS"] = settings
    assert rows(told.app) == before


def test_removing_takes_everything_of_the_demo_and_nothing_else(empty: Flask) -> None:
    before = rows(empty)
    load(TIDEWATER)
    assert rows(empty)["audit_event"] > before["audit_event"]

    assert remove(owner_url(empty)) == 1
    assert rows(empty) == before


def test_resetting_puts_back_what_a_visitor_changed(empty: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.demo.stories.PRACTICES", (TIDEWATER,))
    load(TIDEWATER)
    before = history()
    with inside_tidewater():
        workspace = db.session.scalars(scoped(Membership)).first().workspace_id
    with entered(Context(workspace=workspace)):
        fay = db.session.scalars(scoped(Membership).where(Membership.name == "Fay Lindley")).one()
        fay.name = "Somebody else"
        db.session.commit()

    code, output = said(empty, "reset")

    assert code == 0
    assert output == "Removed 1 workspaces of the demo.\nLoaded Tidewater Advisers with one client.\n"
    assert history() == before
    assert "Somebody else" not in {person.name for person in demo_people()}


def test_a_person_of_the_demo_with_a_place_elsewhere_stays(empty: Flask) -> None:
    load(TIDEWATER)
    with entered(Context()):
        ewan = db.session.scalars(select(User).where(User.demo, User.name == "Ewan Ross")).one()
        user_id = ewan.id
    with entered(Context(workspace=cast.fixed("workspace harbour"))):
        db.session.add(Membership(user_id=user_id, role=Role.CONSULTANT, name="Ewan Ross"))
        db.session.commit()

    assert remove(owner_url(empty)) == 1

    with entered(Context()):
        assert [person.name for person in demo_people()] == ["Ewan Ross"]
    load(TIDEWATER)
    with entered(Context()):
        assert {person.name for person in demo_people()} == {"Ewan Ross", "Fay Lindley", "Tessa Quinn"}


def test_nobody_real_is_lent_to_visitors(empty: Flask) -> None:
    with entered(Context()):
        db.session.add(User(email="fay@quay-architects.example", name="Fay Somebody"))
        db.session.commit()
    before = rows(empty)

    with pytest.raises(Taken, match="fay@quay-architects.example"):
        load(TIDEWATER)
    assert rows(empty) == before


@pytest.mark.one_engine
def test_a_story_that_goes_wrong_leaves_nothing_of_its_practice(empty: Flask) -> None:
    @act
    def stumbles(_scene: Any, _by: Any) -> None:
        raise Refused("No.")

    story = TIDEWATER.stories[0]
    wrong = replace(story, beats=beats(story.beats, on(story.weeks, 5, "ewan", stumbles())))
    before = rows(empty)

    with pytest.raises(Refused) as problem:
        load(replace(TIDEWATER, stories=(wrong,)))

    assert problem.value.__notes__ == ["Quay Architects, week 10, day 5: ewan"]
    assert rows(empty) == before
    assert missing(PRACTICES) == list(PRACTICES)


@pytest.mark.one_engine
def test_what_a_person_may_not_do_no_story_lets_her_do(empty: Flask) -> None:
    from tracker.demo.acts.strategy import signs
    from tracker.demo.scene import NotAllowed

    story = TIDEWATER.stories[0]
    forged = on(story.weeks, 5, "fay", signs("sources", words="Good enough for me"))
    wrong = replace(story, beats=beats(story.beats, forged))
    with pytest.raises(NotAllowed, match="Fay Lindley may not sign"):
        load(replace(TIDEWATER, stories=(wrong,)))


@pytest.mark.one_engine
def test_the_same_day_tells_the_same_story(empty: Flask) -> None:
    with clock.at(datetime(2027, 3, 10, 12, tzinfo=UTC)):
        load(TIDEWATER)
        first = history()
        remove(owner_url(empty))
        load(TIDEWATER)

        assert history() == first


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "today",
    [
        datetime(2027, 3, 8, 0, 20, tzinfo=UTC),  # a Monday, just after midnight
        datetime(2027, 3, 14, 23, 50, tzinfo=UTC),  # a Sunday night
        datetime(2026, 10, 27, 12, tzinfo=UTC),  # two days after the clocks went back
        datetime(2028, 3, 1, 12, tzinfo=UTC),  # the day after a leap day
    ],
    ids=["Monday", "Sunday", "winter time", "leap year"],
)
def test_it_can_be_told_on_any_day_and_comes_out_the_same(empty: Flask, today: datetime) -> None:
    with clock.at(today):
        load(TIDEWATER)
        with inside_tidewater():
            standing = db.session.scalars(scoped(Standing)).one()
            engagement = db.session.scalars(scoped(Engagement)).one()

            assert 24 <= standing.value <= 29
            assert standing.day == clock.today()
            assert engagement.starts_on < clock.today() - timedelta(weeks=9)


def test_a_role_that_row_security_binds_does_not_pretend_to_remove(empty: Flask) -> None:
    """It would see no rows and report that nothing was there."""
    url = empty.config["SETTINGS"].database_url
    if not url.startswith("postgresql"):
        pytest.skip("SQLite has no roles")
    load(TIDEWATER)
    before = rows(empty)

    with pytest.raises(CannotRemove, match="BATON_OWNER_DATABASE_URL"):
        remove(url)
    assert rows(empty) == before
