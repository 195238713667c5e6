"""Signing up: a workspace is made only once a letter to the address was answered, so asking reveals nothing."""

from uuid import UUID

from tracker.core.database import db
from tracker.core.outbox import post
from tracker.tenancy import Workspace

from .models import Membership, SignUp
from .users import user_of
from .workspaces import found


def ask(name: str, email: str, practice: str) -> SignUp:
    """Write down the wish; the letter goes to `email` (in normal form) whether or not it has an account."""
    sign_up = SignUp(name=name, email=email, practice=practice)
    db.session.add(sign_up)
    db.session.flush()
    post("sign_up", email, sign_up=str(sign_up.id))
    return sign_up


def give_token(sign_up_id: UUID) -> tuple[SignUp, str] | None:
    """The sign-up with a new token, valid from now; None when it was answered already."""
    sign_up = SignUp.to_be_sent(sign_up_id)
    return (sign_up, sign_up.give_token()) if sign_up is not None else None


def waiting(token: str) -> SignUp | None:
    """The sign-up behind a link that still works."""
    return SignUp.behind(token)


def finish(token: str) -> tuple[Workspace, Membership]:
    """Spend the link: make the workspace, the user if she is new, and her place as its lead.

    Works inside the context of the workspace to be. Raises `Refused` unless this is the first use in time.
    """
    sign_up = SignUp.spend(token)
    return found(sign_up.practice, user_of(sign_up.email, sign_up.name))
