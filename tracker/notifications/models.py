"""Heartbeat: when a worker was last seen; readiness looks at it."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.database import db
from tracker.core.types import Moment


class Heartbeat(db.Model):
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)
