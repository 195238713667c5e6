"""Showing: a skill shown once more at a check-in, before a witness of the client's own who judges it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined


class Showing(EngagementModel):
    """asked → witnessed, which is an assessment like any other and renews the skill; or declined with a reason."""

    constraints = (
        UniqueConstraint("workspace_id", "check_in_id"),
        belongs("check_in", "check_in_id"),
        belongs("competency", "competency_id"),
        belongs("membership", "person_id", wall="workspace"),
        belongs("membership", "witness_id", wall="workspace"),
        CheckConstraint("person_id <> witness_id", name="not_herself"),
        Index("ix_showing_witness", "workspace_id", "witness_id", "witnessed_at"),
    )

    check_in_id: Mapped[UUID] = mapped_column(Id)
    competency_id: Mapped[UUID] = mapped_column(Id)
    competency_name: Mapped[str] = mapped_column(String(120))
    person_id: Mapped[UUID] = mapped_column(Id)
    witness_id: Mapped[UUID] = mapped_column(Id)
    what: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    witnessed_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_because: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(Showing.person_id, Membership)
    )
    witness: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(Showing.witness_id, Membership)
    )

    @property
    def name(self) -> str:
        return self.competency_name

    @property
    def waits(self) -> bool:
        return self.witnessed_at is None and self.declined_at is None
