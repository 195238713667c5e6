"""What deliverables hands to gates: how each stands."""

from typing import Any
from uuid import UUID

from flask import url_for

from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import evidence
from tracker.engagements.subjects import speaks_of
from tracker.files import attachable
from tracker.tenancy import scoped

from . import gate_rules, starting
from .listed import state_of
from .models import Deliverable, DeliverableVersion

__all__ = ["gate_rules", "read_deliverables", "starting"]

speaks_of(Deliverable, "deliverable", "deliverables.show")
# Files come with a version and stay with it, since the owner's signature holds for both.
attachable(
    DeliverableVersion, page=lambda version: url_for("deliverables.show", id=version.deliverable_id), attach=(),
    fixed=lambda version: True,
)  # fmt: skip


@evidence("deliverables", nouns=("deliverable",))
def read_deliverables(engagement_id: UUID) -> list[dict[str, Any]]:
    """Every deliverable, those of a phase in their order. One statement."""
    query = scoped(Deliverable).where(Deliverable.engagement_id == engagement_id)
    return [_row(row) for row in db.session.scalars(query.order_by(Deliverable.phase_id, Deliverable.position))]


def _row(row: Deliverable) -> dict[str, Any]:
    return {
        "id": str(row.id), "key": row.key, "name": row.name, "phase": str(row.phase_id), "state": state_of(row),
        "version": row.version, "asked_on": clock.day_of(row.asked_at).isoformat() if row.asked_at else None,
        "accepted_version": row.accepted_version,
        "accepted_on": clock.day_of(row.accepted_at).isoformat() if row.accepted_at else None,
    }  # fmt: skip
