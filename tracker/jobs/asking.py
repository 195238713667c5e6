"""Asking for long work, in the transaction of its cause."""

from typing import Any

from sqlalchemy import func, select

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.core.errors import Refused, Stale

from .models import Job, JobState, JobTicket

MOST_WAITING = 20


Place = tuple[str, dict[str, str]]
NOWHERE: Place = ("", {})


def ask_for(
    kind: str, title: str, *, by: Membership, args: dict[str, Any] | None = None, home: Place = NOWHERE
) -> Job:
    """Put a job of `kind` before the worker. `args` are plain JSON; `title` says to people what it is.

    `home` is the page that it belongs to. Raises `Refused` when the workspace has too much waiting already.
    """
    _leave_room(by)
    job = Job(
        workspace_id=by.workspace_id, client_id=by.client_id, asked_by_id=by.id, kind=kind, title=title[:160],
        args=args or {}, home=list(home),
    )  # fmt: skip
    db.session.add(job)
    db.session.add(JobTicket(id=job.id, workspace_id=by.workspace_id))
    db.session.flush()
    return job


def ask_again(job: Job, *, by: Membership) -> None:
    """Begin a failed job anew. Raises `Stale` when it is no failed one any more."""
    db.session.refresh(job, with_for_update=True)
    if job.state != JobState.FAILED:
        raise Stale("This was begun anew already.")
    _leave_room(by)
    job.state, job.message, job.ended_at = JobState.WAITING, "", None
    db.session.add(JobTicket(id=job.id, workspace_id=job.workspace_id))


def ticket_of(job: Job) -> JobTicket | None:
    """How far an open job is; None when none waits. One statement."""
    return db.session.get(JobTicket, job.id) if job.open else None


def _leave_room(by: Membership) -> None:
    count = select(func.count(JobTicket.id)).where(JobTicket.workspace_id == by.workspace_id)
    if (db.session.scalar(count) or 0) >= MOST_WAITING:
        raise Refused("So much long work waits already that no more is taken on. Try again in a few minutes.")
