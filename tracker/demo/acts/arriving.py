"""How clients and people come, and how somebody goes."""

from sqlalchemy import select

from tracker.access.permissions import Can
from tracker.accounts import invitations, joining, members
from tracker.accounts.models import Membership, User
from tracker.clients.adding import add_client
from tracker.core import clock
from tracker.core.database import db
from tracker.core.outbox import Letter

from ..scene import Scene
from ..script import Beat, Person, act, on


@act
def adds_the_client(scene: Scene, by: Membership) -> None:
    scene.check(Can.MANAGE_CLIENTS, by)
    story = scene.story
    scene.client = add_client(story.client, sector=story.sector, headcount=story.headcount, by=by)


@act
def invites(scene: Scene, by: Membership, *keys: str) -> None:
    for key in keys:
        scene.check(Can.INVITE, by, scene.client)
        scene.tokens[key] = invite(scene.cast(key), by, scene.client.id)


@act
def joins(scene: Scene, by: Membership | None, key: str) -> None:
    """Whoever was invited follows the link in her letter."""
    scene.people[key] = take_place(scene.cast(key), scene.tokens.pop(key))


@act
def sends_away(scene: Scene, by: Membership, key: str, because: str) -> None:
    """Her place at the client ends: she has left the company."""
    scene.check(Can.MANAGE_PEOPLE, by, scene.person(key))
    members.end_place(scene.person(key), by=by, because=because)


def arrive(week: int, *keys: str, day: int = 2, invited_by: str) -> list[Beat]:
    """`keys` are invited and join on the same day: a weekend between the two would outlast the invitation."""
    told = on(week, day, invited_by, invites(*keys))
    return told + [beat for key in keys for beat in on(week, day, key, joins(key))]


def invite(person: Person, by: Membership, client_id: object) -> str:
    """Invite `person`; gives the token that stands in her letter, which no worker will have to send any more."""
    invitation = invitations.invite(person.email, person.name, person.role, client_id=client_id, by=by)
    given = joining.give_token(invitation.id)
    for letter in db.session.scalars(select(Letter).where(Letter.to_address == person.email, Letter.sent_at.is_(None))):
        letter.sent_at = clock.now()
    return given[1]


def take_place(person: Person, token: str) -> Membership:
    """Accept the invitation behind `token`, as a person of the demo whom every visitor may be."""
    member = joining.accept(token, person.name)
    db.session.get_one(User, member.user_id).demo = True
    return member
