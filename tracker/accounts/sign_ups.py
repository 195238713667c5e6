"""Signing up: a workspace is made only once a letter to the address was answered, so asking reveals nothing."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.outbox import post
from tracker.tenancy import Workspace

from .models import Membership, SignUp
from .tokens import fingerprint, new_token
from .users import user_of
from .workspaces import found

LASTS = timedelta(hours=1)
SPENT = "This link was used before or is older than an hour. Sign up once more."


def ask(name: str, email: str, practice: str) -> SignUp:
    """Write down the wish; the letter goes to `email` (in normal form) whether or not it has an account."""
    sign_up = SignUp(name=name, email=email, practice=practice)
    db.session.add(sign_up)
    db.session.flush()
    post("sign_up", email, sign_up=str(sign_up.id))
    return sign_up


def give_token(sign_up_id: UUID) -> tuple[SignUp, str] | None:
    """The sign-up with a new token, valid from now; None when it was answered already."""
    sign_up = db.session.get(SignUp, sign_up_id, with_for_update=True)
    if sign_up is None or sign_up.used_at is not None:
        return None
    token = new_token()
    sign_up.token_hash, sign_up.expires_at = fingerprint(token), clock.now() + LASTS
    return sign_up, token


def waiting(token: str) -> SignUp | None:
    """The sign-up behind a link that still works."""
    return db.session.scalar(select(SignUp).where(*_unspent(token)))


def finish(token: str) -> tuple[Workspace, Membership]:
    """Spend the link: make the workspace, the user if she is new, and her place as its lead.

    Works inside the context of the workspace to be. Raises `Refused` unless this is the first use in time.
    """
    taken = db.session.execute(update(SignUp).where(*_unspent(token)).values(used_at=clock.now()))
    if taken.rowcount != 1:
        raise Refused(SPENT)
    sign_up = db.session.scalars(select(SignUp).where(SignUp.token_hash == fingerprint(token))).one()
    return found(sign_up.practice, user_of(sign_up.email, sign_up.name))


def _unspent(token: str) -> tuple[Any, ...]:
    return SignUp.token_hash == fingerprint(token), SignUp.used_at.is_(None), SignUp.expires_at > clock.now()
