"""A row per sign-in, so that it can be listed and ended; links that work once; attempts that are counted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.core.types import Id, Moment


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


class SignInLink(db.Model):
    """Asked for at the sign-in page. The token is made when the letter is sent; the link lives ten minutes from then.

    `user_id` is empty where nobody has that address: the same row and the same work, and no letter.
    """

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    user_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("users.id"))
    next_path: Mapped[str] = mapped_column(String(500), default="")
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class SignInAttempt(db.Model):
    """One failed try, counted per account and per address across all processes. `key` is a hash, never an address."""

    __table_args__ = (Index("ix_sign_in_attempt_key", "key", "at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
