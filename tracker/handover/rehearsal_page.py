"""What the page of rehearsals shows: the one that matters now with its days, and the earlier ones."""

from datetime import date
from typing import Any

from flask import g

from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import Engagement, Phase
from tracker.tenancy import scoped

from .counting import Counted, counted, from_rows
from .models import Rehearsal, RehearsalState
from .rehearsing import BEGUN, LAST, waiting_request

MOST_SHOWN = 20
TELLING = {
    RehearsalState.WAITING, RehearsalState.PLANNED, RehearsalState.RUNNING, RehearsalState.HELD, RehearsalState.BROKEN,
}  # fmt: skip


def rehearsal_values(engagement: Engagement, phases: list[Phase]) -> dict[str, Any]:
    """`now` is the open rehearsal, else the newest that is over; `days` those of it that have come. Four statements."""
    rows = _newest(engagement)
    now = next((row for row in rows if row.state in TELLING), None)
    days = days_of(now) if now is not None and now.began_on is not None else []
    handover = next(phase for phase in phases if phase.position == LAST)
    return {
        "now": now,
        "days": days,
        "done": sum(day.done for day in days),
        "asked": sum(day.asked for day in days),
        "left": days_left(now, clock.today()),
        "request": waiting_request(now) if now is not None and now.running else None,
        "earlier": [row for row in rows if row is not now],
        "handover_phase": handover,
        "may_begin": engagement.state == "active" and handover.state in BEGUN and not (now and _open(now)),
        "practice": g.workspace.practice,
    }


def days_left(rehearsal: Rehearsal | None, today: date) -> int:
    """How many days of it are still to come, today included."""
    return max((rehearsal.ends_on - today).days + 1, 0) if rehearsal is not None and rehearsal.running else 0


def days_of(rehearsal: Rehearsal) -> list[Counted]:
    """The days that have come, as the data tell now; as they were counted when the owner said what it showed."""
    if rehearsal.showed_at is not None:
        return from_rows(rehearsal.days)
    last = min(rehearsal.last_day, clock.today())
    return counted(rehearsal.engagement_id, facts_of(rehearsal.engagement_id), rehearsal.began_on or last, last)


def _open(rehearsal: Rehearsal) -> bool:
    return not rehearsal.over


def _newest(engagement: Engagement) -> list[Rehearsal]:
    query = scoped(Rehearsal).where(Rehearsal.engagement_id == engagement.id).order_by(Rehearsal.id.desc())
    return [*db.session.scalars(query.limit(MOST_SHOWN))]
