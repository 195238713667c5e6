"""What people write on the page of guards: what they signed, in their own words, and what they say to what was seen."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs


class TeachBack(EngagementModel):
    """asked → answered: whoever signed something says in his own words what it says, in an answer to that guard.

    Drawn by lot it has a row from the answer on; asked for by somebody, from then on.
    """

    constraints = (
        belongs("sign_off", "sign_off_id"),
        belongs("membership", "signer_id", wall="workspace"),
        belongs("membership", "asked_by_id", wall="workspace"),
        UniqueConstraint("workspace_id", "sign_off_id"),
        Index("ix_teach_back_newest", "workspace_id", "engagement_id", "id"),
    )

    sign_off_id: Mapped[UUID] = mapped_column(Id)
    signer_id: Mapped[UUID] = mapped_column(Id)
    subject_name: Mapped[str] = mapped_column(String(200))
    asked_by_id: Mapped[UUID | None] = mapped_column(Id)
    asked_by_name: Mapped[str] = mapped_column(String(120), default="")
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def audit_name(self) -> str:
        return self.subject_name


class GuardAnswer(AppendOnly, EngagementModel):
    """Somebody answers what a guard saw: `saw` is what it said on that day. It changes no number."""

    constraints = (
        belongs("membership", "by_id", wall="workspace"),
        Index("ix_guard_answer_newest", "workspace_id", "engagement_id", "guard", "id"),
    )

    guard: Mapped[str] = mapped_column(String(20))
    saw: Mapped[str] = mapped_column(String(600))
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[UUID] = mapped_column(Id)
    by_name: Mapped[str] = mapped_column(String(120))
    by_practice: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @property
    def audit_name(self) -> str:
        return "a safeguard"
