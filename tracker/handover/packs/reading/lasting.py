"""Rehearsals that began, and what was answered at check-ins."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped

from ...check_in_booking import every
from ...check_in_questions import asked
from ...models import CheckIn, CheckInAnswer, Rehearsal, Relapse, Showing
from ...models.check_in_answer import MANAGE
from ..records import Answered, Fall, Trial
from ..wording import day


def trials_of(engagement_id: UUID) -> tuple[Trial, ...]:
    query = scoped(Rehearsal).where(Rehearsal.engagement_id == engagement_id, Rehearsal.began_on.is_not(None))
    return tuple(
        Trial(
            str(row.state), row.length, row.began_on, row.last_day, row.because, row.by_name, row.ended_by,
            row.broken_because, tuple((date.fromisoformat(on), done, asked) for on, done, asked in row.days),
            row.showed, row.showed_by, clock.day_of(row.showed_at) if row.showed_at else None,
        )
        for row in db.session.scalars(query.order_by(Rehearsal.id))
        if row.began_on is not None
    )  # fmt: skip


def answered_in(engagement_id: UUID) -> tuple[Answered, ...]:
    """In the order in which they were asked. Four statements."""
    said = scoped(CheckInAnswer).where(CheckInAnswer.engagement_id == engagement_id)
    answers = {row.check_in_id: row for row in db.session.scalars(said)}
    falls: dict[UUID, list[Fall]] = defaultdict(list)
    fell = scoped(Relapse).where(Relapse.engagement_id == engagement_id, Relapse.dropped_at.is_(None))
    for row in db.session.scalars(fell.order_by(Relapse.id)):
        climbed = clock.day_of(row.climbed_at) if row.climbed_at else None
        falls[row.check_in_id].append(Fall(row.activity_name, row.from_rung, row.to_rung, row.because, climbed))
    shown: dict[UUID, list[tuple[str, str, str]]] = defaultdict(list)
    for one in db.session.scalars(scoped(Showing).where(Showing.engagement_id == engagement_id).order_by(Showing.id)):
        shown[one.check_in_id].append((one.competency_name, one.what, _ended(one)))
    return tuple(
        _answered(one, answers[one.id], falls[one.id], shown[one.id])
        for one in every(engagement_id) if one.id in answers
    )  # fmt: skip


def _answered(
    check_in: CheckIn, answer: CheckInAnswer, falls: list[Fall], shown: list[tuple[str, str, str]]
) -> Answered:
    labels = asked(check_in.questions)
    words = [*((question, text) for question, text in answer.words), (labels.called, answer.called),
             (labels.surprises, answer.surprises),
             (labels.manage, f"{MANAGE[answer.manage]}. {answer.why}")]  # fmt: skip
    return Answered(
        check_in.days, check_in.round, check_in.due_on, clock.day_of(answer.at), answer.by_name,
        tuple((question, text) for question, text in words if text),
        tuple((name, before, now, why) for name, before, now, why in answer.who_does), MANAGE[answer.manage],
        answer.why, answer.note, answer.link, tuple(falls), tuple(shown),
    )  # fmt: skip


def _ended(one: Showing) -> str:
    """Never who showed it: how well somebody does it stays between that person and the trainers."""
    if one.witnessed_at is not None:
        return f"Seen by {one.witness.name}, {day(clock.day_of(one.witnessed_at))}."
    return "The witness did not confirm it." if one.declined_at is not None else f"{one.witness.name} has not said yet."
