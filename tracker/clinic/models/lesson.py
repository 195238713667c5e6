"""Lesson: what was learnt, and what changes because of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.errors import Stale
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.responsibilities.models import Activity
from tracker.tenancy import belongs, joined

from .incident import Incident
from .question import Question


class Lesson(EngagementModel):
    """Written → changed, once what it asks for is done. It may come from an incident, a question, or from work."""

    constraints = (
        belongs("activity", "activity_id"),
        belongs("incident", "incident_id"),
        belongs("question", "question_id"),
        belongs("membership", "author_id", wall="workspace"),
        belongs("membership", "changed_by_id", wall="workspace"),
        Index("ix_lesson_incident", "workspace_id", "incident_id"),
        Index("ix_lesson_question", "workspace_id", "question_id"),
    )

    title: Mapped[str] = mapped_column(String(200))
    learnt: Mapped[str] = mapped_column(Text)
    change: Mapped[str] = mapped_column(Text, default="")
    activity_id: Mapped[UUID | None] = mapped_column(Id)
    incident_id: Mapped[UUID | None] = mapped_column(Id)
    question_id: Mapped[UUID | None] = mapped_column(Id)
    author_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_by_id: Mapped[UUID | None] = mapped_column(Id)

    author: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(Lesson.author_id, Membership)
    )
    activity: Mapped[Activity | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(Lesson.activity_id, Activity)
    )
    incident: Mapped[Incident | None] = relationship(
        viewonly=True, primaryjoin=lambda: joined(Lesson.incident_id, Incident)
    )
    question: Mapped[Question | None] = relationship(
        viewonly=True, primaryjoin=lambda: joined(Lesson.question_id, Question)
    )

    @property
    def state(self) -> str:
        return "changed" if self.changed_at is not None else "to_change" if self.change else "kept"

    def changed(self, *, by: Membership) -> None:
        """What it asks for has been done."""
        if self.changed_at is not None or not self.change:
            raise Stale("Nothing is left to change here.")
        self.changed_at, self.changed_by_id = clock.now(), by.id
        record("lesson.changed", self, by=by)
