"""Doing what waits: one job at a time, claimed so that two workers never keep one job twice."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from flask import g
from sqlalchemy import Select, delete, select, update
from sqlalchemy.exc import OperationalError

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.ids import new_id
from tracker.core.web import log
from tracker.tenancy import Workspace, scoped

from .kinds import CLAIM, ClaimLost, Effect, Interrupted, Outcome, Progress, kinds
from .models import Job, JobState, JobTicket

MOST_TRIES = 3
BROKEN = "Something went wrong on our side. Nothing was changed. Try again; if it fails again, tell whoever runs Baton."
TOO_OFTEN = "It was interrupted three times and given up. Nothing was changed. Try again later, or with less at once."
GONE = "Whoever asked for this has no place here any more. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that this worker holds."""

    id: UUID
    workspace: UUID
    claim: UUID
    tries: int


def do_waiting(stop: threading.Event | None = None, most: int = 50) -> int:
    """Do up to `most` jobs that wait, the longest waiting first. Returns how many were begun."""
    stop = stop or threading.Event()
    begun = 0
    while begun < most and not stop.is_set():
        claimed = _claim() if _anything_due() else None
        if claimed is None:
            break
        begun += 1
        _do(claimed, stop)
    return begun


def _anything_due() -> bool:
    """Looking takes no lock."""
    with entered(Context(writes=False)):
        return db.session.scalar(_due().with_only_columns(JobTicket.id).limit(1)) is not None


def _due() -> Select[tuple[JobTicket]]:
    return select(JobTicket).where(JobTicket.next_try_at <= clock.now()).order_by(JobTicket.asked_at)


def _claim() -> Claimed | None:
    with entered(Context()):
        ticket = db.session.scalar(_due().limit(1).with_for_update(skip_locked=True))
        if ticket is None:
            return None
        ticket.claim, ticket.next_try_at, ticket.tries = new_id(), clock.now() + CLAIM, ticket.tries + 1
        ticket.done, ticket.of, ticket.seen_at = 0, 0, clock.now()
        claimed = Claimed(ticket.id, ticket.workspace_id, ticket.claim, ticket.tries)
        db.session.commit()
        return claimed


def _do(claimed: Claimed, stop: threading.Event) -> None:
    """Every way in which a job can end."""
    try:
        context = _begin(claimed)
        if context is not None:
            effect = _prepare(claimed, context, stop)
            _carry_out(claimed, context, effect)
    except Refused as refusal:
        _fail(claimed, refusal.message)
    except ClaimLost:
        log.warning("job taken over", job=str(claimed.id))
    except (Interrupted, OperationalError) as problem:
        log.warning("job interrupted", job=str(claimed.id), problem=type(problem).__name__)
        _let_go(claimed)
    except Exception as problem:
        log.exception("job failed", job=str(claimed.id), problem=type(problem).__name__)
        _fail(claimed, BROKEN)


def _begin(claimed: Claimed) -> Context | None:
    """The asker's own walls; None where there is nothing to do any more."""
    if claimed.tries > MOST_TRIES:
        raise Refused(TOO_OFTEN)
    with entered(Context(workspace=claimed.workspace)):
        query = (
            scoped(Job)
            .add_columns(Membership, Workspace.zone)
            .join(Membership, (Membership.workspace_id == Job.workspace_id) & (Membership.id == Job.asked_by_id))
            .join(Workspace, Workspace.id == Job.workspace_id)
            .where(Job.id == claimed.id)
        )
        found = db.session.execute(query).one_or_none()
        if found is None or not found[0].open:
            _drop_ticket(claimed)
            db.session.commit()
            return None
        job, by, zone = found
        if not by.active:
            raise Refused(GONE)
        job.state, job.started_at = JobState.RUNNING, clock.now()
        context = Context(claimed.workspace, by.wall, by.user_id, True, zone)
        db.session.commit()
        return context


def _prepare(claimed: Claimed, context: Context, stop: threading.Event) -> Effect:
    with _as_asker(claimed, replace(context, writes=False)) as (job, by):
        return kinds[job.kind](job, by, Progress(claimed.id, claimed.claim, stop))


def _carry_out(claimed: Claimed, context: Context, effect: Effect) -> None:
    """The effect, the job's end and the ticket's in one transaction: who lost her claim keeps nothing."""
    with _as_asker(claimed, context) as (job, by):
        _end(job, effect(by))
        if not _drop_ticket(claimed):
            raise ClaimLost
        db.session.commit()


def _end(job: Job, outcome: Outcome) -> None:
    job.state, job.message, job.ended_at = JobState.DONE, outcome.words[:500], clock.now()
    job.result = [outcome.endpoint, outcome.values]


def do_at_once(job: Job, by: Membership) -> None:
    """All of a job that was just asked for, in the transaction at hand: for stories that are told in a single one."""
    effect = kinds[job.kind](job, by, Progress(job.id, job.id, threading.Event(), told=False))
    job.started_at = clock.now()
    _end(job, effect(by))
    db.session.delete(db.session.get_one(JobTicket, job.id))


@contextmanager
def _as_asker(claimed: Claimed, context: Context) -> Iterator[tuple[Job, Membership]]:
    with entered(context):
        job = db.session.scalars(scoped(Job).where(Job.id == claimed.id)).one()
        by = db.session.scalars(scoped(Membership).where(Membership.id == job.asked_by_id)).one()
        g.member = by
        yield job, by


def _fail(claimed: Claimed, message: str) -> None:
    with entered(Context(workspace=claimed.workspace)):
        job = db.session.scalars(scoped(Job).where(Job.id == claimed.id)).one_or_none()
        if _drop_ticket(claimed) and job is not None:
            job.state, job.message, job.ended_at = JobState.FAILED, message[:500], clock.now()
        db.session.commit()


def _drop_ticket(claimed: Claimed) -> bool:
    db.session.flush()
    mine = (JobTicket.id == claimed.id) & (JobTicket.claim == claimed.claim)
    return db.session.execute(delete(JobTicket).where(mine)).rowcount == 1


def _let_go(claimed: Claimed) -> None:
    """Another may begin at once; how often it was tried still counts."""
    mine = (JobTicket.id == claimed.id) & (JobTicket.claim == claimed.claim)
    try:
        with entered(Context()):
            db.session.execute(update(JobTicket).where(mine).values(next_try_at=clock.now()))
            db.session.commit()
    except OperationalError:
        log.warning("job stays claimed until its claim lapses", job=str(claimed.id))
