"""Exceptions of an acceptance: what is still owed is done at the client, and said so."""

from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import reacts_to
from tracker.engagements.holding import hold
from tracker.engagements.models import DatedException
from tracker.tenancy import scoped

from .models import HandoverException

MOST = 60


def exceptions_of(acceptance_id: UUID) -> list[HandoverException]:
    """Open ones first, the earliest day first. One statement."""
    query = scoped(HandoverException).where(HandoverException.acceptance_id == acceptance_id)
    rows = db.session.scalars(query.order_by(HandoverException.due_on, HandoverException.id).limit(MOST))
    return sorted(rows, key=lambda row: row.closed_at is not None)


def closes(row: HandoverException, member: Membership) -> bool:
    return member.of_client and (member.role == Role.OWNER or member.id == row.answers_id)


def close(row: HandoverException, how: str, *, by: Membership) -> None:
    """Whoever answers for it, or an owner, says how it was mended. Raises `Stale` when it was closed meanwhile."""
    if not closes(row, by):
        raise Refused("Only whoever answers for it, or an owner, closes it.")
    hold(row, "closed_at")
    if row.closed_at is not None:
        raise Stale("This was closed meanwhile.")
    if not how:
        raise Refused("Say how it was mended.", "how")
    row.closed_at, row.closed_by_name, row.how = clock.now(), by.name, how
    record("exception.closed", row, by=by, because=how)
    for exception in db.session.scalars(_of_the_gate(row)):
        exception.closed_at, exception.closed_by_id, exception.evidence = clock.now(), by.id, how


@reacts_to("criterion")
def _close_with_it(engagement_id: UUID, events: list[Any]) -> None:
    """What is closed at the gate is no longer owed by the acceptance that took it along."""
    for happened in events:
        if happened.verb == "criterion.exception_closed":
            query = scoped(DatedException).where(DatedException.id == happened.subject_id)
            exception = db.session.scalars(query).one()
            for row in db.session.scalars(_of_the_acceptance(exception)):
                row.closed_at, row.closed_by_name, row.how = clock.now(), happened.actor_name, exception.evidence
                record("exception.settled", row, by=None, because=exception.evidence)


def _of_the_gate(row: HandoverException) -> Any:
    return scoped(DatedException).where(
        DatedException.criterion_id == row.criterion_id, DatedException.closed_at.is_(None)
    )


def _of_the_acceptance(exception: DatedException) -> Any:
    return scoped(HandoverException).where(
        HandoverException.criterion_id == exception.criterion_id, HandoverException.closed_at.is_(None)
    )
