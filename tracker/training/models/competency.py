"""Competency and Assessment: 0 none, 1 aware, 2 with help, 3 independent, 4 teaches."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs, joined


class Competency(EngagementModel):
    """`leader` marks the one that holds the leader essentials; it counts for leaders and for no tool."""

    constraints = (UniqueConstraint("workspace_id", "engagement_id", "key"),)

    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(String(400), default="")
    critical: Mapped[bool]
    target: Mapped[int] = mapped_column(default=3)
    leader: Mapped[bool] = mapped_column(default=False)


class Assessment(AppendOnly, EngagementModel):
    """Somebody else judged what a person can do. The newest row per person and competency stands."""

    constraints = (
        belongs("competency", "competency_id"),
        belongs("membership", "person_id", wall="workspace"),
        belongs("membership", "assessor_id", wall="workspace"),
        CheckConstraint("level BETWEEN 0 AND 4", name="level"),
        CheckConstraint("person_id <> assessor_id", name="not_herself"),
        Index("ix_assessment_person", "workspace_id", "person_id", "competency_id"),
    )

    competency_id: Mapped[UUID] = mapped_column(Id)
    person_id: Mapped[UUID] = mapped_column(Id)
    assessor_id: Mapped[UUID] = mapped_column(Id)
    level: Mapped[int]
    method: Mapped[str] = mapped_column(String(40), default="observed")
    note: Mapped[str] = mapped_column(Text, default="")
    on: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    person: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(Assessment.person_id, Membership)
    )  # fmt: skip
