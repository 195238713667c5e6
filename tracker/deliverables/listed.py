"""Deliverables as pages list them: with the day on which each is due and how it stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Phase
from tracker.tenancy import scoped

from .models import Deliverable, DeliverableState


@dataclass(frozen=True, slots=True)
class Listed:
    """One deliverable. `state` adds to the domain's own: `empty` before the first version, `changed` since accepted."""

    deliverable: Deliverable
    due_on: date
    state: str
    late: bool


def state_of(deliverable: Deliverable) -> str:
    if not deliverable.version:
        return "empty"
    if deliverable.changed and deliverable.state == DeliverableState.DRAFT:
        return "changed"
    return deliverable.state


def listed(engagement_id: UUID) -> dict[UUID, list[Listed]]:
    """All deliverables of an engagement by their phase. One statement."""
    return _by_phase(Deliverable.engagement_id == engagement_id)


def _by_phase(condition: Any) -> dict[UUID, list[Listed]]:
    query = (
        scoped(Deliverable)
        .add_columns(Phase.planned_end)
        .join(Phase, (Phase.workspace_id == Deliverable.workspace_id) & (Phase.id == Deliverable.phase_id))
        .where(condition)
        .order_by(Phase.position, Deliverable.position)
    )
    found: dict[UUID, list[Listed]] = {}
    for deliverable, planned_end in db.session.execute(query):
        found.setdefault(deliverable.phase_id, []).append(as_listed(deliverable, planned_end))
    return found


def as_listed(deliverable: Deliverable, planned_end: date) -> Listed:
    due_on, state = deliverable.due_on or planned_end, state_of(deliverable)
    return Listed(deliverable, due_on, state, due_on < clock.today() and state != "accepted")
