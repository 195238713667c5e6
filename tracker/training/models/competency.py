"""Competency and Assessment: 0 none, 1 aware, 2 with help, 3 independent, 4 teaches."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs, joined

TOP_LEVEL = 4
METHODS = {
    "observed": "Watched at work",
    "drill": "A drill",
    "work_sample": "A piece of work",
    "teach_back": "Explained it back",
    "live_evidence": "Live, in front of customers",
}


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

    def assess(
        self, person: Membership, level: int, *, by: Membership, method: str, note: str, on: date | None = None
    ) -> "Assessment":
        """Somebody else judges what an active person of the client can do, by what she saw.

        `level` 0 to 4, `method` one of `METHODS`, `on` the day it was shown (today unless told, never later).
        The level stays out of the event, because everybody at the client reads the feed.
        """
        day = on or clock.today()
        self._check(person, level, by, method, note, day)
        assessment = Assessment(
            **self.keys, competency_id=self.id, person_id=person.id, assessor_id=by.id, level=level, method=method,
            note=note, on=day,
        )  # fmt: skip
        db.session.add(assessment)
        record("competency.assessed", self, by=by, after={"person": person.name, "method": method})
        return assessment

    def _check(self, person: Membership, level: int, by: Membership, method: str, note: str, day: date) -> None:
        if person.id == by.id:
            raise Refused("Nobody assesses themselves. Ask somebody else to look.", "person")
        if not (person.active and person.of_client and person.client_id == self.client_id):
            raise Refused("Only people who work for the client now are assessed.", "person")
        if not 0 <= level <= TOP_LEVEL:
            raise Refused("A level is a number from 0 to 4.", "level")
        if method not in METHODS:
            raise Refused("Say how it was shown.", "method")
        if not note.strip():
            raise Refused("Say what you saw, so that the level can be understood later.", "note")
        if day > clock.today():
            raise Refused("That day has not come yet.", "on")


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
