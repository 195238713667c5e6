"""ExitCriterion: what must hold before a gate passes; claims with evidence, and the owner's waivers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.tenancy import AppendOnly, belongs, joined

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


class DatedException(EngagementModel):
    """A waiver at the Handover gate: what was not met there, somebody of the client mends by `due_on`.

    `reminded` counts what she was told: that it comes, that it is due, that it is late. Closing says what shows that it
    is mended.
    """

    constraints = (
        belongs("waiver", "waiver_id"),
        belongs("exit_criterion", "criterion_id"),
        belongs("membership", "answers_id", wall="workspace"),
        belongs("membership", "closed_by_id", wall="workspace"),
        UniqueConstraint("workspace_id", "waiver_id"),
        Index("ix_dated_exception_due", "workspace_id", "closed_at", "due_on"),
    )

    waiver_id: Mapped[UUID] = mapped_column(Id)
    criterion_id: Mapped[UUID] = mapped_column(Id)
    text: Mapped[str] = mapped_column(String(300))
    answers_id: Mapped[UUID] = mapped_column(Id)
    due_on: Mapped[date] = mapped_column(Date)
    reminded: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by_id: Mapped[UUID | None] = mapped_column(Id)
    evidence: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(500), default="")

    answers: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(DatedException.answers_id, Membership)
    )

    @property
    def open(self) -> bool:
        return self.closed_at is None
