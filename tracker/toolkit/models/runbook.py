"""Runbook: how an activity is done, written down, and tried by somebody who did not write it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs


class Runbook(EngagementModel):
    """draft → tested → stale, read from its tests. `text` is Markdown."""

    constraints = (
        belongs("activity", "activity_id"),
        belongs("membership", "author_id", wall="workspace"),
        Index("uq_runbook_activity", "workspace_id", "activity_id", unique=True),
    )

    activity_id: Mapped[UUID] = mapped_column(Id)
    title: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[UUID] = mapped_column(Id)
    version: Mapped[int] = mapped_column(default=1)
    written_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class RunbookTest(AppendOnly, EngagementModel):
    """Somebody followed it and says whether it worked."""

    constraints = (
        belongs("runbook", "runbook_id"),
        belongs("membership", "tester_id", wall="workspace"),
        Index("ix_runbook_test_runbook", "workspace_id", "runbook_id", "id"),
    )

    runbook_id: Mapped[UUID] = mapped_column(Id)
    version: Mapped[int]
    tester_id: Mapped[UUID] = mapped_column(Id)
    worked: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
