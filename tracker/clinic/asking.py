"""Asking, and how somebody stands who answers."""

from tracker.access.roles import Role
from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped
from tracker.toolkit.adding import runbook_of, write_runbook
from tracker.toolkit.models import Runbook
from tracker.training.levels import levels_of
from tracker.training.models import Competency

from .models import Lesson, Question
from .posts import check_post

INDEPENDENT = 3


def ask(
    engagement: Engagement, *, by: Membership, title: str, text: str, activity: Activity | None = None,
    competency: Competency | None = None,
) -> Question:  # fmt: skip
    """Put a question to everybody. Raises `Refused` for a second link."""
    check_post(text, also=title)
    earlier = scoped(Question).where(Question.engagement_id == engagement.id, Question.asker_id == by.id)
    question = Question(
        **engagement.keys, title=title, text=text, asker_id=by.id,
        activity_id=activity.id if activity else None, competency_id=competency.id if competency else None,
        first_time=db.session.scalar(earlier.with_only_columns(Question.id).limit(1)) is None,
    )  # fmt: skip
    db.session.add(question)
    db.session.flush()
    record("question.asked", question, by=by)
    return question


def experienced_in(question: Question, member: Membership) -> bool:
    """Whether `member` has been judged independent in what the question is about. Says no level."""
    keys = set(question.activity.competencies) if question.activity is not None else set()
    if question.competency is not None:
        keys = {question.competency.key}
    if not keys or not member.of_client or member.role == Role.PROVIDER:
        return False
    levels = levels_of(member)
    return any(levels.get((question.engagement_id, key), 0) >= INDEPENDENT for key in keys)


def write_down(
    question: Question, activity: Activity, line: str, *, by: Membership, based_on: int
) -> Runbook:
    """The answer becomes a line of the activity's runbook: a new version of it, or its first text."""
    runbook = runbook_of(activity)
    if runbook is None:
        runbook = write_runbook(activity, by=by, title=activity.name, text=line)
    else:
        runbook.rewrite(by=by, title=runbook.title, text=f"{runbook.text}\n\n{line}", based_on=based_on)
    question.went_into(runbook, by=by)
    return runbook


def lessons_from(question: Question) -> list[Lesson]:
    return [*db.session.scalars(scoped(Lesson).where(Lesson.question_id == question.id).order_by(Lesson.id).limit(20))]
