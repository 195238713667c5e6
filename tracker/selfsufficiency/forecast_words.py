"""The forecast in words: a range and what it rests on, or why there is none. Never a single date."""

from datetime import date
from typing import Any

from tracker.core.drawing.moments import exact
from tracker.engagements.models import Engagement, EngagementState

from .forecasting import LEAST_STEPS, LEAST_WEEKS, State
from .forecasts import OVER
from .models import Standing

WHY_NOT = {
    "nothing_left": "Every step is taken: nothing is left to forecast.",
    "paused": "Paused: nothing is forecast until it goes on, and weeks that the pause touches will not count.",
    "handed_over": "Handed over: nothing is forecast any more.",
    "not_active": "A forecast begins with the work: it needs six full weeks of it.",
    "ended_early": "It ended early: nothing is forecast any more.",
    "declined": "Not a fit, so there is no work to forecast.",
}
NOT_YET = "No forecast yet: the first is made in the night after the first steps are counted."
NUMBERS = ("none", "one", "two", "three", "four", "five")


def forecast_words(standing: Standing | None, today: date, engagement: Engagement | None = None) -> str:
    """One or two sentences for the newest forecast; with the `engagement`, as it stands at this moment."""
    told = standing.forecast if standing is not None else {}
    why = _why_now(standing, engagement)
    return words_of(told | {"why": why} if why else told, today)


def words_of(told: dict[str, Any], today: date) -> str:
    """The same for a forecast in its short form, as `Standing.forecast` holds it."""
    why = told.get("why") or ""
    if why in WHY_NOT:
        return WHY_NOT[why]
    if not told:
        return NOT_YET
    if why == "few_weeks":
        return (
            f"Too early to say: a forecast needs {LEAST_WEEKS} full weeks of work, and so far there "
            f"{'is' if told['weeks'] == 1 else 'are'} {NUMBERS[told['weeks']]}."
        )
    if why == "few_steps":
        return (
            f"Too early to say: a forecast needs {LEAST_STEPS} verified steps, and the last {told['weeks']} full weeks"
            " have fewer."
        )
    if told["state"] == State.NOT_CONVERGING:
        return (
            f"Not converging, so there is no date: in the last {told['weeks']} full weeks at least as many steps were"
            " lost or added as were done."
        )
    return _range(told) + _since(told, today)


def days_of(told: dict[str, Any]) -> dict[str, date | None]:
    """The days in the short form of a forecast: `day`, `even`, `likely`, `safe` and `planned`."""
    return {
        name: date.fromisoformat(told[name]) if told.get(name) else None
        for name in ("day", "even", "likely", "safe", "planned")
    }


def shown_forecast(standing: Standing, today: date) -> dict[str, Any]:
    """For `components/forecast.html`: the words, and the days of the range."""
    days = days_of(standing.forecast)
    return {"words": forecast_words(standing, today), "today": today, **days}


def plan_words(standing: Standing | None, engagement: Engagement) -> str:
    """How the range lies to the planned handover; empty where there is nothing to compare."""
    days = days_of(standing.forecast if standing is not None else {})
    if days["even"] is None or engagement.state != EngagementState.ACTIVE:
        return ""
    planned = engagement.planned_handover
    if planned < days["even"]:
        return f"The planned handover, {exact(planned)}, is sooner than an even chance: plan again, openly."
    if days["likely"] is None or planned < days["likely"]:
        return f"The planned handover, {exact(planned)}, lies before the 85% mark: it may be late."
    return f"The planned handover, {exact(planned)}, lies after the 85% mark."


def _why_now(standing: Standing | None, engagement: Engagement | None) -> str:
    if engagement is None:
        return ""
    if engagement.state in OVER:
        return "handed_over"
    if standing is not None and standing.steps_left == 0:
        return "nothing_left"
    if engagement.paused_on is not None:
        return "paused"
    if engagement.state == EngagementState.ACTIVE:
        return ""
    return str(engagement.state) if engagement.state in WHY_NOT else "not_active"


def _range(told: dict[str, Any]) -> str:
    days, resembling = days_of(told), f"if coming weeks resemble the last {told['weeks']}."
    even, likely = days["even"], days["likely"]
    early = "Early estimate: " if told["state"] == State.EARLY else ""
    if even is None:
        said = f"even chance only beyond two years; {resembling}"
    elif likely is None:
        said = f"even chance by {exact(even)}, 85% only beyond two years; {resembling}"
    elif even == likely:
        said = f"even chance and 85% both fall in the week to {exact(even)}; {resembling}"
    else:
        said = f"even chance by {exact(even)}, 85% by {exact(likely)}; {resembling}"
    return early + (said if early else said[0].upper() + said[1:])


def _since(told: dict[str, Any], today: date) -> str:
    day = date.fromisoformat(told["day"])
    return "" if (today - day).days < 8 else f" As it stood on {exact(day)}."
