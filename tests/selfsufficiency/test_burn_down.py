"""The page of the steps left, as each of those who may open it, and the numbers behind it."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import update

from tests import cast
from tests.makers import Northgate, acting
from tests.pages import Visitor
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.plan_changes import propose_pause
from tracker.selfsufficiency.burn_down import stretches
from tracker.selfsufficiency.forecasts import forecast_all
from tracker.selfsufficiency.models import Snapshot, Standing
from tracker.selfsufficiency.nightly import reckon_everywhere

MONDAY = date(2026, 11, 2)


def kept(day: date, left: int, done: int = 0, lost: int = 0, added: int = 0) -> Any:
    return SimpleNamespace(day=day, steps_left=left, steps_done=done, steps_lost=lost, steps_added=added)


def test_weeks_carry_what_was_left_and_begin_with_what_was_before() -> None:
    wednesday = MONDAY + timedelta(days=2)
    days = [
        kept(wednesday, 38, done=2),
        kept(wednesday + timedelta(days=1), 41, lost=1, added=2),
        kept(wednesday + timedelta(days=14), 40, done=1),
    ]
    found = stretches(days, MONDAY + timedelta(days=17))
    assert [(one.until.day, one.left, one.done, one.lost, one.added) for one in found] == [
        (3, 40, 0, 0, 0), (8, 41, 2, 1, 2), (15, 41, 0, 0, 0), (19, 40, 1, 0, 0)
    ]  # fmt: skip
    assert stretches([], MONDAY) == []


@pytest.fixture
def forecast(app: Any, northgate: Northgate) -> Northgate:
    """Seven weeks of steps, and the forecast of the night."""
    with app.app_context():
        reckon_everywhere()
    with acting(app, "marcus"):
        today = clock.today()
        monday = today - timedelta(days=today.weekday())
        for ago, done in zip(range(7, 0, -1), (2, 3, 1, 6, 2, 3, 4), strict=True):
            day = monday - timedelta(days=7 * ago - 2)
            on = (Snapshot.engagement_id == northgate.id, Snapshot.day == day)
            db.session.execute(update(Snapshot).where(*on).values(steps_done=done))
        db.session.execute(update(Standing).where(Standing.engagement_id == northgate.id).values(forecast={}))
        db.session.commit()
        forecast_all()
    return northgate


@pytest.mark.slow
def test_the_page_says_a_range_what_is_left_and_what_it_rests_on(
    forecast: Northgate, helen: Visitor, marcus: Visitor, priya: Visitor
) -> None:
    for visitor in (helen, marcus, priya):
        page = visitor.opens(f"{forecast.path}/burn-down")
        assert page.says("Early estimate: even chance by")
        assert page.says("if coming weeks resemble the last 7.")
        assert page.says("The handover pack is complete")
        assert page.says("4 of 4 rungs to go")
    assert any(link.endswith(f"/activities/{forecast.activity('reply')}") for link in page.links)
    assert marcus.opens(f"{forecast.path}/burn-down").says("6 of 6 levels to go"), "the trainer may know"
    assert not helen.opens(f"{forecast.path}/burn-down").says("levels to go"), "the others know the sum"
    assert helen.opens(f"{forecast.path}/burn-down").says("Your consultants' share of the work")
    assert marcus.opens(f"{forecast.path}/burn-down").says("Our share of the work")
    assert helen.opens(f"{forecast.path}/plan").says("Early estimate: even chance by")


@pytest.mark.slow
@pytest.mark.every_engine
def test_a_pause_is_said_at_once_and_the_plan_is_silent(forecast: Northgate, app: Any, helen: Visitor) -> None:
    with acting(app, "helen") as owner:
        propose_pause(forecast.engagement, "The office moves house for a while.", by=owner)
        db.session.commit()
    page = helen.opens(f"{forecast.path}/burn-down")
    assert page.says("Paused: nothing is forecast until it goes on")
    assert not page.says("Early estimate")
    assert not helen.opens(f"{forecast.path}/plan").says("Early estimate")


@pytest.mark.slow
def test_before_anything_is_counted_the_page_says_what_comes(
    northgate: Northgate, app: Any, helen: Visitor
) -> None:
    with acting(app, "marcus"):
        db.session.execute(update(Snapshot).values(steps_left=None).where(Snapshot.engagement_id == northgate.id))
        db.session.commit()
    page = helen.opens(f"{northgate.path}/burn-down")
    assert page.says("The line begins with the first step")
    assert page.says("No forecast yet")
    assert page.says("steps left")


@pytest.mark.slow
def test_strangers_find_nothing(northgate: Northgate, visit: Callable[[str], Visitor]) -> None:
    others = [one.key for one in cast.PEOPLE if one.client_id not in (None, cast.BY_KEY["helen"].client_id)][:2]
    assert others
    for key in others:
        assert visit(key).opens(f"{northgate.path}/burn-down").status == 404
