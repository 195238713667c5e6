"""Drill: an emergency rehearsed against the clock, with its result."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.responsibilities.models import Activity
from tracker.tenancy import AppendOnly, belongs, joined


class Drill(AppendOnly, EngagementModel):
    """It went well when the goal was reached within the minutes allowed."""

    constraints = (
        belongs("activity", "activity_id"),
        belongs("membership", "author_id", wall="workspace"),
        CheckConstraint("minutes > 0 AND allowed > 0", name="minutes"),
    )

    title: Mapped[str] = mapped_column(String(200))
    activity_id: Mapped[UUID] = mapped_column(Id)
    on: Mapped[date] = mapped_column(Date)
    allowed: Mapped[int]
    minutes: Mapped[int]
    reached: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    activity: Mapped[Activity] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(Drill.activity_id, Activity)
    )
    people: Mapped[list["DrillPerson"]] = relationship(
        viewonly=True, lazy="selectin",
        primaryjoin="and_(Drill.workspace_id==foreign(DrillPerson.workspace_id),"
        " Drill.id==foreign(DrillPerson.drill_id))",
    )  # fmt: skip

    @property
    def passed(self) -> bool:
        return self.reached and self.minutes <= self.allowed


class DrillPerson(AppendOnly, EngagementModel):
    """Who took part; the name stays as it was."""

    constraints = (
        belongs("drill", "drill_id"),
        belongs("membership", "who_id", wall="workspace"),
        Index("ix_drill_person_drill", "workspace_id", "drill_id", "id"),
    )

    drill_id: Mapped[UUID] = mapped_column(Id)
    who_id: Mapped[UUID] = mapped_column(Id)
    name: Mapped[str] = mapped_column(String(120))
