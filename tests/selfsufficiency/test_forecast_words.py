"""The forecast in words: each state in an honest sentence, and never a single date."""

from datetime import date, timedelta
from typing import Any

import pytest

from tracker.engagements.models import Engagement
from tracker.selfsufficiency.forecast_words import forecast_words, plan_words
from tracker.selfsufficiency.models import Standing

TODAY = date(2026, 11, 25)
RANGE = {"even": "2027-01-18", "likely": "2027-02-22", "safe": "2027-03-15"}


def standing(left: int = 20, **told: Any) -> Standing:
    said = {"day": "2026-11-23", "state": "converging", "why": "", "weeks": 12}
    return Standing(steps_left=left, forecast={**said, "even": None, "likely": None, "safe": None, **told})


def engagement(state: str = "active", planned: date = date(2027, 3, 1), paused_on: date | None = None) -> Engagement:
    return Engagement(state=state, planned_handover=planned, paused_on=paused_on)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (RANGE, "Even chance by 18 January 2027, 85% by 22 February 2027; if coming weeks resemble the last 12."),
        (
            RANGE | {"state": "early", "weeks": 8},
            "Early estimate: even chance by 18 January 2027, 85% by 22 February 2027; if coming weeks resemble the"
            " last 8.",
        ),
        (
            RANGE | {"likely": "2027-01-18"},
            "Even chance and 85% both fall in the week to 18 January 2027; if coming weeks resemble the last 12.",
        ),
        (
            {"even": "2028-06-05"},
            "Even chance by 5 June 2028, 85% only beyond two years; if coming weeks resemble the last 12.",
        ),
        ({}, "Even chance only beyond two years; if coming weeks resemble the last 12."),
        (
            {"state": "not_converging"},
            "Not converging, so there is no date: in the last 12 full weeks at least as many steps were lost or"
            " added as were done.",
        ),
        (
            {"state": "none", "why": "few_weeks", "weeks": 1},
            "Too early to say: a forecast needs 6 full weeks of work, and so far there is one.",
        ),
        (
            {"state": "none", "why": "few_weeks", "weeks": 0},
            "Too early to say: a forecast needs 6 full weeks of work, and so far there are none.",
        ),
        (
            {"state": "none", "why": "few_steps", "weeks": 9},
            "Too early to say: a forecast needs 5 verified steps, and the last 9 full weeks have fewer.",
        ),
        ({"state": "none", "why": "nothing_left"}, "Every step is taken: nothing is left to forecast."),
        ({"state": "none", "why": "handed_over"}, "Handed over: nothing is forecast any more."),
        (
            RANGE | {"day": "2026-11-16"},
            "Even chance by 18 January 2027, 85% by 22 February 2027; if coming weeks resemble the last 12. As it stood"
            " on 16 November 2026.",
        ),
    ],
)
def test_each_state_has_its_sentence(told: dict[str, Any], words: str) -> None:
    assert forecast_words(standing(**told), TODAY) == words


def test_before_the_first_night_it_says_so() -> None:
    assert forecast_words(None, TODAY).startswith("No forecast yet")
    assert forecast_words(Standing(steps_left=5, forecast={}), TODAY).startswith("No forecast yet")


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (engagement(paused_on=TODAY, state="paused"), "Paused:"),
        (engagement("handed_over"), "Handed over:"),
        (engagement("closed"), "Handed over:"),
        (engagement("agreed"), "A forecast begins with the work"),
        (engagement("ended_early"), "It ended early"),
        (engagement("declined"), "Not a fit"),
        (engagement(), "Even chance by"),
    ],
)
def test_what_happened_since_the_night_goes_first(now: Engagement, words: str) -> None:
    assert forecast_words(standing(**RANGE), TODAY, now).startswith(words)


def test_the_last_step_taken_today_ends_the_forecast_today() -> None:
    assert forecast_words(standing(left=0, **RANGE), TODAY, engagement()).startswith("Every step is taken")


@pytest.mark.parametrize(
    ("planned", "words"),
    [
        (date(2027, 1, 17), "is sooner than an even chance: plan again, openly."),
        (date(2027, 1, 18), "lies before the 85% mark: it may be late."),
        (date(2027, 2, 21), "lies before the 85% mark: it may be late."),
        (date(2027, 2, 22), "lies after the 85% mark."),
    ],
)
def test_the_range_is_held_against_the_plan(planned: date, words: str) -> None:
    assert plan_words(standing(**RANGE), engagement(planned=planned)).endswith(words)


def test_without_a_range_or_out_of_work_there_is_nothing_to_compare() -> None:
    assert plan_words(standing(), engagement()) == ""
    assert plan_words(None, engagement()) == ""
    assert plan_words(standing(**RANGE), engagement("handed_over")) == ""
    late = engagement(planned=TODAY + timedelta(weeks=90))
    assert "before the 85% mark" in plan_words(standing(even="2028-06-05"), engagement(planned=date(2028, 7, 1)))
    assert "after" in plan_words(standing(**RANGE), late)
