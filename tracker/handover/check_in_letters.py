"""Invitations to check-ins: a week before, once more when it is due, and what is said when nobody answers."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tracker.accounts.letters import written
from tracker.accounts.models import Membership, User
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.outbox import Composed, Letter, letter_kind, post
from tracker.core.urls import absolute, workspace_url
from tracker.discussion.inbox import let_know
from tracker.discussion.models import Kind
from tracker.engagements.daily import every_day
from tracker.engagements.models import Engagement, EngagementState
from tracker.engagements.words import day_words
from tracker.tenancy import Workspace, scoped

from .check_in_booking import owners
from .models import CheckIn
from .models.check_in import LATE, OPENS

# Nobody is reminded on the heels of an invitation that came late.
BETWEEN_LETTERS = timedelta(days=3)


@every_day
def ask_for_check_ins() -> int:
    """Invite, remind and note as missed in the workspace at hand, each check-in in a transaction of its own.

    What was done is written on the check-in, so that it is done once however often this is stopped and begun again, and
    also when clocks go back. Returns how many.
    """
    today, count = clock.today(), 0
    for step in (_invite, _remind, _miss):
        waiting = list(db.session.scalars(_waiting(step, today).with_only_columns(CheckIn.id)))
        db.session.rollback()
        for check_in_id in waiting:
            count += _do(step, check_in_id, today)
    return count


def _do(step: Callable[[CheckIn], None], check_in_id: UUID, today: date) -> int:
    """Once, of two workers too: it is held and looked at again."""
    mine = _waiting(step, today).where(CheckIn.id == check_in_id).with_for_update(of=CheckIn, skip_locked=True)
    check_in = db.session.scalar(mine)
    if check_in is not None:
        step(check_in)
    db.session.commit()
    return check_in is not None


def _waiting(step: Callable[[CheckIn], None], today: date) -> Any:
    """The check-ins of handed-over engagements for which `step` is due."""
    before = clock.now() - BETWEEN_LETTERS
    due = {
        _invite: (CheckIn.due_on <= today + OPENS, CheckIn.invited_at.is_(None)),
        _remind: (CheckIn.due_on <= today, CheckIn.reminded_at.is_(None), CheckIn.invited_at <= before),
        _miss: (CheckIn.due_on <= today - LATE, CheckIn.missed_at.is_(None)),
    }[step]
    same = (Engagement.workspace_id == CheckIn.workspace_id) & (Engagement.id == CheckIn.engagement_id)
    return (
        scoped(CheckIn)
        .join(Engagement, same)
        .where(
            CheckIn.answered_at.is_(None), *due, Engagement.state == EngagementState.HANDED_OVER,
            Engagement.sealed_at.is_(None),
        )
        .order_by(CheckIn.due_on, CheckIn.id)
    )  # fmt: skip


def _invite(check_in: CheckIn) -> None:
    check_in.invited_at = clock.now()
    asked = _asked(check_in)
    for person in asked:
        _write(person, check_in, "check_in")
        let_know(person, check_in, by=None, kind=Kind.CHECK_IN, text=_due_words(check_in))
    names = " and ".join(person.name for person in asked) or "Nobody"
    record("check_in.invited", check_in, by=None, after={"person": names, "days": check_in.days})


def _remind(check_in: CheckIn) -> None:
    check_in.reminded_at = clock.now()
    for person in _asked(check_in):
        _write(person, check_in, "check_in_reminder")


def _miss(check_in: CheckIn) -> None:
    """The owners hear of it too; the flag follows from the days."""
    check_in.missed_at = clock.now()
    for person in db.session.scalars(owners(check_in.client_id)):
        let_know(
            person, check_in, by=None, kind=Kind.CHECK_IN, text="Nobody has answered it yet, a week after its day."
        )
    record("check_in.missed", check_in, by=None, after={"days": check_in.days})


def _asked(check_in: CheckIn) -> list[Membership]:
    """Whoever is to answer; the owners where neither she nor her stand-in is here any more."""
    whose = check_in.whose_turn
    return [whose] if whose is not None else [*db.session.scalars(owners(check_in.client_id))]


def _due_words(check_in: CheckIn) -> str:
    return f"Due {day_words(check_in.due_on)}." if check_in.due_on is not None else ""


def _write(person: Membership, check_in: CheckIn, kind: str) -> None:
    user = db.session.get_one(User, person.user_id)
    post(
        kind, user.email, workspace_id=check_in.workspace_id, check_in=str(check_in.id), person=str(person.id)
    )  # fmt: skip


@letter_kind("check_in")
def _invitation(letter: Letter) -> Composed | None:
    return _composed(letter, "check_in")


@letter_kind("check_in_reminder")
def _reminder(letter: Letter) -> Composed | None:
    return _composed(letter, "check_in_reminder")


def _composed(letter: Letter, name: str) -> Composed | None:
    """None once it was answered, the engagement is closed, or somebody else is asked."""
    check_in = db.session.scalar(scoped(CheckIn).where(CheckIn.id == UUID(letter.values["check_in"])))
    if check_in is None or not check_in.open:
        return None
    engagement = db.session.get_one(Engagement, (check_in.workspace_id, check_in.engagement_id))
    person = next((one for one in _asked(check_in) if str(one.id) == letter.values["person"]), None)
    if person is None or engagement.state != EngagementState.HANDED_OVER:
        return None
    workspace = db.session.get_one(Workspace, check_in.workspace_id)
    return written(
        name, check_in=check_in, client=engagement.client.name, engagement=engagement, person=person,
        due_words=day_words(check_in.due_on), workspace_name=workspace.name, action_label="Answer it",
        action_url=absolute(workspace_url(workspace.slug, "handover.check_in", id=check_in.id)),
    )  # fmt: skip
