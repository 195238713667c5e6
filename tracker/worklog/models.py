"""WorkEntry: who did how much of an activity, and in which mode."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined


class Mode(StrEnum):
    CONSULTANT = "consultant"
    TOGETHER = "together"
    CLIENT_CHECKED = "client_checked"
    CLIENT = "client"
    PROVIDER = "provider"
    OVERSIGHT = "oversight"


class WorkEntry(EngagementModel):
    """`quantity` counts in the activity's unit. A slip is taken back, never deleted."""

    constraints = (
        belongs("activity", "activity_id"),
        belongs("membership", "person_id", wall="workspace"),
        CheckConstraint("quantity BETWEEN 1 AND 1000", name="quantity"),
        Index("ix_work_entry_window", "workspace_id", "engagement_id", "on"),
        Index("ix_work_entry_newest", "workspace_id", "engagement_id", "id"),
        Index("ix_work_entry_activity", "workspace_id", "activity_id", "on"),
    )

    activity_id: Mapped[UUID] = mapped_column(Id)
    on: Mapped[date] = mapped_column(Date)
    quantity: Mapped[int] = mapped_column(default=1)
    minutes: Mapped[int | None]
    mode: Mapped[Mode] = mapped_column(String(16))
    person_id: Mapped[UUID] = mapped_column(Id)
    note: Mapped[str] = mapped_column(String(500), default="")
    logged_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    taken_back_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(WorkEntry.person_id, Membership)
    )  # fmt: skip
