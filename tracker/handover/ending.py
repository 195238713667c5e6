"""What follows when the work ends otherwise: before its handover, or because a handover is taken back."""

from uuid import UUID

from tracker.accounts.models import Membership, Role
from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import reacts_to
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped

from . import access_plan, practice_access
from .models import HandoverAcceptance, OfferState
from .sealing import ask_for_minimum_pack


@reacts_to("plan")
def _when_it_ends_early(engagement_id: UUID, events: list[AuditEvent]) -> None:
    """The practice's access ends by the same plan as after a handover, and the client is left with what there is."""
    ended = next((event for event in events if event.verb == "plan.ended_early"), None)
    if ended is None:
        return
    engagement = _engagement(engagement_id)
    owner = db.session.scalars(
        scoped(Membership).where(Membership.id == ended.actor_id, Membership.role == Role.OWNER)
    ).one()
    for offer in _offers(engagement_id, OfferState.OFFERED):
        offer.state, offer.decided_at, offer.decided_by_name = OfferState.WITHDRAWN, clock.now(), owner.name
    days = access_plan.start_the_clock(engagement, engagement.stopped_on, owner=owner)
    practice_access.look_on(engagement, days)
    ask_for_minimum_pack(engagement, by=owner)


@reacts_to("engagement")
def _when_a_handover_is_taken_back(engagement_id: UUID, events: list[AuditEvent]) -> None:
    if any(event.verb == "engagement.resumed" for event in events):
        engagement = _engagement(engagement_id)
        practice_access.give_back(engagement)
        access_plan.stop_the_clock(engagement)
        for offer in _offers(engagement_id, OfferState.ACCEPTED, OfferState.WITH_EXCEPTIONS):
            offer.state = OfferState.TAKEN_BACK


def _engagement(engagement_id: UUID) -> Engagement:
    return db.session.scalars(scoped(Engagement).where(Engagement.id == engagement_id)).one()


def _offers(engagement_id: UUID, *states: OfferState) -> list[HandoverAcceptance]:
    query = scoped(HandoverAcceptance).where(
        HandoverAcceptance.engagement_id == engagement_id, HandoverAcceptance.state.in_(states)
    )
    return list(db.session.scalars(query))
