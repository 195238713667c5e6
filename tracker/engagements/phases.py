"""Phases: they may overlap, and each ends at a gate."""

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.errors import Refused

from .models import Phase, PhaseState


def begin(phase: Phase, *, by: Membership) -> None:
    """Start a planned phase, if need be while the one before still runs. Raises `Refused` if it was started."""
    if phase.state != PhaseState.PLANNED:
        raise Refused(f"{phase.name} has begun already.")
    phase.state = PhaseState.ACTIVE
    record("phase.begun", phase, by=by, before={"state": "planned"}, after={"state": "active"})
