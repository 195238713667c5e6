"""Who carries a graduation out: claimed so that two workers never do the same, and let go by whoever dies."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select, update

from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.ids import new_id

from .models import GraduationTicket

# A worker that dies leaves its claim; after this another goes on.
CLAIM = timedelta(minutes=2)
LONGEST_WAIT = timedelta(minutes=10)


class ClaimLost(Exception):
    """Another worker goes on with it: whatever was begun here must not be kept."""


@dataclass(frozen=True, slots=True)
class Claim:
    """That this worker, and no other, carries the graduation of this id out."""

    id: UUID
    workspace: UUID
    client: UUID
    mark: UUID
    tries: int

    def hold(self, **values: Any) -> None:
        """In the transaction at hand: it is committed only while the claim is ours."""
        if not self._write(next_try_at=clock.now() + CLAIM, **values):
            raise ClaimLost

    def hold_alone(self, **values: Any) -> None:
        """The same in a transaction of its own."""
        with entered(Context()):
            self.hold(**values)
            db.session.commit()

    def put_off(self) -> None:
        """Try again later, and later still each time."""
        wait = min(LONGEST_WAIT, timedelta(seconds=15) * 2 ** min(self.tries, 8))
        with entered(Context()):
            self._write(next_try_at=clock.now() + wait)
            db.session.commit()

    def let_go(self) -> None:
        with entered(Context()):
            self._write(next_try_at=clock.now())
            db.session.commit()

    def drop(self) -> None:
        """Nothing is left to do: in the transaction at hand."""
        db.session.execute(delete(GraduationTicket).where(*self._mine()))

    def _write(self, **values: Any) -> bool:
        return db.session.execute(update(GraduationTicket).where(*self._mine()).values(**values)).rowcount == 1

    def _mine(self) -> tuple[Any, ...]:
        return GraduationTicket.id == self.id, GraduationTicket.claim == self.mark


def claim_next() -> Claim | None:
    """Take what waits longest; None where nothing does. Looking takes no lock."""
    with entered(Context(writes=False)):
        if db.session.scalar(_due().with_only_columns(GraduationTicket.id).limit(1)) is None:
            return None
    with entered(Context()):
        ticket = db.session.scalar(_due().limit(1).with_for_update(skip_locked=True))
        if ticket is None:
            return None
        ticket.claim, ticket.next_try_at, ticket.tries = new_id(), clock.now() + CLAIM, ticket.tries + 1
        taken = Claim(ticket.id, ticket.workspace_id, ticket.client_id, ticket.claim, ticket.tries)
        db.session.commit()
        return taken


def _due() -> Select[tuple[GraduationTicket]]:
    due = select(GraduationTicket).where(GraduationTicket.next_try_at <= clock.now())
    return due.order_by(GraduationTicket.next_try_at)
