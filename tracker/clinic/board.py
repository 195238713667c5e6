"""The board of questions: who asks for the first time stands first, then whoever has waited longest."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, not_, or_

from tracker.core import clock
from tracker.core.database import db
from tracker.core.paging import newest_first
from tracker.tenancy import scoped

from .models import Answer, Question

ON_A_PAGE = 30
WINDOW = timedelta(days=90)
LONGEST_WORD = 80


@dataclass(frozen=True, slots=True)
class Row:
    question: Question
    answers: int


@dataclass(frozen=True, slots=True)
class Board:
    """`after` is the mark of the next page, empty on the last."""

    rows: list[Row]
    after: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How the clinic goes: what waits, since when, and how many of the last ninety days' askers were new."""

    waiting: int
    oldest: datetime | None
    asked: int
    by_new: int

    @property
    def oldest_days(self) -> int:
        return (clock.today() - clock.day_of(self.oldest)).days if self.oldest is not None else 0

    @property
    def new_share(self) -> int:
        """Whole percent of the questions, rounded down."""
        return 100 * self.by_new // self.asked if self.asked else 0


def unanswered(engagement_id: UUID, word: str = "", after: str = "") -> Board:
    """First-time askers first, then the longest waiting. One statement."""
    query = _questions(engagement_id, word).where(Question.answered_at.is_(None))
    if (mark := _mark(after)) is not None:
        first, id = mark
        later = Question.id > id
        query = query.where(
            or_(and_(Question.first_time, later), not_(Question.first_time)) if first
            else and_(not_(Question.first_time), later)
        )  # fmt: skip
    rows = _rows(query.order_by(Question.first_time.desc(), Question.id).limit(ON_A_PAGE + 1))
    last = rows[ON_A_PAGE - 1].question if len(rows) > ON_A_PAGE else None
    return Board(rows[:ON_A_PAGE], f"{int(last.first_time)}.{last.id}" if last is not None else "")


def answered(engagement_id: UUID, word: str = "") -> Board:
    """The newest first. One statement."""
    page = newest_first(
        _questions(engagement_id, word).where(Question.answered_at.is_not(None)), Question.id, ON_A_PAGE
    )
    return Board([Row(*row) for row in page.rows], str(page.after or ""))


def figures(engagement_id: UUID) -> Figures:
    """One statement."""
    lately = Question.asked_at >= clock.now() - WINDOW
    waits = Question.answered_at.is_(None)
    return Figures(*db.session.execute(
        scoped(Question).where(Question.engagement_id == engagement_id).with_only_columns(
            func.coalesce(func.sum(case((waits, 1), else_=0)), 0),
            func.min(case((waits, Question.asked_at))),
            func.coalesce(func.sum(case((lately, 1), else_=0)), 0),
            func.coalesce(func.sum(case((and_(lately, Question.first_time), 1), else_=0)), 0),
        )
    ).one())  # fmt: skip


def answers_to(question: Question, size: int = 50) -> list[Answer]:
    """What helped first, then in the order of writing; the newest fifty."""
    query = scoped(Answer).where(Answer.question_id == question.id)
    found = [*db.session.scalars(query.order_by(Answer.id.desc()).limit(size))]
    return sorted(reversed(found), key=lambda answer: answer.accepted_at is None)


def _questions(engagement_id: UUID, word: str) -> Select[Any]:
    count = (
        scoped(Answer)
        .where(Answer.workspace_id == Question.workspace_id, Answer.question_id == Question.id)
        .with_only_columns(func.count(Answer.id))
        .correlate(Question)
        .scalar_subquery()
    )
    query = scoped(Question).add_columns(count).where(Question.engagement_id == engagement_id)
    if word := word.strip()[:LONGEST_WORD]:
        query = query.where(
            or_(Question.title.icontains(word, autoescape=True), Question.text.icontains(word, autoescape=True))
        )
    return query


def _rows(query: Select[Any]) -> list[Row]:
    return [Row(*row) for row in db.session.execute(query)]


def _mark(text: str) -> tuple[bool, UUID] | None:
    first, _, id = text.partition(".")
    try:
        return first == "1", UUID(id)
    except ValueError:
        return None
