"""Appointment: somebody is asked to answer for an activity, or to stand in; it counts once she accepts."""

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

OPEN = "ended_at IS NULL AND named_at IS NOT NULL"


class Post(StrEnum):
    ACCOUNTABLE = "accountable"
    DEPUTY = "deputy"


class Appointment(EngagementModel):
    """proposed (`named_at` empty) → named → accepted → ended.

    At most one named row per activity and post is open; proposals may wait beside it until the owner decides.
    """

    constraints = (
        belongs("activity", "activity_id"),
        belongs("membership", "member_id", wall="workspace"),
        belongs("membership", "proposed_by_id", wall="workspace"),
        Index("uq_appointment_open", "workspace_id", "activity_id", "post", unique=True,
              sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index("ix_appointment_member", "workspace_id", "member_id"),
    )  # fmt: skip

    activity_id: Mapped[UUID] = mapped_column(Id)
    post: Mapped[Post] = mapped_column(String(12))
    member_id: Mapped[UUID] = mapped_column(Id)
    proposed_by_id: Mapped[UUID] = mapped_column(Id)
    proposed_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    named_at: Mapped[datetime | None] = mapped_column(Moment)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    member: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(Appointment.member_id, Membership)
    )  # fmt: skip
