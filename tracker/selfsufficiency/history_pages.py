"""The history of the index: every day since the start, and each day opened to what moved it."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for

from tracker.access import Can, requires
from tracker.core import clock
from tracker.engagements.models import Engagement
from tracker.engagements.subjects import page_of
from tracker.engagements.tabs import tab_values

from .formula import FORMULA_VERSION, PILLARS
from .history import DEFAULT, SPANS, day_told, history, newest_day
from .movements import WORDS, Movement
from .pages import pages


@pages.route("/engagements/<uuid:id>/history", endpoint="history")
@requires(Can.VIEW_INDEX, of=Engagement, at_least="read")
def _history(engagement: Engagement) -> Any:
    """`?span=` chooses how far back, `?before=` the page, `?every=1` tells quiet days one by one."""
    span = request.args.get("span", DEFAULT)
    span = span if span in SPANS else DEFAULT
    every = request.args.get("every") == "1"
    found = history(engagement.id, span, _day(request.args.get("before")), clock.today(), every=every)
    return render_template(
        "selfsufficiency/history.html",
        **tab_values(engagement, "history"),
        history=found,
        spans=[(words, _address(engagement, key, every), key == span) for key, (words, _) in SPANS.items()],
        every=every,
        other_way=_address(engagement, span, not every),
        earlier=_address(engagement, span, every, found.earlier) if found and found.earlier else None,
        newest=_address(engagement, span, every) if request.args.get("before") else None,
        pillars=PILLARS,
        words=WORDS,
        version=FORMULA_VERSION,
        to_day=lambda day: url_for(".history_day", id=engagement.id, on=day.isoformat()),
    )


@pages.route("/engagements/<uuid:id>/history/day")
@requires(Can.VIEW_INDEX, of=Engagement, at_least="read")
def history_day(engagement: Engagement) -> Any:
    """The day in `?on=`, else the newest: every movement with its event, and what other formulas said."""
    told = day_told(engagement.id, _day(request.args.get("on")) or newest_day(engagement.id, clock.today()))
    if told is None:
        return redirect(url_for(".history", id=engagement.id))
    return render_template(
        "selfsufficiency/history_day.html",
        **tab_values(engagement, "history"),
        told=told,
        pillars=PILLARS,
        version=FORMULA_VERSION,
        to_day=lambda day: url_for(".history_day", id=engagement.id, on=day.isoformat()),
        page_of=lambda one: page_of(*one.subject) if one.subject else None,
        record_of=lambda one: _record_of(engagement, one),
    )


def _address(engagement: Engagement, span: str, every: bool, before: date | None = None) -> str:
    return url_for(
        ".history", id=engagement.id, span=span, every="1" if every else None,
        before=before.isoformat() if before else None,
    )  # fmt: skip


def _record_of(engagement: Engagement, one: Movement) -> str | None:
    """The activity of the engagement from this event on, the newest first."""
    if not one.event:
        return None
    return url_for("engagements.feed", id=engagement.id, after=UUID(int=UUID(one.event).int + 1))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
