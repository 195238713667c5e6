"""Phases: they may overlap, and each ends at a gate."""

from datetime import date, timedelta

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from .holding import hold
from .models import Engagement, EngagementState, Phase, PhaseState


def check_running(engagement: Engagement) -> None:
    if engagement.state == EngagementState.PAUSED:
        raise Refused("The engagement is paused. It has to go on before its phases and gates can move.")
    if engagement.stopped_on is not None:
        raise Refused("This engagement has ended.")
    if not engagement.running:
        raise Refused("The engagement is not active: the owner has to sign the charter first.")


def begin(phase: Phase, *, by: Membership) -> None:
    """Start a planned phase, if need be while the one before still runs.

    Raises `Refused` if it was started before, if the one before it was not, or before the charter is signed.
    """
    check_running(db.session.scalars(scoped(Engagement).where(Engagement.id == phase.engagement_id)).one())
    hold(phase, "state")
    if phase.state != PhaseState.PLANNED:
        raise Refused(f"{phase.name} has begun already.")
    before = scoped(Phase).where(Phase.engagement_id == phase.engagement_id, Phase.position == phase.position - 1)
    earlier = db.session.scalar(before)
    if earlier is not None and earlier.state == PhaseState.PLANNED:
        raise Refused(f"{earlier.name} comes first, and it has not begun.")
    phase.state = PhaseState.ACTIVE
    record("phase.begun", phase, by=by, before={"state": "planned"}, after={"state": "active"})


def spread_phases(engagement: Engagement, to_on: date) -> None:
    """Before the work begins: the phases keep their proportions and end on the new planned handover."""
    before = max((engagement.planned_handover - engagement.starts_on).days, 1)
    length = (to_on - engagement.starts_on).days
    for phase in db.session.scalars(scoped(Phase).where(Phase.engagement_id == engagement.id)):
        share = (phase.planned_end - engagement.starts_on).days / before
        phase.planned_end = engagement.starts_on + timedelta(days=round(length * share))
