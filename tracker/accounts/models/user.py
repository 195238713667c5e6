"""User: a person who signs in. Global, because one person may have a place in several workspaces."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.core.types import Id, Moment


class User(db.Model):
    """`digest` says how often a letter may tell of what is unread; `digest_at` when the last one did.

    `email` is kept in the form that `accounts.addresses.normal` gives. Without a password she signs in by link.
    """

    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    theme: Mapped[str] = mapped_column(String(5), default="auto")
    demo: Mapped[bool] = mapped_column(default=False)
    digest: Mapped[str] = mapped_column(String(6), default="daily")
    digest_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @property
    def has_password(self) -> bool:
        return self.password_hash is not None
