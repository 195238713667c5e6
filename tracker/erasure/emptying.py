"""Deleting all that a workspace holds, or all that it holds of one client; stopped anywhere, it is begun anew."""

from collections import Counter
from uuid import UUID

from sqlalchemy import delete, select

from tracker.accounts.models import Membership, User
from tracker.archive.parts import Scope
from tracker.archive.removing import count, remove
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.outbox import Letter
from tracker.jobs.models import Job, JobTicket
from tracker.tenancy import Workspace, scoped

from .models import Deletion, Kind


def scope_of(deletion: Deletion) -> Scope:
    assert deletion.workspace_id is not None
    return Scope(deletion.workspace_id, deletion.client_id)


def counted(deletion: Deletion) -> dict[str, int]:
    """What is there to be deleted, by table; taken before the first row goes, since later nobody can count it."""
    return count(scope_of(deletion))


def empty(deletion: Deletion) -> Counter[str]:
    """Delete all of it. What the deletion itself says of the counts is left as it is."""
    scope = scope_of(deletion)
    _forget_letters(scope)
    _forget_tickets(scope)
    gone = Counter(remove(scope))
    if deletion.kind == Kind.WORKSPACE:
        with entered(Context()):
            gone["workspace"] += db.session.execute(delete(Workspace).where(Workspace.id == scope.workspace)).rowcount
            db.session.commit()
    else:
        _not_closing_any_more(scope)
    return gone


def _not_closing_any_more(scope: Scope) -> None:
    with entered(Context(scope.workspace)):
        space = db.session.get_one(Workspace, scope.workspace, with_for_update=True)
        space.closing = {key: day for key, day in (space.closing or {}).items() if key != str(scope.client)} or None
        db.session.commit()


def _forget_letters(scope: Scope) -> None:
    """Those of the workspace; of a client those on their way to its people."""
    with entered(Context(scope.workspace)):
        which = Letter.workspace_id == scope.workspace
        if scope.client is not None:
            hers = scoped(Membership).where(Membership.client_id == scope.client).with_only_columns(Membership.user_id)
            addresses = select(User.email).where(User.id.in_(list(db.session.scalars(hers))))
            which &= Letter.to_address.in_(list(db.session.scalars(addresses)))
        db.session.execute(delete(Letter).where(which))
        db.session.commit()


def _forget_tickets(scope: Scope) -> None:
    """Work that waits would otherwise be taken up by a worker."""
    with entered(Context(scope.workspace)):
        which = JobTicket.workspace_id == scope.workspace
        if scope.client is not None:
            which &= JobTicket.id.in_(_jobs_of(scope.client))
        db.session.execute(delete(JobTicket).where(which))
        db.session.commit()


def _jobs_of(client_id: UUID) -> list[UUID]:
    return list(db.session.scalars(scoped(Job).where(Job.client_id == client_id).with_only_columns(Job.id)))
