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
from .content_reading import sums_since
from .counting import counts
from .models import WorkEntry
from .time_reading import as_facts

__all__ = ["gate_rules", "policies"]

KEPT = timedelta(days=120)


@evidence("work", nouns=("work",))
def read_work(engagement_id: UUID) -> dict[str, list[list[Any]]]:
    """`{activity: [[day, mode, quantity, person], …]}`, summed, the oldest first; only of what counts."""
    columns = (WorkEntry.activity_id, WorkEntry.on, WorkEntry.mode, WorkEntry.person_id)
    query = (
        scoped(WorkEntry)
        .with_only_columns(*columns, func.sum(WorkEntry.quantity))
        .where(
            WorkEntry.engagement_id == engagement_id,
            WorkEntry.on >= clock.today() - KEPT,
            counts(engagement_id),
        )
        .group_by(*columns)
        .order_by(*columns)
    )
    work: dict[str, list[list[Any]]] = {}
    for activity, on, mode, person, quantity in db.session.execute(query):
        work.setdefault(str(activity), []).append([on.isoformat(), str(mode), int(quantity), str(person)])
    return work


@evidence("content", nouns=("content",))
def read_content(engagement_id: UUID) -> list[list[Any]]:
    """`[[day, activity, author kind, reply, pieces], …]` of what was published, the oldest first."""
    sums = sums_since(engagement_id, clock.today() - KEPT)
    return [[on.isoformat(), str(activity), str(kind), bool(reply), int(n)] for on, activity, kind, reply, n in sums]


@evidence("time", nouns=("time", "work"))
def read_time(engagement_id: UUID) -> dict[str, Any]:
    """Who has which hours kept free, and how many minutes were used by week (`time_reading.as_facts`)."""
    return as_facts(engagement_id)
