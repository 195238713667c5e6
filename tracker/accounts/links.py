"""Links that sign somebody in, once, within ten minutes of being sent."""

from uuid import UUID

from sqlalchemy import select

from tracker.core.database import db
from tracker.core.outbox import post

from .models import SignInLink, User


def ask_for_link(email: str, next_path: str = "") -> SignInLink:
    """Write down that `email` (in normal form) wants to sign in. The same rows and the same work for any address."""
    user_id = db.session.scalar(select(User.id).where(User.email == email))
    link = SignInLink(user_id=user_id, next_path=next_path)
    db.session.add(link)
    db.session.flush()
    post("sign_in", email, link=str(link.id))
    return link


def give_token(link_id: UUID) -> str | None:
    """A new token for the link, valid from now; None when there is nobody to sign in or it was used."""
    link = SignInLink.to_be_sent(link_id)
    return link.give_token() if link is not None and link.user_id is not None else None


def new_link(user: User) -> str:
    """A link that needs no letter, for the operator to pass on. Returns its token."""
    link = SignInLink(user_id=user.id)
    db.session.add(link)
    db.session.flush()
    return link.give_token()


def whose(token: str) -> User | None:
    """Whom the link would sign in; None when it is spent, late or was never made."""
    link = SignInLink.behind(token)
    return db.session.get(User, link.user_id) if link is not None else None


def use(token: str) -> tuple[User, str]:
    """Spend the link. Returns whom to sign in and the path she wanted; raises `Refused` unless it is the first use."""
    link = SignInLink.spend(token)
    return db.session.get_one(User, link.user_id), link.next_path
