"""AddressChange: somebody wants her letters elsewhere; her address changes once that letter was answered."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.database import db
from tracker.core.types import Id

from .one_time import OneTime


class AddressChange(OneTime, db.Model):
    """Whether the new address has an account is asked only when the link is used, so that asking reveals nothing."""

    __table_args__ = (Index("ix_address_change_user", "user_id"),)
    LASTS = timedelta(hours=1)
    SPENT = "This link was used before, is older than an hour, or belongs to another account. Ask for a new one."

    user_id: Mapped[UUID] = mapped_column(Id, ForeignKey("users.id"))
    email: Mapped[str] = mapped_column(String(254))
