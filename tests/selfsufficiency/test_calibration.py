"""How often forecasts were right: counted from what was said and what came, and silent while little is known."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.makers import Northgate, acting, start
from tests.pages import Visitor
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.core.drawing import Drawing
from tracker.engagements.models import Engagement
from tracker.selfsufficiency.calibration import Tally, calibration, columns, verdict
from tracker.selfsufficiency.models import Forecast, Standing

Enter = Callable[[str], Membership]


def tally(forecasts: int = 40, engagements: int = 6, even: int = 20, likely: int = 34, safe: int = 38) -> Tally:
    said = dict.fromkeys(("even", "likely", "safe"), forecasts)
    return Tally("", forecasts, engagements, said, {"even": even, "likely": likely, "safe": safe})


def said(northgate: Northgate, day: date, even: int | None, likely: int | None, safe: int | None, **keys: Any) -> None:
    """A forecast made on `day` that named days so many weeks later."""

    def after(weeks: int | None) -> date | None:
        return None if weeks is None else day + timedelta(weeks=weeks)

    db.session.add(
        Forecast(
            **(keys or northgate.engagement.keys), day=day, state="converging", steps_left=9, history=[1] * 12,
            method="exact", even_weeks=even, likely_weeks=likely, safe_weeks=safe, even=after(even),
            likely=after(likely), safe=after(safe), planned_handover=day,
        )
    )  # fmt: skip


def ends(northgate: Northgate, done: date | None = None, handed_over: date | None = None) -> None:
    db.session.execute(update(Standing).where(Standing.engagement_id == northgate.id).values(done_on=done))
    db.session.execute(update(Engagement).where(Engagement.id == northgate.id).values(handed_over_on=handed_over))
    db.session.commit()


def test_the_verdict_names_both_shares_and_what_they_mean() -> None:
    assert verdict(tally()) == (
        "Reality was as soon as the 85% day in 85% of forecasts and as soon as the even chance in 50%."
        " That is about what they promise."
    )
    assert verdict(tally(likely=31)).endswith("They promise too much: things take longer.")
    assert verdict(tally(likely=40)).endswith("They promise too little: things go faster.")


@pytest.mark.parametrize(("forecasts", "engagements", "enough"), [(20, 5, True), (19, 5, False), (20, 4, False)])
def test_below_the_least_it_is_too_few_to_say(forecasts: int, engagements: int, enough: bool) -> None:
    found = tally(forecasts, engagements, 1, 1, 1)
    assert found.enough is enough
    assert verdict(found).startswith("Too few to say") is not enough


def test_the_picture_holds_each_share_against_its_promise() -> None:
    drawn = Drawing("/static/{}".format).promises(columns(tally(even=10, likely=40)))
    assert "Even chance: 25% of 50%; 85%: 100% of 85%; 95%: 95% of 95%." in drawn
    assert Drawing("/static/{}".format).promises(columns(tally(0, 0, 0, 0, 0))) == ""


@pytest.mark.slow
def test_reality_is_held_against_each_day_that_was_named(northgate: Northgate, as_person: Enter) -> None:
    as_person("marcus")
    today = clock.today()
    made = today - timedelta(weeks=20)
    said(northgate, made, 3, 6, 9)  # over in week 6: later than the even chance, on the very 85% day
    said(northgate, made + timedelta(weeks=1), 5, 8, 9)  # sooner than all
    said(northgate, made + timedelta(weeks=2), 2, 3, None)  # later than both
    said(northgate, made + timedelta(weeks=3), None, None, None)  # named nothing
    said(northgate, made + timedelta(weeks=7), 3, 4, 5)  # after the end; its 85% day went by
    said(northgate, today, 3, 4, 5)  # still open
    ends(northgate, done=made + timedelta(weeks=6))
    found = calibration(today)
    assert (found.every.forecasts, found.every.engagements, found.dateless) == (4, 1, 1)
    assert found.every.said == {"even": 4, "likely": 4, "safe": 3}
    assert found.every.kept == {"even": 1, "likely": 2, "safe": 2}
    assert [(one.name, one.forecasts) for one in found.horizons] == [
        ("Up to 4 weeks ahead", 3), ("5 to 12 weeks ahead", 1)
    ]  # fmt: skip


@pytest.mark.slow
def test_the_handover_ends_it_too_whichever_came_first(northgate: Northgate, as_person: Enter) -> None:
    as_person("marcus")
    today = clock.today()
    made = today - timedelta(weeks=20)
    said(northgate, made, 6, 8, 9)
    ends(northgate, handed_over=made + timedelta(weeks=6))
    assert calibration(today).every.kept == {"even": 1, "likely": 1, "safe": 1}
    ends(northgate, done=made + timedelta(weeks=9), handed_over=made + timedelta(weeks=6))
    assert calibration(today).every.kept == {"even": 1, "likely": 1, "safe": 1}
    ends(northgate, done=made - timedelta(weeks=1), handed_over=made + timedelta(weeks=9))
    assert calibration(today).every.kept == {"even": 0, "likely": 0, "safe": 1}


@pytest.mark.slow
def test_what_still_runs_counts_as_late_once_its_day_went_by(northgate: Northgate, as_person: Enter) -> None:
    as_person("marcus")
    today = clock.today()
    said(northgate, today - timedelta(weeks=10), 3, 9, 12)
    said(northgate, today - timedelta(weeks=9), 3, 9, 12)  # its 85% day is today, not yet gone by
    db.session.commit()
    found = calibration(today).every
    assert (found.forecasts, found.said, found.kept) == (
        1, {"even": 1, "likely": 1, "safe": 0}, {"even": 0, "likely": 0, "safe": 0}
    )  # fmt: skip


@pytest.mark.slow
def test_forecasts_of_two_years_ago_are_forgotten_and_other_practices_count_for_themselves(
    northgate: Northgate, app: Flask, as_person: Enter
) -> None:
    as_person("marcus")
    today = clock.today()
    said(northgate, today - timedelta(days=731), 3, 4, 5)
    said(northgate, today - timedelta(days=730), 3, 4, 5)
    db.session.commit()
    assert calibration(today).every.forecasts == 1
    as_person("tessa")
    assert calibration(today).every.forecasts == 0


@pytest.mark.slow
def test_the_practice_reads_it_and_no_client_does(
    northgate: Northgate, app: Flask, marcus: Visitor, helen: Visitor
) -> None:
    page = marcus.opens("/calibration")
    assert page.says("Nothing to hold against reality yet")
    with acting(app, "marcus"):
        today = clock.today()
        said(northgate, today - timedelta(weeks=10), 3, 6, 9)
        other = start("northgate")
        db.session.flush()
        said(northgate, today - timedelta(weeks=10), 30, 60, None, **other.keys)
        db.session.commit()
        ends(northgate, done=today - timedelta(weeks=5))
    page = marcus.opens("/calibration")
    assert page.says("Too few to say: the end of 1 forecast of 1 engagement is known, and it takes 20 forecasts of")
    assert page.says("0 of 1")
    assert not page.says("what the words promise"), "a picture would say more than is known"
    assert page.says("Up to 4 weeks ahead")
    with acting(app, "marcus"):
        others = [start("northgate") for _ in range(4)]
        db.session.flush()
        for one in others:
            for ago in range(5):
                said(northgate, today - timedelta(weeks=10, days=ago), 3, 6, 9, **one.keys)
        db.session.commit()
    page = marcus.opens("/calibration")
    assert page.says("Reality was as soon as the 85% day in 5% of forecasts and as soon as the even chance in 0%.")
    assert page.says("what the words promise")
    assert not page.says("Northgate"), "no client is named"
    assert helen.opens("/calibration").status == 403
