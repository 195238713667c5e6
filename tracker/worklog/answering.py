"""Answering “Is that so?”: what was logged counts, never counted, or is logged as it was."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.orm import joinedload

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Engagement
from tracker.responsibilities.models import Activity
from tracker.tenancy import WorkspaceModel, scoped

from .logging import log_work
from .models import Answer, Mode, Why, WorkEntry, WorkQuestion

MOST_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a card shows it."""

    id: UUID
    sentence: str
    consequence: str


def questions_for(member: Membership, most: int = MOST_AT_ONCE) -> list[Asked]:
    """What waits for an answer of hers, the oldest first; the owner answers for those who have left. One statement."""
    mine = WorkQuestion.asked_id == member.id
    query = scoped(WorkQuestion).where(WorkQuestion.answered_at.is_(None))
    if member.role == Role.OWNER:
        gone = scoped(Membership).with_only_columns(Membership.id).where(Membership.ended_at.is_not(None))
        mine = or_(mine, WorkQuestion.asked_id.in_(gone))
    query = query.where(mine).options(joinedload(WorkQuestion.asked_by), joinedload(WorkQuestion.asked))
    return [card(row, member) for row in db.session.scalars(query.order_by(WorkQuestion.id).limit(most))]


def card(question: WorkQuestion, member: Membership) -> Asked:
    """`question` as `member`, who is asked, reads it."""
    whose = "you" if question.asked_id == member.id else question.asked.name
    if question.why == Why.NAMED:
        return Asked(
            question.id, f"{question.asked_by.name} logged for {whose}: {question.what}.",
            "Until you say that it is right, it counts for nothing.",
        )  # fmt: skip
    return Asked(
        question.id, f"{question.asked_by.name} logged: {question.what}.",
        "You are asked because one entry in ten is looked at by a second person.",
    )


def say_yes(question: WorkQuestion, *, by: Membership) -> None:
    """It is so."""
    _close(question, Answer.YES, "")
    record("work.confirmed", _subject(question), by=by, after={"person": question.asked_by.name})


def say_no(question: WorkQuestion, *, by: Membership, because: str) -> None:
    """It is not so: it never counts. The reason is for whoever logged it."""
    if not because:
        raise Refused("Say what is not right about it.", "because")
    _close(question, Answer.NO, because)
    _take_back(question)
    record("work.declined", _subject(question), by=by, because=because, after={"person": question.asked_by.name})


def correct(
    question: WorkQuestion, *, by: Membership, mode: Mode | str, quantity: int, because: str = ""
) -> WorkEntry:
    """It was otherwise: what was logged is taken back, and she logs her own work as it was."""
    if question.why != Why.NAMED or question.asked_id != by.id or question.entries != 1:
        raise Refused("Only the person whose work it is corrects it.")
    activity, entry = piece_of(question)
    _close(question, Answer.CORRECTED, because)
    _take_back(question)
    record("work.declined", activity, by=by, because=because, after={"person": question.asked_by.name})
    return log_work(
        activity, mode, by=by, quantity=quantity, on=entry.on, minutes=entry.minutes, note=entry.note
    )


def piece_of(question: WorkQuestion) -> tuple[Activity, WorkEntry]:
    """What a question about a single piece asks about. Raises `Stale` when that was taken back."""
    query = scoped(WorkEntry).add_columns(Activity).join(
        Activity, (Activity.workspace_id == WorkEntry.workspace_id) & (Activity.id == WorkEntry.activity_id)
    )  # fmt: skip
    query = query.where(WorkEntry.question_id == question.id, WorkEntry.taken_back_at.is_(None))
    found = db.session.execute(query.limit(1)).one_or_none()
    if found is None:
        raise Stale("What this asks about was taken back already.")
    return found[1], found[0]


def _close(question: WorkQuestion, answer: Answer, because: str) -> None:
    db.session.flush()
    db.session.refresh(question, with_for_update=True)
    if not question.open:
        raise Stale("This was answered already.")
    question.answer, question.answered_at, question.because = answer, clock.now(), because


def _take_back(question: WorkQuestion) -> None:
    for entry in db.session.scalars(scoped(WorkEntry).where(WorkEntry.question_id == question.id)):
        entry.taken_back_at = entry.taken_back_at or clock.now()


def _subject(question: WorkQuestion) -> WorkspaceModel:
    """The activity; of an import, which has many, the engagement."""
    model, id = (Activity, question.activity_id) if question.activity_id else (Engagement, question.engagement_id)
    return db.session.scalars(scoped(model).where(model.id == id)).one()
