"""Changing one's e-mail address: a letter to the new one proves that it is hers, a letter to the old one tells her."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.outbox import post

from .models import AddressChange, LoginSession, User
from .sessions import end_others
from .tokens import fingerprint, new_token
from .users import with_address

LASTS = timedelta(hours=1)
SPENT = "This link was used before, is older than an hour, or belongs to another account. Ask for a new one."
TAKEN = "Another account has this address already. Sign in there, or choose another address."


def ask(user: User, email: str) -> AddressChange:
    """Write down that `user` wants her letters at `email` (in normal form). Raises `Refused` where they go already."""
    if email == user.email:
        raise Refused("Your letters go there already.", "email")
    change = AddressChange(user_id=user.id, email=email)
    db.session.add(change)
    db.session.flush()
    post("address_change", email, change=str(change.id))
    return change


def give_token(change_id: UUID) -> str | None:
    """A new token for the letter to the new address, valid from now; None when it was answered already."""
    change = db.session.get(AddressChange, change_id, with_for_update=True)
    if change is None or change.used_at is not None:
        return None
    token = new_token()
    change.token_hash, change.expires_at = fingerprint(token), clock.now() + LASTS
    return token


def waiting(token: str, user: User) -> AddressChange | None:
    """The change behind a link that still works for `user`."""
    return db.session.scalar(select(AddressChange).where(*_unspent(token, user)))


def finish(token: str, user: User, session: LoginSession) -> str:
    """Spend the link: from now on letters go to the new address, and every other sign-in ends.

    Returns the address. Raises `Refused` unless this is the first use, in time, by the same person, and nobody else
    took the address meanwhile.
    """
    taken = db.session.execute(update(AddressChange).where(*_unspent(token, user)).values(used_at=clock.now()))
    if taken.rowcount != 1:
        raise Refused(SPENT)
    change = db.session.scalars(select(AddressChange).where(AddressChange.token_hash == fingerprint(token))).one()
    if with_address(change.email) is not None:
        raise Refused(TAKEN)
    before, user.email = user.email, change.email
    post("address_changed", before, new=change.email)
    end_others(user, but=session)
    return change.email


def _unspent(token: str, user: User) -> tuple[Any, ...]:
    return (
        AddressChange.token_hash == fingerprint(token),
        AddressChange.user_id == user.id,
        AddressChange.used_at.is_(None),
        AddressChange.expires_at > clock.now(),
    )
