"""ReplyWeek: how fast customers were answered in one week."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs, joined


class ReplyWeek(AppendOnly, EngagementModel):
    """`week` is its Monday. Of two rows for one week the later counts: that is how a slip is mended.

    `median_minutes` are staffed minutes from the question to the first answer; `late` of `answered` came after the
    hours that the owner promised.
    """

    constraints = (
        belongs("activity", "activity_id"),
        belongs("membership", "by_id", wall="workspace"),
        CheckConstraint("answered BETWEEN 1 AND 100000", name="answered"),
        CheckConstraint("late BETWEEN 0 AND answered", name="late"),
        Index("ix_reply_week_activity", "workspace_id", "activity_id", "week"),
    )

    activity_id: Mapped[UUID] = mapped_column(Id)
    week: Mapped[date] = mapped_column(Date)
    answered: Mapped[int]
    late: Mapped[int]
    median_minutes: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    by: Mapped[Membership] = relationship(viewonly=True, primaryjoin=lambda: joined(ReplyWeek.by_id, Membership))
