"""LevelChange: a move on the responsibility ladder, with who and why."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined


class LevelChange(EngagementModel):
    """waiting (a proposal) → effective or declined. `confirmer` witnessed it; rung 4 needs one, and not the doer."""

    constraints = (
        belongs("activity", "activity_id"),
        belongs("membership", "by_id", wall="workspace"),
        belongs("membership", "confirmer_id", wall="workspace"),
        Index("ix_level_change_activity", "workspace_id", "activity_id", "id"),
    )

    activity_id: Mapped[UUID] = mapped_column(Id)
    from_rung: Mapped[int]
    to_rung: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    because: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(String(500), default="")
    effective_at: Mapped[datetime | None] = mapped_column(Moment)
    confirmer_id: Mapped[UUID | None] = mapped_column(Id)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_because: Mapped[str] = mapped_column(Text, default="")

    by: Mapped[Membership] = relationship(viewonly=True, primaryjoin=lambda: joined(LevelChange.by_id, Membership))
    confirmer: Mapped[Membership | None] = relationship(
        viewonly=True, primaryjoin=lambda: joined(LevelChange.confirmer_id, Membership)
    )  # fmt: skip
