"""Relapse: at a check-in the client said that somebody outside helps with an activity again, or does it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs


class Relapse(EngagementModel):
    """said → down, once the move on the ladder (`change_id`) stands → climbed back. A move that was declined or undone
    leaves it `dropped_at`: it was no relapse."""

    constraints = (
        UniqueConstraint("workspace_id", "check_in_id", "activity_id"),
        belongs("check_in", "check_in_id"),
        belongs("activity", "activity_id"),
        belongs("level_change", "change_id"),
        Index("ix_relapse_change", "workspace_id", "change_id"),
        Index("ix_relapse_activity", "workspace_id", "activity_id", "climbed_at"),
    )

    check_in_id: Mapped[UUID] = mapped_column(Id)
    activity_id: Mapped[UUID] = mapped_column(Id)
    change_id: Mapped[UUID] = mapped_column(Id)
    activity_name: Mapped[str] = mapped_column(String(160))
    from_rung: Mapped[int]
    to_rung: Mapped[int]
    because: Mapped[str] = mapped_column(Text)
    climbed_at: Mapped[datetime | None] = mapped_column(Moment)
    dropped_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def open(self) -> bool:
        return self.climbed_at is None and self.dropped_at is None

    @property
    def name(self) -> str:
        return self.activity_name
