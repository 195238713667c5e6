"""What the client wants to reach, and the numbers that tell whether it does."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs, joined


class Outcome(StrEnum):
    MET = "met"
    DROPPED = "dropped"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Goal(EngagementModel):
    """What is to be reached by `due_on`, and why. It ends met or dropped, with a reason, and stays readable."""

    constraints = (belongs("strategy_section", "section_id"),)

    title: Mapped[str] = mapped_column(String(160))
    why: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date] = mapped_column(Date)
    section_id: Mapped[UUID | None] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    outcome: Mapped[Outcome | None] = mapped_column(String(8))
    ended_on: Mapped[date | None] = mapped_column(Date)
    ended_because: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)


class Measure(EngagementModel):
    """A number that is read every `rhythm` days, from its baseline toward its target, and the decision it informs.

    `key` is the playbook's, empty for a measure of the client's own. A retired one keeps its values.
    """

    constraints = (
        belongs("goal", "goal_id"),
        belongs("membership", "owner_id", wall="workspace"),
        Index("ix_measure_goal", "workspace_id", "goal_id"),
    )

    goal_id: Mapped[UUID | None] = mapped_column(Id)
    position: Mapped[int] = mapped_column(default=0)
    key: Mapped[str] = mapped_column(String(60), default="")
    name: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(String(40))
    direction: Mapped[Direction] = mapped_column(String(4), default=Direction.UP)
    decision: Mapped[str] = mapped_column(String(300), default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    rhythm: Mapped[int] = mapped_column(default=30)
    owner_id: Mapped[UUID | None] = mapped_column(Id)
    baseline: Mapped[float | None]
    baseline_on: Mapped[date | None] = mapped_column(Date)
    target: Mapped[float | None]
    target_on: Mapped[date | None] = mapped_column(Date)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    retired_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(default=1)


class MeasureValue(AppendOnly, EngagementModel):
    """What was read on a day. A correction is a row of its own; one without a value strikes out what it corrects."""

    constraints = (
        belongs("measure", "measure_id"),
        belongs("membership", "by_id", wall="workspace"),
        belongs("measure_value", "corrects_id"),
        UniqueConstraint("workspace_id", "corrects_id"),
        Index("ix_measure_value_measure", "workspace_id", "measure_id", "read_on"),
    )

    measure_id: Mapped[UUID] = mapped_column(Id)
    read_on: Mapped[date] = mapped_column(Date)
    value: Mapped[float | None]
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    corrects_id: Mapped[UUID | None] = mapped_column(Id)

    by: Mapped[Membership] = relationship(viewonly=True, primaryjoin=lambda: joined(MeasureValue.by_id, Membership))


class MeasureReview(AppendOnly, EngagementModel):
    """The client sat down with the numbers: on which day, and what it decided from them."""

    constraints = (belongs("membership", "by_id", wall="workspace"),)

    by_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    decided: Mapped[str] = mapped_column(Text)

    by: Mapped[Membership] = relationship(viewonly=True, primaryjoin=lambda: joined(MeasureReview.by_id, Membership))
