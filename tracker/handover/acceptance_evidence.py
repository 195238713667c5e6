"""The fact slice "acceptance": the newest offer with its answer, and the plan of access."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import evidence
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped

from .access_plan import plan_of
from .models import AccessEnding, HandoverAcceptance

NOUNS = ("handover", "access_ending", "access", "practice", "phase", "plan", "engagement")


@evidence("acceptance", nouns=NOUNS)
def acceptance(engagement_id: UUID) -> dict[str, Any]:
    """At most three statements."""
    newest = newest_offer(engagement_id)
    rows = plan_of(engagement_id)
    base = _counted_from(engagement_id) if rows else None
    return {
        "state": str(newest.state) if newest is not None else None,
        "offered_on": _day(newest.offered_at) if newest is not None else None,
        "decided_on": _day(newest.decided_at) if newest is not None else None,
        "pack": newest.pack_number if newest is not None else None,
        "access_plan": [_ending(row, base) for row in rows],
    }


def newest_offer(engagement_id: UUID) -> HandoverAcceptance | None:
    query = scoped(HandoverAcceptance).where(HandoverAcceptance.engagement_id == engagement_id)
    return db.session.scalar(query.order_by(HandoverAcceptance.id.desc()).limit(1))


def _counted_from(engagement_id: UUID) -> date:
    """The day from which the plan's days count: the planned handover while there is no other."""
    columns = (Engagement.handed_over_on, Engagement.stopped_on, Engagement.planned_handover)
    query = scoped(Engagement).with_only_columns(*columns).where(Engagement.id == engagement_id)
    handed_over, stopped, planned = db.session.execute(query).one()
    return handed_over or stopped or planned


def _ending(row: AccessEnding, base: date) -> dict[str, Any]:
    """Nobody and no day until the client has agreed to both."""
    due = row.due_on or base + timedelta(days=row.days)
    return {
        "id": str(row.id), "what": row.audit_name, "kind": str(row.kind),
        "who": str(row.confirmer_id) if row.confirmer_id else None,
        "due": due.isoformat() if row.agreed_at or row.due_on else None,
        "confirmed_on": _day(row.confirmed_at), "confirmed_by": row.confirmed_by_name, "note": row.note,
        "days": row.days, "agreed": row.agreed_at is not None,
    }  # fmt: skip


def _day(moment: datetime | None) -> str | None:
    return clock.day_of(moment).isoformat() if moment else None
