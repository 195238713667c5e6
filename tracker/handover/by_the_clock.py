"""What time and other acts do to a rehearsal: it begins and ends by itself, stands with the clocks, and ends with the
engagement."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_

from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.daily import every_day
from tracker.engagements.extension_points import reacts_to, when_clocks_start_again
from tracker.engagements.holding import hold
from tracker.engagements.models import Engagement, EngagementState
from tracker.engagements.proposing import hold_engagement
from tracker.tenancy import scoped

from .models import Rehearsal, RehearsalState
from .rehearsing import OPEN, begin, end

ENDED = {
    "engagement.handed_over": "The engagement was handed over.",
    "engagement.ended_early": "The engagement was ended.",
    "engagement.closed": "The engagement was closed.",
    "plan.ended_early": "The engagement was ended.",
}


@every_day
def rehearse_by_the_clock() -> int:
    """Begin what is planned for a day that has come, and end what has had its last day. One commit each; safe to stop
    and to start again."""
    due = [*db.session.scalars(_due().with_only_columns(Rehearsal.id))]
    db.session.rollback()
    return sum(_turn(id) for id in due)


def _due() -> Any:
    today = clock.today()
    comes = (Rehearsal.state == RehearsalState.PLANNED) & (Rehearsal.begins_on <= today)
    goes = (Rehearsal.state == RehearsalState.RUNNING) & (Rehearsal.ends_on < today)
    return scoped(Rehearsal).where(or_(comes, goes)).order_by(Rehearsal.id)


def _turn(id: UUID) -> int:
    rehearsal = db.session.scalars(scoped(Rehearsal).where(Rehearsal.id == id)).one()
    engagement = hold_engagement(rehearsal.engagement_id)
    hold(rehearsal, "state", "begins_on", "ends_on")
    turned = engagement.state == EngagementState.ACTIVE and _turned(rehearsal, engagement)
    db.session.commit()
    return int(turned)


def _turned(rehearsal: Rehearsal, engagement: Engagement) -> bool:
    if rehearsal.state == RehearsalState.PLANNED and rehearsal.begins_on <= clock.today():
        begin(rehearsal, engagement)
        return True
    if rehearsal.running and rehearsal.ends_on < clock.today():
        end(rehearsal, engagement)
        return True
    return False


def _move_on(engagement: Engagement, days: int) -> None:
    """A rehearsal stands while the engagement is paused, and lasts so much longer."""
    for rehearsal in _open_ones(engagement.id):
        rehearsal.move(days)
        if rehearsal.running:
            engagement.rehearses_until = rehearsal.ends_on


when_clocks_start_again.append(_move_on)


@reacts_to("engagement", "plan")
def _end_with_it(engagement_id: UUID, events: list[Any]) -> None:
    """Whoever hands over, or ends the engagement, ends what was still rehearsed."""
    because = next((ENDED[one.verb] for one in events if one.verb in ENDED), "")
    if not because:
        return
    for rehearsal in _open_ones(engagement_id):
        if rehearsal.running:
            engagement = db.session.scalars(scoped(Engagement).where(Engagement.id == engagement_id)).one()
            end(rehearsal, engagement, because=because)
        else:
            rehearsal.state, rehearsal.broken_because = RehearsalState.CALLED_OFF, because
            record("rehearsal.called_off", rehearsal, by=None, because=because)


def _open_ones(engagement_id: UUID) -> list[Rehearsal]:
    query = scoped(Rehearsal).where(Rehearsal.engagement_id == engagement_id, Rehearsal.state.in_(OPEN))
    return [*db.session.scalars(query)]
