"""DatedException: what was taken over though it was not there yet, who of the client mends it, and by when."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core.types import Id, Moment
from tracker.tenancy import belongs, joined

from .base import EngagementModel


class DatedException(EngagementModel):
    """Somebody of the client mends it by `due_on`, and closes it with what shows that it is mended.

    It comes from a criterion of the Handover gate that was waived, or from the acceptance: a `part` of the pack that
    is not complete, or what the owner named himself. `acceptance_id` is that of the newest acceptance that took it
    along. `reminded` counts what she was told: that it comes, that it is due, that it is late.
    """

    constraints = (
        belongs("waiver", "waiver_id"),
        belongs("exit_criterion", "criterion_id"),
        belongs("handover_acceptance", "acceptance_id"),
        belongs("membership", "answers_id", wall="workspace"),
        belongs("membership", "closed_by_id", wall="workspace"),
        UniqueConstraint("workspace_id", "waiver_id"),
        Index("ix_dated_exception_due", "workspace_id", "closed_at", "due_on"),
    )

    waiver_id: Mapped[UUID | None] = mapped_column(Id)
    criterion_id: Mapped[UUID | None] = mapped_column(Id)
    acceptance_id: Mapped[UUID | None] = mapped_column(Id)
    part: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(String(300))
    answers_id: Mapped[UUID] = mapped_column(Id)
    due_on: Mapped[date] = mapped_column(Date)
    reminded: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by_id: Mapped[UUID | None] = mapped_column(Id)
    closed_by_name: Mapped[str] = mapped_column(String(120), default="")
    evidence: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(500), default="")

    answers: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(DatedException.answers_id, Membership)
    )

    @property
    def open(self) -> bool:
        return self.closed_at is None
