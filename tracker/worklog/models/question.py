"""WorkQuestion: “Is that so?”, put to the person whose work was logged, or to whoever answers for it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined


class Why(StrEnum):
    NAMED = "named"
    SAMPLE = "sample"


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class WorkQuestion(EngagementModel):
    """Asked once for one entry, or for all that one import wrote down for a person.

    `why`: `named`, somebody else logged it as her work, and it counts for nothing until she says yes; `sample`, a part
    of what people log is asked about, and counts unless the answer is no. `what` says in words what was logged.
    """

    constraints = (
        belongs("activity", "activity_id"),
        belongs("membership", "asked_id", wall="workspace"),
        belongs("membership", "asked_by_id", wall="workspace"),
        Index("ix_work_question_asked", "workspace_id", "asked_id", "answered_at"),
        Index("ix_work_question_asker", "workspace_id", "asked_by_id", "asked_at"),
    )

    activity_id: Mapped[UUID | None] = mapped_column(Id)
    asked_id: Mapped[UUID] = mapped_column(Id)
    asked_by_id: Mapped[UUID] = mapped_column(Id)
    why: Mapped[Why] = mapped_column(String(6))
    what: Mapped[str] = mapped_column(String(400))
    entries: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    answer: Mapped[Answer | None] = mapped_column(String(9))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    because: Mapped[str] = mapped_column(String(500), default="")

    asked: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(WorkQuestion.asked_id, Membership)
    )  # fmt: skip
    asked_by: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(WorkQuestion.asked_by_id, Membership)
    )  # fmt: skip

    @property
    def open(self) -> bool:
        return self.answered_at is None

    @property
    def holds_back(self) -> bool:
        return self.open and self.why == Why.NAMED
