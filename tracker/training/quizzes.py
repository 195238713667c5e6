"""The quiz of an item: answered as often as it takes; passing it ticks the item off, with the score as evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped

from .models import ChecklistItem, ItemProgress, QuizAttempt

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Answered:
    """One question as it was answered, with what there is to learn from it."""

    question: str
    choice: str
    right: bool
    because: str


def answer(progress: ItemProgress, answers: Sequence[int], *, by: Membership) -> QuizAttempt:
    """The trainee's `answers`, places from 0 in the order of the questions. A passed quiz waits to be verified.

    Raises `Refused` for anybody else and unless every question is answered, `Stale` once the item is ticked off.
    """
    if by.id != progress.person_id:
        raise Refused(f"Only {progress.person.name} can answer it.")
    questions = (progress.item.quiz or {}).get("questions", ())
    if not questions:
        raise Refused("This item has no quiz.")
    if not progress.open:
        raise Stale("This item has been ticked off already.")
    if len(answers) != len(questions) or any(not _possible(q, a) for q, a in zip(questions, answers, strict=False)):
        raise Refused("Answer every question.")
    attempt = _marked(progress, list(answers))
    db.session.add(attempt)
    db.session.flush()
    record("item.quizzed", progress, by=by, after={"person": progress.person.name})
    if attempt.passed:
        progress.pass_quiz(by, score_words(attempt))
    return attempt


def attempts_of(progress: ItemProgress) -> list[QuizAttempt]:
    """The newest first."""
    query = (
        scoped(QuizAttempt)
        .where(QuizAttempt.item_id == progress.item_id, QuizAttempt.person_id == progress.person_id)
        .order_by(QuizAttempt.at.desc(), QuizAttempt.id.desc())
        .limit(MOST_SHOWN)
    )
    return [*db.session.scalars(query)]


def answered(attempt: QuizAttempt, item: ChecklistItem) -> list[Answered]:
    """What an attempt came to, question by question. The right choice itself is never told."""
    questions = (item.quiz or {}).get("questions", ())
    return [
        Answered(one["question"], one["choices"][chosen], chosen == one["answer"] - 1, one["because"])
        for one, chosen in zip(questions, attempt.answers, strict=False)
    ]


def score_words(attempt: QuizAttempt) -> str:
    return f"Quiz: {attempt.correct} of {attempt.asked} right, {attempt.percent}%."


def quiz_words(quiz: dict[str, Any] | None) -> str:
    """`5 questions, 80% to pass`; empty without a quiz."""
    if not quiz:
        return ""
    count = len(quiz["questions"])
    return f"{count} {'question' if count == 1 else 'questions'}, {quiz['pass_mark']}% to pass"


def _possible(question: dict[str, Any], answer: int) -> bool:
    return 0 <= answer < len(question["choices"])


def _marked(progress: ItemProgress, answers: list[int]) -> QuizAttempt:
    quiz = progress.item.quiz
    right = sum(chosen == one["answer"] - 1 for one, chosen in zip(quiz["questions"], answers, strict=True))
    passed = 100 * right >= quiz["pass_mark"] * len(answers)
    return QuizAttempt(
        **progress.keys, item_id=progress.item_id, person_id=progress.person_id, answers=answers, correct=right,
        asked=len(answers), passed=passed,
    )  # fmt: skip
