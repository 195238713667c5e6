"""The fact slices "rehearsals", and "handover": what of the handover waits for the owner."""

from typing import Any
from uuid import UUID

from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import evidence
from tracker.tenancy import scoped

from .models import EntryRequest, Rehearsal
from .rehearsing import what_of

MOST_KEPT = 20


@evidence("rehearsals", nouns=("rehearsal",))
def read_rehearsals(engagement_id: UUID) -> list[dict[str, Any]]:
    """The newest first, those that nobody agreed to left out. One statement."""
    return [_rehearsal(row) for row in _newest(engagement_id) if row.effective_at is not None]


@evidence("handover", nouns=("rehearsal",))
def read_proposals(engagement_id: UUID) -> dict[str, Any]:
    """What waits for the owner. Two statements."""
    asked = [
        _asked(row, "handover.rehearsal_decide", what_of(row)) for row in _newest(engagement_id) if row.waiting
    ]  # fmt: skip
    query = scoped(EntryRequest).where(
        EntryRequest.engagement_id == engagement_id, EntryRequest.effective_at.is_(None),
        EntryRequest.declined_at.is_(None), EntryRequest.withdrawn_at.is_(None),
    )  # fmt: skip
    entries = db.session.scalars(query.order_by(EntryRequest.id).limit(MOST_KEPT))
    return {"proposals": asked + [_asked(row, "handover.entry_decide", "to be let in again") for row in entries]}


def _newest(engagement_id: UUID) -> list[Rehearsal]:
    query = scoped(Rehearsal).where(Rehearsal.engagement_id == engagement_id).order_by(Rehearsal.id.desc())
    return [*db.session.scalars(query.limit(MOST_KEPT))]


def _rehearsal(row: Rehearsal) -> dict[str, Any]:
    return {
        "id": str(row.id), "state": str(row.state), "weeks": row.weeks, "begins_on": row.begins_on.isoformat(),
        "began_on": _day(row.began_on), "ends_on": row.ends_on.isoformat(), "ended_on": _day(row.ended_on),
        "unassisted": sum(day[1] for day in row.days), "questions": sum(day[2] for day in row.days),
        "broken_because": row.broken_because, "described_on": _day(row.showed_at and clock.day_of(row.showed_at)),
    }  # fmt: skip


def _asked(row: Rehearsal | EntryRequest, endpoint: str, what: str) -> dict[str, str]:
    on = clock.day_of(row.at).isoformat()
    return {"id": str(row.id), "endpoint": endpoint, "by": row.by_name, "what": what, "on": on}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
