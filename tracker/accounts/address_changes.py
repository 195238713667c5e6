"""Changing one's e-mail address: a letter to the new one proves that it is hers, a letter to the old one tells her."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError

from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.outbox import post

from .models import AddressChange, LoginSession, User
from .sessions import end_others
from .users import with_address

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
    change = AddressChange.to_be_sent(change_id)
    return change.give_token() if change is not None else None


def waiting(token: str, user: User) -> AddressChange | None:
    """The change behind a link that still works for `user`."""
    return AddressChange.behind(token, AddressChange.user_id == user.id)


def finish(token: str, user: User, session: LoginSession) -> str:
    """Spend the link: from now on letters go to the new address, and every other sign-in ends.

    Returns the address. Raises `Refused` unless this is the first use, in time, by the same person, and nobody else
    took the address meanwhile.
    """
    change = AddressChange.spend(token, AddressChange.user_id == user.id)
    if with_address(change.email) is not None:
        raise Refused(TAKEN)
    before, user.email = user.email, change.email
    try:
        db.session.flush()
    except IntegrityError:  # somebody took it between the question and now
        raise Refused(TAKEN) from None
    post("address_changed", before, new=change.email)
    end_others(user, but=session)
    return change.email
