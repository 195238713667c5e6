"""Dated exceptions are not forgotten: told a week before, on the day, and when it is late."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership, Role
from tracker.core import clock
from tracker.core.database import db
from tracker.discussion.inbox import let_know
from tracker.discussion.models import Kind
from tracker.engagements.daily import every_day
from tracker.engagements.extension_points import facts_of
from tracker.engagements.holding import hold
from tracker.engagements.models import DatedException, Engagement, EngagementState
from tracker.engagements.words import day_words
from tracker.tenancy import scoped

from .exceptions import owed

SOON = timedelta(days=7)
COMES, DUE, LATE = 1, 2, 3
RUNNING = (EngagementState.ACTIVE, EngagementState.HANDED_OVER)


@every_day
def remind_of_exceptions() -> int:
    """Commits one by one, and tells nobody twice; safe to stop and to start again."""
    near = [*db.session.scalars(_near().with_only_columns(DatedException.id))]
    db.session.rollback()
    return sum(_remind(id) for id in near)


def _near() -> Any:
    return (
        scoped(DatedException)
        .join(
            Engagement,
            (Engagement.workspace_id == DatedException.workspace_id) & (Engagement.id == DatedException.engagement_id),
        )
        .where(
            DatedException.closed_at.is_(None), DatedException.reminded < LATE,
            DatedException.due_on <= clock.today() + SOON, Engagement.state.in_(RUNNING),
        )
        .order_by(DatedException.id)
    )  # fmt: skip


def _remind(id: UUID) -> int:
    exception = db.session.scalars(scoped(DatedException).where(DatedException.id == id)).one()
    hold(exception, "closed_at", "reminded")
    stage = _stage(exception)
    if not exception.open or stage <= exception.reminded or not _stands(exception):
        db.session.rollback()
        return 0
    exception.reminded = stage
    people = [exception.answers, *(_owners(exception) if stage == LATE or not exception.answers.active else ())]
    for person in {one.id: one for one in people}.values():
        let_know(person, exception, by=None, kind=Kind.DUE, text=_words(exception, stage))
    db.session.commit()
    return 1


def _stage(exception: DatedException) -> int:
    today = clock.today()
    return LATE if today > exception.due_on else DUE if today == exception.due_on else COMES


def _stands(exception: DatedException) -> bool:
    """What the data show to be mended, or was taken over anew, needs no reminder."""
    rows = owed(facts_of(exception.engagement_id), clock.today())
    return any(one.id == str(exception.id) and one.open for one in rows)


def _words(exception: DatedException, stage: int) -> str:
    day = day_words(exception.due_on)
    return {COMES: f"Yours to mend by {day}.", DUE: "Yours to mend today.", LATE: f"It was due on {day}."}[stage]


def _owners(exception: DatedException) -> list[Membership]:
    query = scoped(Membership).where(
        Membership.client_id == exception.client_id, Membership.role == Role.OWNER, Membership.ended_at.is_(None)
    )
    return [*db.session.scalars(query.order_by(Membership.id))]
