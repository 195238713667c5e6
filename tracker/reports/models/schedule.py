"""ReportSchedule: when Baton prepares a report of an engagement by itself."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined


class Rhythm(StrEnum):
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class ReportSchedule(EngagementModel):
    """At `hour` of each `weekday` (0 is Monday) of the rhythm, on the clocks of the workspace; monthly is the first
    such day of a month. `next_at` is the moment that has not been worked yet; empty once it ended.

    Where it `sends`, the report leaves for `recipients` (ids of members) without being read; otherwise a draft waits.
    """

    constraints = (
        belongs("membership", "set_by_id", wall="workspace"),
        UniqueConstraint("workspace_id", "engagement_id"),
        Index("ix_report_schedule_due", "workspace_id", "next_at"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("hour BETWEEN 0 AND 23", name="hour"),
    )

    rhythm: Mapped[Rhythm] = mapped_column(String(12))
    weekday: Mapped[int]
    hour: Mapped[int]
    sends: Mapped[bool] = mapped_column(default=False)
    recipients: Mapped[list[Any]] = mapped_column(Json, default=list)
    set_by_id: Mapped[UUID] = mapped_column(Id)
    set_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    next_at: Mapped[datetime | None] = mapped_column(Moment)
    revision: Mapped[int] = mapped_column(default=1)

    set_by: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(ReportSchedule.set_by_id, Membership)
    )

    @property
    def audit_name(self) -> str:
        return f"{self.rhythm} report"
