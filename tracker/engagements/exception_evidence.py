"""The fact slice "exceptions": what was taken over unfinished at the last gate and with the acceptance."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped

from .extension_points import evidence
from .models import DatedException

MOST = 200


@evidence("exceptions", nouns=("exception", "criterion", "handover"))
def read_exceptions(engagement_id: UUID) -> list[dict[str, Any]]:
    """The oldest first; one statement."""
    query = scoped(DatedException).where(DatedException.engagement_id == engagement_id)
    rows = db.session.scalars(query.order_by(DatedException.id.desc()).limit(MOST)).all()
    return [
        {
            "id": str(row.id), "text": row.text, "criterion": str(row.criterion_id) if row.criterion_id else None,
            "part": row.part, "accepted": row.acceptance_id is not None, "answers": str(row.answers_id),
            "due": row.due_on.isoformat(), "closed_on": _day(row.closed_at), "closed_by": row.closed_by_name,
            "how": row.evidence, "link": row.link,
        }
        for row in reversed(rows)
    ]  # fmt: skip


def _day(moment: datetime | None) -> str | None:
    return clock.day_of(moment).isoformat() if moment else None
