"""Incident: something went wrong. What happened is written down, and never who is to blame."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.errors import Refused, Stale
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.responsibilities.models import Activity
from tracker.tenancy import belongs, joined


class IncidentState(StrEnum):
    OPEN = "open"
    SOLVED = "solved"
    LEARNT = "learnt"


class Incident(EngagementModel):
    """open → solved → learnt (a lesson was drawn from it). There is no field for a culprit."""

    constraints = (
        belongs("activity", "activity_id"),
        belongs("membership", "noticed_by_id", wall="workspace"),
        belongs("membership", "reported_by_id", wall="workspace"),
        belongs("membership", "solved_by_id", wall="workspace"),
        CheckConstraint("solved_on IS NULL OR solved_on >= noticed_on", name="order"),
        Index("ix_incident_activity", "workspace_id", "activity_id"),
    )

    title: Mapped[str] = mapped_column(String(200))
    happened: Mapped[str] = mapped_column(Text)
    noticed_on: Mapped[date] = mapped_column(Date)
    noticed_by_id: Mapped[UUID | None] = mapped_column(Id)
    customer_facing: Mapped[bool] = mapped_column(default=False)
    activity_id: Mapped[UUID | None] = mapped_column(Id)
    reported_by_id: Mapped[UUID] = mapped_column(Id)
    reported_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    did: Mapped[str] = mapped_column(Text, default="")
    solved_on: Mapped[date | None] = mapped_column(Date)
    solved_by_id: Mapped[UUID | None] = mapped_column(Id)
    solved_at: Mapped[datetime | None] = mapped_column(Moment)
    learnt_at: Mapped[datetime | None] = mapped_column(Moment)

    reported_by: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(Incident.reported_by_id, Membership)
    )
    noticed_by: Mapped[Membership | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(Incident.noticed_by_id, Membership)
    )
    activity: Mapped[Activity | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(Incident.activity_id, Activity)
    )

    @property
    def state(self) -> IncidentState:
        if self.learnt_at is not None:
            return IncidentState.LEARNT
        return IncidentState.SOLVED if self.solved_on is not None else IncidentState.OPEN

    @property
    def days_to_solve(self) -> int | None:
        return (self.solved_on - self.noticed_on).days if self.solved_on is not None else None

    def solve(self, on: date, did: str, *, by: Membership) -> None:
        """It is over: what we did, and since when."""
        if self.solved_on is not None:
            raise Stale("Somebody has written already how this was solved.")
        if on > clock.today():
            raise Refused("That day is still to come.", "on")
        if on < self.noticed_on:
            raise Refused("It was noticed later than that.", "on")
        self.solved_on, self.did, self.solved_by_id, self.solved_at = on, did, by.id, clock.now()
        record("incident.solved", self, by=by)
