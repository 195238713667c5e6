"""What the work log hands to gates and the index: who did how much, by day."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func

from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import evidence
from tracker.tenancy import scoped

from . import gate_rules, policies
from .models import WorkEntry

__all__ = ["gate_rules", "policies"]

KEPT = timedelta(days=120)


@evidence("work", nouns=("work",))
def read_work(engagement_id: UUID) -> dict[str, list[list[Any]]]:
    """`{activity: [[day, mode, quantity, person], …]}`, summed, the oldest first; what was taken back is not there."""
    columns = (WorkEntry.activity_id, WorkEntry.on, WorkEntry.mode, WorkEntry.person_id)
    query = (
        scoped(WorkEntry)
        .with_only_columns(*columns, func.sum(WorkEntry.quantity))
        .where(
            WorkEntry.engagement_id == engagement_id,
            WorkEntry.on >= clock.today() - KEPT,
            WorkEntry.taken_back_at.is_(None),
        )
        .group_by(*columns)
        .order_by(*columns)
    )
    work: dict[str, list[list[Any]]] = {}
    for activity, on, mode, person, quantity in db.session.execute(query):
        work.setdefault(str(activity), []).append([on.isoformat(), str(mode), int(quantity), str(person)])
    return work
