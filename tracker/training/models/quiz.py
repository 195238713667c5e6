"""QuizAttempt: how somebody answered the quiz of an item."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs


class QuizAttempt(AppendOnly, EngagementModel):
    """`answers` are the places of the chosen answers, from 0, in the order of the questions."""

    constraints = (
        belongs("checklist_item", "item_id"),
        belongs("membership", "person_id", wall="workspace"),
        Index("ix_quiz_attempt_item", "workspace_id", "item_id", "person_id"),
    )

    item_id: Mapped[UUID] = mapped_column(Id)
    person_id: Mapped[UUID] = mapped_column(Id)
    answers: Mapped[list[int]] = mapped_column(Json, default=list)
    correct: Mapped[int]
    asked: Mapped[int]
    passed: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @property
    def percent(self) -> int:
        return 100 * self.correct // self.asked if self.asked else 0
