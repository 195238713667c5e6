"""An import: kept when it is uploaded, looked at as often as one likes, written down by the worker in one go."""

import hashlib
from typing import Any
from uuid import UUID

from sqlalchemy import or_, update

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Engagement
from tracker.jobs import Job, Outcome, Progress, ask_for, job_kind
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

from ..asking import Asking, withdraw
from ..checking import Ground, Piece, ground_of
from ..logging import enter
from ..models import Why, WorkEntry, WorkImport, WorkQuestion
from .rows import Tell, Understood, names_of, understand
from .table import Table, decoded, read_table

MOST_PEOPLE = 1000


def keep_upload(engagement: Engagement, name: str, data: bytes, *, by: Membership) -> WorkImport:
    """Keep a file that can be read as a table of work. Nothing is logged by that."""
    text, encoding = decoded(data)
    read_table(text)
    kept = WorkImport(
        **engagement.keys, by_id=by.id, name=(name or "Pasted text")[:160], text=text, encoding=encoding,
        digest=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip
    db.session.add(kept)
    db.session.flush()
    return kept


def looked_at(
    found: WorkImport, by: Membership, tell: Tell | None = None, ground: Ground | None = None
) -> tuple[Table, Understood]:
    """The file as it would be written down now. Two statements, and two for a `ground` that is not given."""
    table = read_table(found.text)
    ground = ground or ground_of(found.engagement_id)
    activities = scoped(Activity).where(Activity.engagement_id == found.engagement_id)
    here = or_(Membership.client_id == found.client_id, Membership.client_id.is_(None))
    people = scoped(Membership).where(here, Membership.ended_at.is_(None)).limit(MOST_PEOPLE)
    names = names_of(db.session.scalars(activities).all(), db.session.scalars(people).all(), by)
    return table, understand(table, names, by, ground, tell)


def came_before(found: WorkImport) -> WorkImport | None:
    """An import of the very same file that stands in the log of this engagement."""
    query = scoped(WorkImport).where(
        WorkImport.engagement_id == found.engagement_id, WorkImport.digest == found.digest,
        WorkImport.id != found.id, WorkImport.done_at.is_not(None), WorkImport.taken_back_at.is_(None),
    )  # fmt: skip
    return db.session.scalars(query.order_by(WorkImport.id.desc()).limit(1)).one_or_none()


def begin(found: WorkImport, *, by: Membership, again: bool = False) -> Job:
    """Put it before the worker. Raises `Refused` while a row is bad, or when the same file stands in the log."""
    _lock(found)
    if found.job_id is not None:
        raise Stale("This import was begun already.")
    if found.by_id != by.id:
        raise Refused("Whoever brought the file begins the import.")
    _, understood = looked_at(found, by)
    _refuse_bad(understood)
    if not again and came_before(found) is not None:
        raise Refused("This very file was imported before. Say that you want it twice.", "again")
    title = f"Import of {len(understood.pieces):,} work entries"
    home = ("worklog.import_page", {"id": str(found.id)})
    job = ask_for("worklog.import", title, by=by, args={"import": str(found.id)}, home=home)
    found.job_id = job.id
    return job


@job_kind("worklog.import")
def _import(job: Job, by: Membership, progress: Progress) -> Any:
    """Every row is looked at once more before anything is written: much may have changed since the preview."""
    id = UUID(job.args["import"])
    _refuse_bad(looked_at(_one(id), by, progress)[1])

    def write(by: Membership) -> Outcome:
        found = _one(id)
        count = write_down(found, by=by)
        return Outcome(f"{count:,} entries were imported.", "worklog.import_page", {"id": str(id)})

    return write


def write_down(found: WorkImport, *, by: Membership) -> int:
    """All of it, in the transaction at hand. Returns how many entries."""
    _lock(found)
    if found.done_at is not None:
        raise Refused("This file was imported already.")
    _, understood = looked_at(found, by)
    _refuse_bad(understood)
    ground, asking = ground_of(found.engagement_id), AskingOnce(by, found)
    for piece in understood.pieces:
        enter(piece, by, ground, asking, import_id=found.id)
    found.entries, found.done_at = len(understood.pieces), clock.now()
    db.session.flush()
    _record("work.imported", found, by)
    return found.entries


def take_all_back(found: WorkImport, *, by: Membership, because: str) -> None:
    """The whole import stops counting, and stays on record."""
    if not because:
        raise Refused("Say why it is taken back.", "because")
    _lock(found)
    if found.done_at is None or found.taken_back_at is not None:
        raise Stale("There is nothing to take back any more.")
    found.taken_back_at = clock.now()
    hers = (WorkEntry.import_id == found.id) & WorkEntry.taken_back_at.is_(None)
    asked = scoped(WorkEntry).with_only_columns(WorkEntry.question_id).where(hers).distinct()
    withdraw(db.session.scalars(asked).all(), whole_import=True)
    db.session.flush()
    db.session.execute(update(WorkEntry).where(hers).values(taken_back_at=clock.now()))
    db.session.expire_all()
    _record("work.import_taken_back", found, by, because)


class AskingOnce(Asking):
    """One question for all that an import says of a person, instead of one for each row."""

    def __init__(self, by: Membership, found: WorkImport):
        super().__init__(by)
        self.found = found
        self._put: dict[tuple[UUID, Why], WorkQuestion] = {}

    def _drawn(self, entry: WorkEntry) -> bool:
        return True

    def _ask(self, entry: WorkEntry, piece: Piece, asked: UUID, why: Why) -> None:
        question = self._put.get((asked, why))
        if question is None:
            keys = piece.activity.keys
            question = WorkQuestion(**keys, asked_id=asked, asked_by_id=self.by.id, why=why, what="", entries=0)
            db.session.add(question)
            db.session.flush()
            self._put[asked, why] = question
        question.entries += 1
        whose = piece.person.name if why == Why.NAMED else "the client"
        question.what = f"{question.entries:,} entries from the file {self.found.name}, as work of {whose}"[:400]
        entry.question_id = question.id


def _refuse_bad(understood: Understood) -> None:
    if understood.bad:
        first, more = understood.bad[0], len(understood.bad) - 1
        rest = f" {more:,} more {'row is' if more == 1 else 'rows are'} not right either." if more else ""
        raise Refused(f"Line {first.line}: {first.reason}{rest} Nothing was imported.")


def _one(id: UUID) -> WorkImport:
    return db.session.scalars(scoped(WorkImport).where(WorkImport.id == id)).one()


def _lock(found: WorkImport) -> None:
    db.session.flush()
    db.session.refresh(found, with_for_update=True)


def _record(verb: str, found: WorkImport, by: Membership, because: str = "") -> None:
    engagement = db.session.scalars(scoped(Engagement).where(Engagement.id == found.engagement_id)).one()
    after = {"entries": found.entries, "file": found.name}
    record(verb, engagement, by=by, because=because, after=after)


