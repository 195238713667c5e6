"""Certificate and ModuleRating: what a module left behind, proof for the person and her opinion for those who teach."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined

from .checklist import Module


class Certificate(EngagementModel):
    """Somebody had every required item of a module verified by `issued_on`. It says what and by whom, never a level.

    `lines` are `{"number", "text", "on", "by", "by_id"}`, as they stood on that day.
    """

    constraints = (
        belongs("module", "module_id"),
        belongs("membership", "person_id", wall="workspace"),
        Index("uq_certificate_standing", "workspace_id", "module_id", "person_id", unique=True,
              sqlite_where=text("withdrawn_at IS NULL"), postgresql_where=text("withdrawn_at IS NULL")),
        Index("ix_certificate_person", "workspace_id", "person_id"),
    )  # fmt: skip

    module_id: Mapped[UUID] = mapped_column(Id)
    person_id: Mapped[UUID] = mapped_column(Id)
    issued_on: Mapped[date] = mapped_column(Date)
    lines: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    module: Mapped[Module] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(Certificate.module_id, Module)
    )
    person: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(Certificate.person_id, Membership)
    )

    @property
    def audit_name(self) -> str:
        return self.module.title


class ModuleRating(EngagementModel):
    """How one person found a module, 1 to 5, with a word if she likes. Shown to others only drawn together."""

    constraints = (
        belongs("module", "module_id"),
        belongs("membership", "person_id", wall="workspace"),
        UniqueConstraint("workspace_id", "module_id", "person_id"),
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
    )

    module_id: Mapped[UUID] = mapped_column(Id)
    person_id: Mapped[UUID] = mapped_column(Id)
    score: Mapped[int]
    word: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
