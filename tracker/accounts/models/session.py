"""A row per sign-in, so that it can be listed and ended; links that work once; attempts that are counted."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.core.types import Id, Moment

from .one_time import OneTime


class LoginSession(db.Model):
    """The cookie holds a random token, this row its hash. Ending the row ends every copy of the cookie."""

    __table_args__ = (Index("ix_login_session_user", "user_id"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(Id, ForeignKey("users.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str] = mapped_column(String(64), default="")
    agent: Mapped[str] = mapped_column(String(200), default="")
    signed_in_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class SignInLink(OneTime, db.Model):
    """Asked for at the sign-in page.

    `user_id` is empty where nobody has that address: the same row and the same work, and no letter.
    """

    LASTS = timedelta(minutes=10)
    SPENT = "This link was used before or is older than ten minutes. Ask for a new one."

    user_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("users.id"))
    next_path: Mapped[str] = mapped_column(String(500), default="")


class SignInAttempt(db.Model):
    """One failed try, counted per account and per address across all processes. `key` is a hash, never an address."""

    __table_args__ = (Index("ix_sign_in_attempt_key", "key", "at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
