"""Forecasts are made at night, kept as they were said, and asked again only when the question changes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.makers import Northgate
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.engagements.plan_changes import propose_pause, propose_resumption
from tracker.selfsufficiency.display import standing_of
from tracker.selfsufficiency.forecasts import forecast_all
from tracker.selfsufficiency.models import Forecast, Snapshot, Standing
from tracker.selfsufficiency.nightly import reckon_everywhere
from tracker.strategy.models import StrategySection
from tracker.strategy.signatures import sign_section
from tracker.strategy.writing import revise
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow

Enter = Callable[[str], Membership]


def steps(northgate: Northgate, *done: int) -> None:
    """So many steps done in each of the last full weeks, on a Wednesday, as the kept days tell it."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    for ago, count in enumerate(reversed(done), start=1):
        day = monday - timedelta(days=7 * ago - 2)
        db.session.execute(
            update(Snapshot).where(Snapshot.engagement_id == northgate.id, Snapshot.day == day).values(steps_done=count)
        )
    db.session.execute(update(Standing).where(Standing.engagement_id == northgate.id).values(forecast={}))
    db.session.commit()


def forecasts(northgate: Northgate) -> list[Forecast]:
    query = scoped(Forecast).where(Forecast.engagement_id == northgate.id).order_by(Forecast.id)
    return list(db.session.scalars(query))


def newest(northgate: Northgate) -> dict[str, Any]:
    db.session.expire_all()
    standing = standing_of(northgate.id)
    assert standing is not None
    return standing.forecast


@pytest.fixture
def reckoned(northgate: Northgate, app: Flask) -> Northgate:
    """With a row for each day since the start."""
    with app.app_context():
        reckon_everywhere()
    return northgate


def test_a_week_of_steps_after_another_gives_a_forecast(reckoned: Northgate, as_person: Enter) -> None:
    as_person("marcus")
    steps(reckoned, 2, 3, 1, 4, 2, 3, 3)
    assert forecast_all() == 1
    (made,) = forecasts(reckoned)
    standing = standing_of(reckoned.id)
    assert (made.history, made.method, made.state) == ([2, 3, 1, 4, 2, 3, 3], "exact", "early")
    assert made.steps_left == standing.steps_left
    assert made.day == clock.today()
    assert made.even == made.day + timedelta(weeks=made.even_weeks)
    assert made.even < made.likely <= made.safe
    assert standing.forecast == {
        "day": made.day.isoformat(), "state": "early", "why": "", "weeks": 7,
        "even": made.even.isoformat(), "likely": made.likely.isoformat(), "safe": made.safe.isoformat(),
        "planned": reckoned.engagement.planned_handover.isoformat(), "asked": standing.forecast["asked"],
    }  # fmt: skip


def test_a_question_is_asked_once(reckoned: Northgate, as_person: Enter) -> None:
    as_person("marcus")
    steps(reckoned, 2, 3, 1, 4, 2, 3, 3)
    assert [forecast_all(), forecast_all()] == [1, 0]
    with clock.at(clock.now() + timedelta(days=7)):
        assert forecast_all() == 1, "another week"
    db.session.execute(update(Standing).values(steps_left=5).where(Standing.engagement_id == reckoned.id))
    db.session.commit()
    with clock.at(clock.now() + timedelta(days=7)):
        assert forecast_all() == 1, "another number of steps"
    assert len(forecasts(reckoned)) == 3


def test_until_there_is_enough_it_says_why_and_keeps_no_forecast(reckoned: Northgate, as_person: Enter) -> None:
    as_person("marcus")
    assert (newest(reckoned)["state"], newest(reckoned)["why"]) == ("none", "few_steps")
    assert newest(reckoned)["even"] is None
    assert forecasts(reckoned) == []


def test_what_goes_nowhere_is_kept_without_a_date(reckoned: Northgate, as_person: Enter) -> None:
    as_person("marcus")
    steps(reckoned, 2, 3, 1, 0, 0, 0, 0)
    db.session.execute(
        update(Snapshot)
        .where(Snapshot.engagement_id == reckoned.id, Snapshot.day == clock.today() - timedelta(days=8))
        .values(steps_lost=2, steps_added=4)
    )
    db.session.commit()
    forecast_all()
    (made,) = forecasts(reckoned)
    assert (made.state, made.even, made.likely, made.safe) == ("not_converging", None, None, None)
    assert newest(reckoned)["state"] == "not_converging"


def test_days_that_nobody_counted_are_no_weeks_without_progress(reckoned: Northgate, as_person: Enter) -> None:
    as_person("marcus")
    steps(reckoned, 2, 3, 1, 4, 2, 3, 3)
    day = clock.today() - timedelta(days=clock.today().weekday() + 42)
    db.session.execute(update(Snapshot).where(Snapshot.day == day).values(steps_left=None))
    db.session.commit()
    forecast_all()
    assert newest(reckoned)["why"] == "few_weeks"
    assert newest(reckoned)["weeks"] == 5


def test_nobody_forecasts_what_is_paused_and_its_weeks_are_left_out(
    reckoned: Northgate, app: Flask, as_person: Enter
) -> None:
    as_person("marcus")
    steps(reckoned, 2, 3, 1, 4, 2, 3, 3)
    forecast_all()
    helen = as_person("helen")
    propose_pause(reckoned.engagement, "The office moves house until the end of the month.", by=helen)
    db.session.commit()
    as_person("marcus")
    forecast_all()
    assert (newest(reckoned)["state"], newest(reckoned)["why"]) == ("none", "paused")
    later = clock.now() + timedelta(days=21)
    with clock.at(later):
        helen = as_person("helen")
        propose_resumption(reckoned.engagement, "The boxes are unpacked and we go on.", by=helen)
        db.session.commit()
        as_person("marcus")
        forecast_all()
        assert newest(reckoned)["state"] == "early"
        assert forecasts(reckoned)[-1].history == [2, 3, 1, 4, 2, 3, 3]


def test_nothing_left_needs_no_forecast(reckoned: Northgate, as_person: Enter) -> None:
    as_person("marcus")
    steps(reckoned, 2, 3, 1, 4, 2, 3, 3)
    db.session.execute(update(Standing).values(steps_left=0).where(Standing.engagement_id == reckoned.id))
    db.session.commit()
    forecast_all()
    assert (newest(reckoned)["state"], newest(reckoned)["why"]) == ("none", "nothing_left")


def test_each_forecast_names_the_plan_of_its_day(reckoned: Northgate, as_person: Enter) -> None:
    as_person("marcus")
    steps(reckoned, 2, 3, 1, 4, 2, 3, 3)
    forecast_all()
    planned = reckoned.engagement.planned_handover + timedelta(days=30)
    db.session.execute(update(Engagement).values(planned_handover=planned).where(Engagement.id == reckoned.id))
    db.session.commit()
    assert forecast_all() == 1
    before, after = forecasts(reckoned)
    assert after.planned_handover == planned
    assert (before.even, before.likely) == (after.even, after.likely)


def test_from_the_verbs_to_the_dates(northgate: Northgate, app: Flask, as_person: Enter) -> None:
    """One section written and signed each week: at night its steps are the history, and the night asks by itself."""
    keys = ["purpose", "people", "voice", "channels", "content", "service", "rules"]
    sections = {key: northgate.section(key) for key in keys}
    now, today = clock.now(), clock.today()
    monday = today - timedelta(days=today.weekday())
    for ago, key in zip(range(6, 0, -1), sections, strict=False):
        with clock.at(now - timedelta(days=today.weekday() + 7 * ago - 1)):
            helen = as_person("helen")
            section = northgate.get(StrategySection, key)
            revise(section, f"What we mean by {key}.", 1.0, by=helen, based_on=0)
            db.session.commit()
            sign_section(section, f"I stand by what we say of {key}.", by=helen, number=1)
            db.session.commit()
            db.session.rollback()
    with app.app_context():
        reckon_everywhere()
    with app.app_context():
        reckon_everywhere()
    as_person("marcus")
    (made,) = forecasts(northgate)
    assert sum(made.history) == 6
    assert made.history[-6:] == [1] * 6
    assert (made.state, made.even) == ("early", None), "at a step a week it takes more than two years, and says so"
    assert date.fromisoformat(standing_of(northgate.id).forecast["asked"][0]) == monday
