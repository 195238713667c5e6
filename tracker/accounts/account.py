"""A person's own account: her name, her look, her password."""

from uuid import UUID

from tracker.audit import record
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from . import passwords
from .models import LoginSession, Membership, User
from .sessions import end_others, fresh

THEMES = ("auto", "light", "dark")


def rename(user_id: UUID, name: str) -> None:
    """Give the user another name, also in every workspace where she has a place.

    Each place lies behind walls of its own, so each is committed by itself and the account last: what was left
    undone by a fault is done by trying again.
    """
    for place in _places(user_id):
        with entered(Context(place.workspace_id, place.client_id, user_id)):
            member = db.session.get_one(Membership, (place.workspace_id, place.id))
            before, member.name = member.name, name
            record("member.renamed", member, by=member, before={"name": before}, after={"name": name})
            db.session.commit()
    with entered(Context(user=user_id)):
        db.session.get_one(User, user_id).name = name
        db.session.commit()


def _places(user_id: UUID) -> list[Membership]:
    with entered(Context(user=user_id, writes=False)):
        mine = scoped(Membership).where(Membership.user_id == user_id, Membership.ended_at.is_(None))
        return list(db.session.scalars(mine))


DIGESTS = ("daily", "weekly", "never")


def choose_digest(user: User, digest: str) -> None:
    if digest not in DIGESTS:
        raise Refused("A letter comes daily, weekly or never.", "digest")
    user.digest = digest


def choose_theme(user: User, theme: str) -> None:
    if theme not in THEMES:
        raise Refused("The look is light, dark or the system's.", "theme")
    user.theme = theme


def needs_proof(user: User, session: LoginSession) -> bool:
    """Whether she must give her password before it is changed. Minutes after signing in she has proven herself."""
    return user.has_password and not fresh(session)


def change_password(user: User, password: str, session: LoginSession) -> int:
    """Set the password and end every other sign-in. Returns how many there were. Raises `Refused` for a weak one."""
    passwords.keep(user, password)
    return end_others(user, but=session)


def remove_password(user: User, session: LoginSession) -> int:
    """From now on she signs in by link alone. Every other sign-in ends."""
    if not user.has_password:
        raise Refused("There is no password to remove.")
    user.password_hash = None
    return end_others(user, but=session)
