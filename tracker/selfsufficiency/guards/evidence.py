"""The fact slice "teach_backs": who is asked to explain a signature, and who has explained one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import evidence
from tracker.tenancy import scoped

from .models import TeachBack

MOST_KEPT = 60


@evidence("teach_backs", nouns=("teach_back",))
def read_teach_backs(engagement_id: UUID) -> dict[str, list[list[Any]]]:
    """What was asked by somebody, and what was answered; the newest first. One statement."""
    query = scoped(TeachBack).where(TeachBack.engagement_id == engagement_id).order_by(TeachBack.id.desc())
    rows = list(db.session.scalars(query.limit(MOST_KEPT)))
    return {
        "asked": [[str(row.sign_off_id), _day(row.asked_at), row.asked_by_name] for row in rows if row.asked_at],
        "answered": [
            [_day(row.answered_at), str(row.signer_id), str(row.sign_off_id)] for row in rows if row.answered_at
        ],
    }


def _day(moment: datetime) -> str:
    return clock.day_of(moment).isoformat()
