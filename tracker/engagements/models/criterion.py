"""ExitCriterion: what must hold before a gate passes; claims with evidence, and the owner's waivers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.tenancy import AppendOnly, belongs

from .base import EngagementModel


class ExitCriterion(EngagementModel):
    """With a `rule` (`{"name": …, …}`) it is read from the data; otherwise somebody claims it and shows `evidence`."""

    constraints = (belongs("phase", "phase_id"),)

    phase_id: Mapped[UUID] = mapped_column(Id)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(String(300))
    rule: Mapped[dict[str, Any] | None] = mapped_column(Json)
    evidence: Mapped[str] = mapped_column(String(300), default="")


class CriterionClaim(EngagementModel):
    """Somebody says that a criterion is met and shows why. Withdrawing keeps the row."""

    constraints = (
        belongs("exit_criterion", "criterion_id"),
        belongs("membership", "by_id", wall="workspace"),
        Index("ix_criterion_claim_criterion", "workspace_id", "criterion_id"),
    )

    criterion_id: Mapped[UUID] = mapped_column(Id)
    by_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    evidence: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(500), default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class Waiver(AppendOnly, EngagementModel):
    """The owner lets a gate pass without this criterion, with his reason and until a date."""

    constraints = (
        belongs("exit_criterion", "criterion_id"),
        belongs("membership", "by_id", wall="workspace"),
        Index("ix_waiver_criterion", "workspace_id", "criterion_id"),
    )

    criterion_id: Mapped[UUID] = mapped_column(Id)
    by_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    reason: Mapped[str] = mapped_column(Text)
    expires_on: Mapped[date] = mapped_column(Date)
