"""Phases: they may overlap, and each ends at a gate."""

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from .models import Phase, PhaseState


def begin(phase: Phase, *, by: Membership) -> None:
    """Start a planned phase, if need be while the one before still runs.

    Raises `Refused` if it was started before, or if the one before it was not.
    """
    if phase.state != PhaseState.PLANNED:
        raise Refused(f"{phase.name} has begun already.")
    before = scoped(Phase).where(Phase.engagement_id == phase.engagement_id, Phase.position == phase.position - 1)
    earlier = db.session.scalar(before)
    if earlier is not None and earlier.state == PhaseState.PLANNED:
        raise Refused(f"{earlier.name} comes first, and it has not begun.")
    phase.state = PhaseState.ACTIVE
    record("phase.begun", phase, by=by, before={"state": "planned"}, after={"state": "active"})
