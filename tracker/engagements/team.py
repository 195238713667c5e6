"""The team: who leads at the client, who champions the work and stands in for her, who consults."""

from tracker.accounts.arrivals import when_a_role_changes, when_someone_joins
from tracker.accounts.departures import when_someone_leaves
from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from .holding import hold
from .leaving import note_departure
from .models import Engagement, Part, TeamMember
from .visibility import engagement_of

ASKED = {Part.CHAMPION, Part.DEPUTY_CHAMPION}
WORDS = {
    Part.LEADER: "leader", Part.CHAMPION: "champion", Part.DEPUTY_CHAMPION: "deputy champion",
    Part.CONSULTANT: "consultant",
}  # fmt: skip


def name_for(engagement: Engagement, part: Part, person: Membership, *, by: Membership) -> TeamMember:
    """Give `person` a part. A champion and her deputy count once they accept; naming oneself is accepting.

    Raises `Refused` at `person` for somebody who left or is on the wrong side, and for a part she has or that the
    other excludes.
    """
    _check_side(engagement, part, person)
    held = {seat.part for seat in open_seats(engagement) if seat.member_id == person.id}
    if part in held:
        raise Refused(f"{person.name} is {WORDS[part]} already.", "person")
    if part in ASKED and held & ASKED:
        raise Refused(f"{person.name} is {WORDS[(held & ASKED).pop()]}: a deputy is somebody else.", "person")
    accepted = clock.now() if part not in ASKED or person.id == by.id else None
    seat = TeamMember(**engagement.keys, member_id=person.id, part=part, accepted_at=accepted)
    db.session.add(seat)
    db.session.flush()
    record("team.named", seat, by=by, after={"part": part})
    return seat


def accept(seat: TeamMember, *, by: Membership) -> None:
    _check_asked(seat, by)
    seat.accepted_at = clock.now()
    record("team.accepted", seat, by=by, after={"part": seat.part})


def decline(seat: TeamMember, because: str = "", *, by: Membership) -> None:
    _check_asked(seat, by)
    seat.ended_at = clock.now()
    record("team.declined", seat, by=by, because=because, before={"part": seat.part})


def end(seat: TeamMember, *, by: Membership) -> None:
    """Take the part back; the row stays. Raises `Refused` where nobody of the practice would be left."""
    hold(seat, "ended_at")
    if seat.ended_at is not None:
        raise Refused("This has ended already.")
    if seat.part == Part.CONSULTANT and len(_consultants(seat)) < 2:
        raise Refused("Somebody of the practice has to stay. Name another consultant first.")
    seat.ended_at = clock.now()
    record("team.ended", seat, by=by, before={"part": seat.part})


def open_seats(record_inside: object) -> list[TeamMember]:
    query = scoped(TeamMember).where(
        TeamMember.engagement_id == engagement_of(record_inside), TeamMember.ended_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(TeamMember.id)))


def _consultants(seat: TeamMember) -> list[TeamMember]:
    return [one for one in open_seats(seat) if one.part == Part.CONSULTANT]


def _check_side(engagement: Engagement, part: Part, person: Membership) -> None:
    if not person.active:
        raise Refused(f"{person.name} has left.", "person")
    if part == Part.CONSULTANT and not person.of_practice:
        raise Refused("A consultant belongs to the practice.", "person")
    if part != Part.CONSULTANT and not (person.of_client and person.client_id == engagement.client_id):
        raise Refused(f"A {WORDS[part]} is one of the client's own people.", "person")


def _check_asked(seat: TeamMember, by: Membership) -> None:
    hold(seat, "ended_at", "accepted_at")
    if seat.member_id != by.id:
        raise Refused("Only the person who was asked answers.")
    if seat.ended_at is not None or seat.accepted_at is not None:
        raise Refused("You have answered already.")


@when_someone_leaves
def give_up_parts(leaver: Membership, by: Membership) -> None:
    """A person who leaves stops counting that day, in every engagement of her side."""
    seats = _seats_of(leaver)
    for seat in seats:
        seat.ended_at = clock.now()
    for engagement in _engagements_of(leaver, seats):
        note_departure(engagement, leaver, by)
        record("team.left", engagement, by=by, before={"person": leaver.name})


@when_someone_joins
def welcome(newcomer: Membership, by: Membership) -> None:
    """Somebody new at the client can be named, trained and counted on in its engagements."""
    for engagement in _engagements_of(newcomer, []):
        record("team.joined", engagement, by=by, after={"person": newcomer.name, "role": newcomer.role})


@when_a_role_changes
def note_role(person: Membership, by: Membership) -> None:
    for engagement in _engagements_of(person, _seats_of(person)):
        record("team.changed", engagement, by=by, after={"person": person.name, "role": person.role})


def _seats_of(person: Membership) -> list[TeamMember]:
    query = scoped(TeamMember).where(TeamMember.member_id == person.id, TeamMember.ended_at.is_(None))
    return list(db.session.scalars(query))


def _engagements_of(person: Membership, seats: list[TeamMember]) -> list[Engagement]:
    """All of a client's for its people; for the practice's people those in which they have a seat."""
    query = scoped(Engagement)
    if person.client_id is not None:
        query = query.where(Engagement.client_id == person.client_id)
    else:
        query = query.where(Engagement.id.in_({seat.engagement_id for seat in seats}))
    return list(db.session.scalars(query.order_by(Engagement.id)))
