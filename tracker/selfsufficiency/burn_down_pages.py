"""The page of the steps left: the burn-down with its forecast, what is left, and what the forecast rests on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, g, render_template

from tracker.access import Can, requires
from tracker.core import clock
from tracker.core.drawing.burn_down import Fan
from tracker.engagements.extension_points import Facts
from tracker.engagements.links import link
from tracker.engagements.models import Engagement, EngagementState
from tracker.engagements.tabs import tab_values
from tracker.training.sight import sight_of

from . import calibration as calibrated
from .burn_down import kept_days, links_of, shares, stretches, weeks_behind
from .display import standing_of
from .facts_on_record import facts_of
from .forecast_words import days_of, forecast_words, plan_words
from .forecasting import Week
from .forecasts import OVER
from .models import Standing
from .steps import SOURCES, parts_of, steps_left

TITLES = {
    "rungs": ("Rungs up the ladder", "rungs", "Move an activity one rung up and its step is done."),
    "skills": ("Levels of skill", "levels", "By the best holder, and by a second one where the skill is critical."),
    "sections": ("Sections to sign", "signature", "Required sections of the strategy that the owner has not signed."),
    "criteria": ("Criteria of the Handover gate", "criterion", "What must be shown before the handover."),
}


def burn_down(engagement: Engagement) -> Any:
    today = clock.today()
    facts, standing, days = facts_of(engagement.id), standing_of(engagement.id), kept_days(engagement.id, today)
    parts = parts_of(facts, today) if facts else ()
    return render_template(
        "selfsufficiency/burn_down.html",
        **tab_values(engagement, "burn_down"),
        left=steps_left(parts),
        of=sum(part.steps for part in parts),
        words=forecast_words(standing, today, engagement),
        plan_words=plan_words(standing, engagement),
        forecast=days_of(standing.forecast) if standing else {},
        weeks=stretches(days, today),
        fan=fan_of(standing, engagement),
        shares=shares(days, today),
        behind=_behind(standing, days, facts, today) if engagement.state == EngagementState.ACTIVE else [],
        sources=SOURCES,
        titles=TITLES,
        left_of=links_of(parts, facts, sight_of(facts, g.member)) if facts else {},
    )


def fan_of(standing: Standing | None, engagement: Engagement) -> Fan | None:
    """The fan of the newest forecast, while there is one."""
    days = days_of(standing.forecast if standing is not None else {})
    if days["even"] is None or engagement.paused_on or engagement.state in OVER or not standing.steps_left:
        return None
    return Fan(days["even"], days["likely"], days["safe"])


def _behind(standing: Standing | None, days: Sequence[Any], facts: Facts, today: date) -> list[Week]:
    """As many weeks as the newest forecast says that it rests on: days that nobody counted are none."""
    told = standing.forecast if standing is not None else {}
    weeks = weeks_behind(days, facts, today)
    return weeks[max(len(weeks) - told.get("weeks", len(weeks)), 0) :]


def calibration() -> Any:
    """How often the practice's forecasts were right."""
    found = calibrated.calibration(clock.today())
    return render_template(
        "selfsufficiency/calibration.html",
        found=found,
        words=calibrated.verdict(found.every),
        columns=calibrated.columns(found.every),
        least=(calibrated.LEAST_FORECASTS, calibrated.LEAST_ENGAGEMENTS),
        portfolio=link("overview.portfolio"),
    )


def add_to(pages: Blueprint) -> None:
    page = requires(Can.VIEW_INDEX, of=Engagement, at_least="read")(burn_down)
    pages.add_url_rule("/engagements/<uuid:id>/burn-down", view_func=page)
    pages.add_url_rule("/calibration", view_func=requires(Can.SEE_PORTFOLIO)(calibration))
