"""What kinds of jobs there are, and what a job is given and gives back."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db

from .models import Job, JobTicket

# A worker that dies leaves its claim; after this another may begin anew.
CLAIM = timedelta(minutes=2)
TELL_EVERY_SECONDS = 0.5


class ClaimLost(Exception):
    """Another worker has taken the job over: whatever was done here must not be kept."""


class Interrupted(Exception):
    """The worker is asked to end."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job, in a sentence, and the page to go to: an endpoint with its values."""

    words: str
    endpoint: str = ""
    values: dict[str, str] = field(default_factory=dict)


@dataclass
class Progress:
    """Called with how much is done, of how much. It is committed on its own, so that pages can show it; unless it is
    not to be `told` at all."""

    ticket: UUID
    claim: UUID
    stop: threading.Event
    told: bool = True
    _told: float = 0.0

    def __call__(self, done: int, of: int) -> None:
        if self.stop.is_set():
            raise Interrupted
        if not self.told or (time.monotonic() - self._told < TELL_EVERY_SECONDS and done < of):
            return
        self._told = time.monotonic()
        self._tell(done=done, of=of, seen_at=clock.now(), next_try_at=clock.now() + CLAIM)

    def _tell(self, **values: Any) -> None:
        mine = (JobTicket.id == self.ticket) & (JobTicket.claim == self.claim)
        with entered(Context()):
            told = db.session.execute(update(JobTicket).where(mine).values(**values)).rowcount
            db.session.commit()
        if not told:
            raise ClaimLost


Effect = Callable[[Membership], Outcome]
Work = Callable[[Job, Membership, Progress], Effect]
kinds: dict[str, Work] = {}


def job_kind(name: str) -> Callable[[Work], Work]:
    """Register `work(job, by, progress)`: it reads and reckons for as long as it takes, inside the asker's walls.

    What it returns is called as `effect(by)` in one short transaction that also ends the job, so that a job has its
    whole effect once or none. `by` is the asker in the session at hand; records of the first part belong to a session
    that is gone. Either may raise `Refused`: the job has failed then, and says why. A job that was interrupted begins
    from the start.
    """

    def register(work: Work) -> Work:
        kinds[name] = work
        return work

    return register
