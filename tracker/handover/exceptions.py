"""Exceptions of an acceptance: what is still owed is done at the client, and said so."""

from uuid import UUID

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.holding import hold
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
