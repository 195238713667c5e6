"""SignUp: somebody asked for a workspace of her own; it is made once the letter to her address was answered."""

from datetime import timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.database import db

from .one_time import OneTime


class SignUp(OneTime, db.Model):
    """Whether the address has an account is asked only when the link is used, so that asking reveals nothing."""

    LASTS = timedelta(hours=1)
    SPENT = "This link was used before or is older than an hour. Sign up once more."

    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(120))
    practice: Mapped[str] = mapped_column(String(120))
