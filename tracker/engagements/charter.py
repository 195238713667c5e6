"""The charter: what both sides agree before the work begins. The owner's signature starts the engagement."""

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from .holding import hold
from .models import Engagement, EngagementState, Part, Phase, SignOff, TeamMember
from .phases import begin
from .signing import sign


def charter_text(engagement: Engagement) -> str:
    """The very text that is signed: the charter and the day on which the practice means to be gone."""
    return f"{engagement.charter}\n\nPlanned handover: {engagement.planned_handover.isoformat()}"


def charter_signature(engagement: Engagement) -> SignOff | None:
    query = scoped(SignOff).where(SignOff.subject_id == engagement.id).order_by(SignOff.id.desc()).limit(1)
    return db.session.scalar(query)


def ask_for_signature(engagement: Engagement, *, by: Membership) -> None:
    """The practice asks the owner to sign. Raises `Refused` unless the engagement is agreed and unsigned."""
    _check_signable(engagement)
    if engagement.charter_asked_at is not None:
        raise Refused("The owner has been asked to sign already.")
    engagement.charter_asked_at = clock.now()
    record("charter.signature_asked", engagement, by=by)


def sign_charter(engagement: Engagement, words: str, *, by: Membership) -> SignOff:
    """The owner signs: the engagement becomes active, its first phase begins, and he leads it on the client's side.

    Raises `Refused` unless the engagement is agreed, and as `signing.sign` does.
    """
    hold(engagement, "state")
    _check_signable(engagement)
    signature = sign(engagement, charter_text(engagement), words, by=by)
    before = engagement.state
    engagement.state = EngagementState.ACTIVE
    record("charter.signed", engagement, by=by, because=words, before={"state": before}, after={"state": "active"})
    first = db.session.scalars(scoped(Phase).where(Phase.engagement_id == engagement.id, Phase.position == 0)).one()
    begin(first, by=by)
    _lead_on_the_clients_side(engagement, by)
    return signature


def _check_signable(engagement: Engagement) -> None:
    if engagement.state == EngagementState.PROSPECT:
        raise Refused("A lead of the practice has to agree the engagement first.")
    if engagement.state == EngagementState.DECLINED:
        raise Refused("This engagement was declined.")
    if engagement.state != EngagementState.AGREED:
        raise Refused("The charter is signed already.")


def _lead_on_the_clients_side(engagement: Engagement, owner: Membership) -> None:
    """An owner who was not there when the engagement was started is a leader from his signature on."""
    seats = scoped(TeamMember).where(
        TeamMember.engagement_id == engagement.id,
        TeamMember.member_id == owner.id,
        TeamMember.part == Part.LEADER,
        TeamMember.ended_at.is_(None),
    )
    if db.session.scalar(seats) is None:
        db.session.add(TeamMember(**engagement.keys, member_id=owner.id, part=Part.LEADER, accepted_at=clock.now()))
