"""What decisions hands on: what waits for its decider, and how many are in force."""

from typing import Any
from uuid import UUID

from flask import url_for

from tracker.access import Can
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import evidence
from tracker.engagements.subjects import speaks_of
from tracker.files import attachable
from tracker.tenancy import scoped

from .models import Decision

MOST_WAITING = 50

speaks_of(Decision, "decision", "decisions.show")
attachable(
    Decision, page=lambda decision: url_for("decisions.show", id=decision.id), attach=(Can.LOG_DECISION,),
    fixed=lambda decision: not decision.waiting,
)  # fmt: skip


@evidence("decisions", nouns=("decision",))
def read_decisions(engagement_id: UUID) -> list[dict[str, Any]]:
    """Those that wait for their decider, the oldest first. One statement."""
    query = (
        scoped(Decision)
        .where(
            Decision.engagement_id == engagement_id, Decision.confirmed_at.is_(None), Decision.dropped_at.is_(None)
        )
        .order_by(Decision.id)
        .limit(MOST_WAITING)
        .with_only_columns(Decision.id, Decision.number, Decision.question, Decision.decider_id, Decision.written_at)
    )
    return [
        {"id": str(row.id), "number": row.number, "question": row.question, "decider": str(row.decider_id),
         "written_on": clock.day_of(row.written_at).isoformat()}
        for row in db.session.execute(query)
    ]  # fmt: skip
