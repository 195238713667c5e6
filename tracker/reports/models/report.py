"""StatusReport: what was sent, with its numbers as they were. It never changes."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs, joined


class StatusReport(AppendOnly, EngagementModel):
    """`parts` are what it says, in order: `[{"key", "title", "text"}]`; `numbers` is what `reports.numbers` read on the
    day of sending; `recipients` are `[{"id", "name"}]`; `paper` is the PDF that went along, byte for byte."""

    constraints = (
        belongs("report_draft", "draft_id", wall="workspace"),
        belongs("membership", "sent_by_id", wall="workspace"),
        UniqueConstraint("workspace_id", "engagement_id", "number"),
        UniqueConstraint("workspace_id", "draft_id"),
    )

    number: Mapped[int]
    draft_id: Mapped[UUID] = mapped_column(Id)
    title: Mapped[str] = mapped_column(String(160))
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    parts: Mapped[list[Any]] = mapped_column(Json, default=list)
    numbers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    recipients: Mapped[list[Any]] = mapped_column(Json, default=list)
    scheduled: Mapped[bool] = mapped_column(default=False)
    sent_by_id: Mapped[UUID] = mapped_column(Id)
    sent_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    paper: Mapped[bytes] = mapped_column(LargeBinary, nullable=False, deferred=True)

    sent_by: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(StatusReport.sent_by_id, Membership)
    )

    @property
    def audit_name(self) -> str:
        return f"{self.title} (no. {self.number})"
