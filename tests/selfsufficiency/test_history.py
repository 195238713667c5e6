"""The history page: every day since the start, what moved it, and what an earlier formula said."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.makers import acting
from tests.selfsufficiency.test_rebuilding import live_through_it
from tracker.core import clock
from tracker.core.database import db
from tracker.selfsufficiency import formula
from tracker.selfsufficiency.history import SPANS, history
from tracker.selfsufficiency.models import Snapshot
from tracker.selfsufficiency.movements import by_kind, told
from tracker.tenancy import scoped


@pytest.fixture
def lived(app, northgate):
    live_through_it(app, northgate)
    return northgate


@pytest.fixture
def later():
    with clock.at(clock.now() + timedelta(days=70)):
        yield clock.today()


def read(app, northgate, span="all", before=None, every=True):
    with acting(app, "helen"):
        return history(northgate.id, span, before, clock.today(), every=every)


def test_what_somebody_shows_in_skills_is_told_together_and_without_her_event(later):
    causes = [
        ["competency.assessed", "Reply", "Marcus Hale", 1.5, "people", "a"],
        ["section.signed", "Purpose", "Helen Ames", 2.0, "people", "b"],
        ["item.verified", "Answer a message", "Marcus Hale", 0.5, "people", "c"],
    ]
    found = told(later, causes, {})
    assert [(one.what, one.points, one.who, one.event) for one in found] == [
        ("Purpose: section signed", 2.0, "Helen Ames", "b"), ("Training and skills", 2.0, "", ""),
    ]  # fmt: skip
    assert by_kind(causes) == {"people": 4.0}


@pytest.mark.slow
def test_every_day_is_there_once_and_the_kinds_add_up(app, lived, later):
    found, place = [], None
    while True:
        page = read(app, lived, before=place)
        found += page.rows
        if (place := page.earlier) is None:
            break
    assert [row.day for row in found] == [later - timedelta(days=back) for back in range(len(found))]
    assert len(found) >= 56 + 70
    assert found[0].value - page.summary.began == pytest.approx(sum(page.summary.kinds.values()), abs=0.01)
    assert sum(row.change for row in found) == pytest.approx(page.summary.change)
    joined = read(app, lived, every=False)
    assert joined.earlier is None or len(joined.rows) == 30
    assert sum((row.day - row.first).days + 1 for row in joined.rows) > len(joined.rows)


@pytest.mark.slow
@pytest.mark.parametrize("span", SPANS)
def test_a_span_begins_with_what_was_before_it(app, lived, later, span):
    page = read(app, lived, span)
    assert page.summary.last == later
    if span in {"month", "quarter"}:
        assert page.summary.first == later - timedelta(days=SPANS[span][1] - 1)
    assert page.summary.change == pytest.approx(sum(page.summary.kinds.values()), abs=0.02)


@pytest.mark.slow
@pytest.mark.every_engine
def test_both_sides_read_it_and_a_day_opens_to_the_events(app, lived, later, visit):
    for key in ("helen", "marcus", "aisha"):
        page = visit(key).opens(f"{lived.path}/history?span=all&every=1")
        assert page.says("How it came to be") and page.says("Regression")
        assert page.says("neither progress nor regression")
    lost = later - timedelta(days=65)
    day = visit("helen").opens(f"{lived.path}/history/day?on={lost}")
    assert day.says("wrote revision 2 of Purpose") and day.says("Regression")
    assert any(link.endswith(f"/sections/{lived.section('purpose')}") for link in day.links)
    assert day.says("In the record")
    quiet = visit("helen").opens(f"{lived.path}/history/day?on={later - timedelta(days=8)}")
    assert quiet.says("Skills and proofs grew older")


@pytest.mark.slow
def test_odd_addresses_show_what_there_is_and_strangers_nothing(app, lived, later, visit):
    helen = visit("helen")
    for odd in ("history?span=ever&before=tomorrow", "history?before=1900-01-01", "history/day?on=never"):
        assert helen.opens(f"{lived.path}/{odd}").status == 200
    assert helen.opens(f"{lived.path}/history/day?on=1999-12-31", follow=False).status == 302
    for path in ("history", "history/day"):
        assert visit("dawn").opens(f"{lived.path}/{path}").status == 404


@pytest.mark.slow
def test_a_day_says_what_the_earlier_formula_said(app, lived, later, visit, monkeypatch):
    monkeypatch.setitem(formula.WEIGHTS, "S", 0.5)
    monkeypatch.setattr(formula, "FORMULA_VERSION", 2)
    assert app.test_cli_runner().invoke(args=["rebuild-history", "--write"]).exit_code == 0
    page = visit("helen").opens(f"{lived.path}/history/day")
    assert page.says("Version 1 of the formula said")
    with acting(app, "helen"):
        rows = {row.formula_version: row for row in db.session.scalars(scoped(Snapshot).where(Snapshot.day == later))}
    assert page.says(f"version 2 says {int(rows[2].value)}")
    assert page.says(f"{int(rows[1].value)}, {rows[1].stage.capitalize()}")


@pytest.mark.slow
def test_before_anything_was_reckoned_it_says_what_to_do(app, northgate, visit):
    with acting(app, "marcus"):
        db.session.execute(update(Snapshot).values(current=False))
        db.session.commit()
    page = visit("helen").opens(f"{northgate.path}/history")
    assert page.says("No history yet") and page.says("Open the charter")
