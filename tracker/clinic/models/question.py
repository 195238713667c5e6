"""Question: somebody asks, others answer; the asker says which answer helped."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.types import Id, Moment
from tracker.discussion.inbox import let_know
from tracker.discussion.models import Kind
from tracker.engagements.models import EngagementModel
from tracker.responsibilities.models import Activity
from tracker.tenancy import belongs, joined, scoped
from tracker.toolkit.models import Runbook
from tracker.training.models import Competency

from ..posts import check_post


class QuestionState(StrEnum):
    UNANSWERED = "unanswered"
    ANSWERED = "answered"
    SETTLED = "settled"


class Question(EngagementModel):
    """unanswered → answered → settled, or unanswered again once its asker reopens it.

    `first_time`: its asker had asked nothing before in this engagement. `answered_at` is when somebody else first
    answered; the time up to it is what an asker waited.
    """

    constraints = (
        belongs("membership", "asker_id", wall="workspace"),
        belongs("activity", "activity_id"),
        belongs("competency", "competency_id"),
        belongs("runbook", "runbook_id"),
        Index("ix_question_board", "workspace_id", "engagement_id", "answered_at", "first_time", "id"),
    )

    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    activity_id: Mapped[UUID | None] = mapped_column(Id)
    competency_id: Mapped[UUID | None] = mapped_column(Id)
    asker_id: Mapped[UUID] = mapped_column(Id)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    first_time: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    runbook_id: Mapped[UUID | None] = mapped_column(Id)
    runbook_version: Mapped[int | None]

    asker: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(Question.asker_id, Membership)
    )
    activity: Mapped[Activity | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(Question.activity_id, Activity)
    )
    competency: Mapped[Competency | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(Question.competency_id, Competency)
    )
    runbook: Mapped[Runbook | None] = relationship(
        viewonly=True, primaryjoin=lambda: joined(Question.runbook_id, Runbook)
    )

    @property
    def state(self) -> QuestionState:
        if self.settled_at is not None:
            return QuestionState.SETTLED
        return QuestionState.ANSWERED if self.answered_at is not None else QuestionState.UNANSWERED

    @property
    def days_waiting(self) -> int | None:
        """Whole days without an answer; None once there is one."""
        return (clock.today() - clock.day_of(self.asked_at)).days if self.answered_at is None else None

    def answer(self, text: str, *, by: Membership, experienced: bool = False) -> "Answer":
        """Somebody answers. Her own addition does not end an asker's waiting."""
        check_post(text)
        answer = Answer(**self.keys, question_id=self.id, author_id=by.id, text=text, experienced=experienced)
        db.session.add(answer)
        if self.answered_at is None and by.id != self.asker_id:
            self.answered_at = clock.now()
        db.session.flush()
        let_know(self.asker, self, by=by, kind=Kind.ANSWER, text=text)
        record("question.answered", self, by=by)
        return answer

    def accept(self, answer: "Answer", *, by: Membership) -> None:
        """The asker says that this one helped."""
        self._asker_only(by)
        for other in self._accepted():
            other.accepted_at = None
        db.session.flush()
        now = clock.now()
        answer.accepted_at, self.settled_at = now, now
        self.answered_at = self.answered_at or now
        record("question.settled", self, by=by)

    def reopen(self, *, by: Membership) -> None:
        """The asker needs another answer: the question counts as unanswered again."""
        self._asker_only(by)
        if self.answered_at is None:
            raise Stale("This question is open already.")
        for answer in self._accepted():
            answer.accepted_at = None
        self.answered_at = self.settled_at = None
        record("question.reopened", self, by=by)

    def went_into(self, runbook: Runbook, *, by: Membership) -> None:
        """Its answer became a line of a runbook."""
        self.runbook_id, self.runbook_version = runbook.id, runbook.version
        record("question.written_down", self, by=by, after={"runbook": runbook.title})

    def _asker_only(self, by: Membership) -> None:
        if by.id != self.asker_id:
            raise Refused("Only whoever asked can say whether it is answered.")

    def _accepted(self) -> list["Answer"]:
        rows = scoped(Answer).where(Answer.question_id == self.id, Answer.accepted_at.is_not(None))
        return [*db.session.scalars(rows)]


class Answer(EngagementModel):
    """`experienced`: when she answered, its author had shown the skill that the question is about."""

    constraints = (
        belongs("question", "question_id"),
        belongs("membership", "author_id", wall="workspace"),
        Index("ix_answer_question", "workspace_id", "question_id", "id"),
        Index("uq_answer_accepted", "workspace_id", "question_id", unique=True,
              sqlite_where=text("accepted_at IS NOT NULL"), postgresql_where=text("accepted_at IS NOT NULL")),
    )  # fmt: skip

    question_id: Mapped[UUID] = mapped_column(Id)
    author_id: Mapped[UUID] = mapped_column(Id)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    experienced: Mapped[bool] = mapped_column(default=False)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)

    author: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(Answer.author_id, Membership)
    )
    question: Mapped[Question] = relationship(
        viewonly=True, primaryjoin=lambda: joined(Answer.question_id, Question)
    )
