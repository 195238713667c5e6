"""Involvement: somebody at the client who is asked before, or told after, without answering for the activity."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined


class Say(StrEnum):
    CONSULTED = "consulted"
    INFORMED = "informed"


class Involvement(EngagementModel):
    """Open until it is ended; one open row for each person and activity."""

    constraints = (
        belongs("activity", "activity_id"),
        belongs("membership", "member_id", wall="workspace"),
        Index("uq_involvement_open", "workspace_id", "activity_id", "member_id", unique=True,
              sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
    )  # fmt: skip

    activity_id: Mapped[UUID] = mapped_column(Id)
    member_id: Mapped[UUID] = mapped_column(Id)
    say: Mapped[Say] = mapped_column(String(10))
    since: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    member: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(Involvement.member_id, Membership)
    )  # fmt: skip
