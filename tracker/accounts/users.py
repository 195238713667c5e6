"""Finding and making the people who sign in."""

from sqlalchemy import select

from tracker.core.database import db

from .models import User


def with_address(email: str) -> User | None:
    """The user with this address, which must be in normal form."""
    return db.session.scalar(select(User).where(User.email == email))


def user_of(email: str, name: str) -> User:
    """The user with this address, made with `name` if there is none. Only for an address that was proven."""
    user = with_address(email)
    if user is None:
        user = User(email=email, name=name)
        db.session.add(user)
        db.session.flush()
    return user
