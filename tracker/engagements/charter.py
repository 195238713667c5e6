"""The charter: what both sides agree before the work begins. The owner's signature starts the engagement."""

from datetime import date, timedelta

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped

from .charter_text import Terms, first_terms, whole_text
from .holding import hold
from .models import CharterVersion, Engagement, EngagementState, Part, Phase, SignOff, TeamMember
from .phases import begin, spread_phases
from .signing import hash_of, sign

LONGEST = timedelta(days=3 * 366)
CHANGED = "The charter was changed while you read it. Read it as it stands now; your words are kept here."


def charter_text(engagement: Engagement) -> str:
    """The very text that would be signed now."""
    version = newest_version(engagement)
    return version.text if version is not None else _text_before_versions(engagement)


def _text_before_versions(engagement: Engagement) -> str:
    return f"{engagement.charter}\n\nPlanned handover: {engagement.planned_handover.isoformat()}"


def newest_version(engagement: Engagement) -> CharterVersion | None:
    query = scoped(CharterVersion).where(CharterVersion.engagement_id == engagement.id)
    return db.session.scalar(query.order_by(CharterVersion.number.desc()).limit(1))


def charter_signature(engagement: Engagement) -> SignOff | None:
    query = scoped(SignOff).where(SignOff.subject_id == engagement.id).order_by(SignOff.id.desc()).limit(1)
    return db.session.scalar(query)


def write_first(engagement: Engagement, *, by: Membership) -> CharterVersion:
    """The version that an engagement starts with: the playbook's prose and what its playbook suggests."""
    return _add(engagement, 1, first_terms(engagement), by)


def revise(engagement: Engagement, terms: Terms, *, by: Membership, based_on: int) -> CharterVersion:
    """Write the next version. Whoever was asked to sign is no longer asked, since it is another text now.

    Raises `Stale` when somebody else was first, `Refused` once it is signed and for a handover that makes no sense.
    """
    hold(engagement, "state", "planned_handover")
    if engagement.state not in {EngagementState.PROSPECT, EngagementState.AGREED}:
        raise Refused("The charter is signed and stays as it is. Move the handover or change the scope instead.")
    newest = newest_version(engagement)
    number = newest.number if newest is not None else 0
    if number != based_on:
        raise Stale("Somebody else changed the charter meanwhile. Both texts are here; nothing was saved yet.")
    if not terms.owned or not terms.exit_plan or not terms.handover:
        raise Refused("A charter says what the client will own, the way out and how the handover happens.")
    _move_handover(engagement, terms.planned_handover)
    version = _add(engagement, number + 1, terms, by)
    engagement.charter_asked_at = None
    record("charter.revised", version, by=by, after={"version": version.number})
    return version


def ask_for_signature(engagement: Engagement, *, by: Membership) -> None:
    """The practice asks the owner to sign. Raises `Refused` unless the engagement is agreed and unsigned."""
    _check_signable(engagement)
    if engagement.charter_asked_at is not None:
        raise Refused("The owner has been asked to sign already.")
    engagement.charter_asked_at = clock.now()
    record("charter.signature_asked", engagement, by=by)


def sign_charter(engagement: Engagement, words: str, *, by: Membership, version: int | None = None) -> SignOff:
    """The owner signs: the engagement becomes active, its first phase begins, and he leads it on the client's side.

    `version` is the number that he read. Raises `Stale` when there is a newer one, `Refused` unless the engagement is
    agreed, and as `signing.sign` does.
    """
    hold(engagement, "state")
    _check_signable(engagement)
    newest = newest_version(engagement)
    if version is not None and newest is not None and newest.number != version:
        raise Stale(CHANGED)
    signature = sign(engagement, charter_text(engagement), words, by=by)
    before = engagement.state
    engagement.state = EngagementState.ACTIVE
    record("charter.signed", engagement, by=by, because=words, before={"state": before}, after={"state": "active"})
    first = db.session.scalars(scoped(Phase).where(Phase.engagement_id == engagement.id, Phase.position == 0)).one()
    begin(first, by=by)
    _lead_on_the_clients_side(engagement, by)
    return signature


def _add(engagement: Engagement, number: int, terms: Terms, by: Membership) -> CharterVersion:
    text = whole_text(engagement.charter, terms)
    version = CharterVersion(
        **engagement.keys, **terms._asdict(), number=number, by_id=by.id, by_name=by.name, text=text,
        text_hash=hash_of(text),
    )  # fmt: skip
    db.session.add(version)
    return version


def _move_handover(engagement: Engagement, to_on: date) -> None:
    if to_on == engagement.planned_handover:
        return
    if not max(engagement.starts_on, clock.today()) < to_on <= engagement.starts_on + LONGEST:
        raise Refused("The planned handover comes after the start and today, within three years.", "planned_handover")
    spread_phases(engagement, to_on)
    engagement.planned_handover = to_on


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
