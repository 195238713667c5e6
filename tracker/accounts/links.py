"""Links that sign somebody in, once, within ten minutes of being sent."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.outbox import post

from .models import SignInLink, User
from .tokens import fingerprint, new_token

LASTS = timedelta(minutes=10)
SPENT = "This link was used before or is older than ten minutes. Ask for a new one."


def ask_for_link(email: str, next_path: str = "") -> SignInLink:
    """Write down that `email` (in normal form) wants to sign in. The same rows and the same work for any address."""
    user_id = db.session.scalar(select(User.id).where(User.email == email))
    link = SignInLink(user_id=user_id, next_path=next_path)
    db.session.add(link)
    db.session.flush()
    post("sign_in", email, link=str(link.id))
    return link


def give_token(link_id: UUID) -> str | None:
    """A new token for the link, valid from now; one made before is void. None when there is nobody to sign in."""
    link = db.session.get(SignInLink, link_id, with_for_update=True)
    if link is None or link.user_id is None or link.used_at is not None:
        return None
    token = new_token()
    link.token_hash, link.expires_at = fingerprint(token), clock.now() + LASTS
    return token


def new_link(user: User) -> str:
    """A link that needs no letter, for the operator to pass on. Returns its token."""
    link = SignInLink(user_id=user.id)
    db.session.add(link)
    db.session.flush()
    return give_token(link.id) or ""


def whose(token: str) -> User | None:
    """Whom the link would sign in; None when it is spent, late or was never made."""
    query = select(User).join(SignInLink, SignInLink.user_id == User.id).where(*_unspent(token))
    return db.session.scalar(query)


def use(token: str) -> tuple[User, str]:
    """Spend the link. Returns whom to sign in and the path she wanted.

    One statement asks and marks, so that of any number of uses at once one succeeds. Raises `Refused` for the others.
    """
    taken = db.session.execute(update(SignInLink).where(*_unspent(token)).values(used_at=clock.now()))
    if taken.rowcount != 1:
        raise Refused(SPENT)
    query = (
        select(User, SignInLink.next_path)
        .join(SignInLink, SignInLink.user_id == User.id)
        .where(SignInLink.token_hash == fingerprint(token))
    )
    user, next_path = db.session.execute(query).one()
    return user, next_path


def _unspent(token: str) -> tuple[Any, ...]:
    return (
        SignInLink.token_hash == fingerprint(token),
        SignInLink.used_at.is_(None),
        SignInLink.expires_at > clock.now(),
    )
