"""What may be logged, by whom and for whom: pure questions to what was read once, for one entry or for thousands."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from tracker.accounts.models import Membership, Role
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.models import Engagement, EngagementState
from tracker.responsibilities.models import Activity, Appointment, DoerKind, Post
from tracker.tenancy import scoped

from .models import Mode
from .modes import FOR_OTHERS, modes_for, words_for

LONGEST_BACK = timedelta(days=60)
MOST_AT_ONCE = 1000
MOST_MINUTES = 24 * 60
NOT_BEGUN = {EngagementState.PROSPECT, EngagementState.AGREED}
OVER = {EngagementState.DECLINED, EngagementState.ENDED_EARLY, EngagementState.CLOSED}


@dataclass(frozen=True, slots=True)
class Piece:
    """What somebody says was done: `person` had her hand in it, on a day, in a mode."""

    activity: Activity
    mode: Mode | str
    person: Membership
    on: date
    quantity: int = 1
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What entries of one engagement are checked against: `posts` are those accepted, by activity."""

    engagement: Engagement
    posts: dict[UUID, dict[Post, UUID]] = field(default_factory=dict)

    def answering(self, activity: Activity) -> set[UUID]:
        """The ids of the accepted accountable person and deputy."""
        return set(self.posts.get(activity.id, {}).values())


def ground_of(engagement_id: UUID, *activities: Activity) -> Ground:
    """As `ground_in`, where the engagement is not at hand. Two statements."""
    engagement = db.session.scalars(scoped(Engagement).where(Engagement.id == engagement_id)).one()
    return ground_in(engagement, *activities)


def ground_in(engagement: Engagement, *activities: Activity) -> Ground:
    """One statement; without `activities`, of all that the engagement has."""
    query = scoped(Appointment).where(
        Appointment.engagement_id == engagement.id,
        Appointment.accepted_at.is_not(None),
        Appointment.ended_at.is_(None),
    )
    if activities:
        query = query.where(Appointment.activity_id.in_([activity.id for activity in activities]))
    posts: dict[UUID, dict[Post, UUID]] = {}
    for row in db.session.scalars(query):
        posts.setdefault(row.activity_id, {})[row.post] = row.member_id
    return Ground(engagement, posts)


def check(piece: Piece, by: Membership, ground: Ground) -> Mode:
    """The mode as one. Raises `Refused` at the field of what cannot be logged."""
    _check_amount(piece.quantity, piece.minutes)
    _check_day(piece.on, ground.engagement)
    if piece.activity.not_applicable_at is not None:
        raise Refused("This activity is set aside: nothing is logged for it.")
    mode = _checked_mode(piece, by)
    _check_person(piece, mode, by)
    _check_part(piece, mode, by, ground)
    return mode


def _check_amount(quantity: int, minutes: int | None) -> None:
    if not 1 <= quantity <= MOST_AT_ONCE:
        raise Refused(f"Log from 1 to {MOST_AT_ONCE:,} at once.", "quantity")
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise Refused("Minutes run from 1 to 1,440, a whole day.", "minutes")


def _check_day(on: date, engagement: Engagement) -> None:
    if engagement.state in NOT_BEGUN:
        raise Refused("Work is logged once the owner has signed the charter.")
    if engagement.state in OVER:
        raise Refused("This engagement is over: nothing more is logged.")
    if on > clock.today():
        raise Refused("That day has not come yet.", "on")
    if on < clock.today() - LONGEST_BACK:
        raise Refused(f"Work is logged within {LONGEST_BACK.days} days.", "on")
    if on < engagement.starts_on:
        raise Refused(f"The engagement began on {engagement.starts_on.day} {engagement.starts_on:%B %Y}.", "on")


def _checked_mode(piece: Piece, by: Membership) -> Mode:
    if piece.mode not in words_for(by):
        raise Refused("Choose how it was done.", "mode")
    return Mode(piece.mode)


def _check_person(piece: Piece, mode: Mode, by: Membership) -> None:
    """The practice says who did what it only checked. For others one logs their hands, not their eyes."""
    person = piece.person
    if by.of_practice and mode == Mode.CLIENT_CHECKED:
        if not person.of_client or person.client_id != piece.activity.client_id:
            raise Refused("Say who at the client did it.", "person")
    elif person.id == by.id:
        return
    elif by.of_practice:
        if not person.of_practice or by.role != Role.LEAD:
            raise Refused("Only a lead logs the work of a colleague.", "person")
    elif not (by.of_client and person.of_client and person.client_id == by.client_id):
        raise Refused("You log your own work.", "person")
    elif mode not in FOR_OTHERS:
        raise Refused("Who looked it over, or answers for the provider, logs that herself.", "person")
    if not person.active:
        raise Refused(f"{person.name} has left.", "person")


def _check_part(piece: Piece, mode: Mode, by: Membership, ground: Ground) -> None:
    activity = piece.activity
    if mode in {Mode.OVERSIGHT, Mode.PROVIDER} and by.of_client:
        answering = ground.answering(activity)
        if by.id not in answering:
            raise Refused("Only whoever accepted to answer for it, or her deputy, logs this.", "mode")
        if mode not in modes_for(by, activity, answering):
            raise Refused("No provider does this.", "mode")
    if mode == Mode.PROVIDER and activity.doer_kind != DoerKind.PROVIDER:
        raise Refused("No provider does this.", "mode")
