"""An owner takes everything of her organisation out: asked for on a page, made by the worker, kept for a week."""

import hashlib
import tempfile
from typing import BinaryIO

from sqlalchemy import select

from tracker.access import Can
from tracker.access.policies import allows, seen_when
from tracker.accounts.models import Membership
from tracker.accounts.workspaces import slug_from
from tracker.audit import record
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.daily import every_day
from tracker.files.room import told_plainly
from tracker.files.storage import CHUNK, storage
from tracker.files.tidying import keeps_bytes
from tracker.jobs import Job, Outcome, Progress, ask_for, job_kind
from tracker.jobs.kinds import Effect
from tracker.jobs.models import JobState
from tracker.tenancy import scoped

from .exporting import export
from .models import Export
from .parts import Scope
from .putting import key_of

KIND = "archive.export"
SHOWN = 10
MOST_FORGOTTEN = 200
keeps_bytes(Export)


def ask(*, by: Membership) -> Job:
    """Put the export of everything of her client before the worker. Raises `Refused` while one is being made."""
    under_way = scoped(Job).where(
        Job.asked_by_id == by.id, Job.kind == KIND, Job.state.in_([JobState.WAITING, JobState.RUNNING])
    )
    if db.session.scalar(under_way.with_only_columns(Job.id).limit(1)) is not None:
        raise Refused("One is being made already. You find it under “Long work”.")
    return ask_for(KIND, "Everything of your organisation as one file", by=by, home=("archive.exports", {}))


def newest_of(member: Membership) -> list[Export]:
    """Hers alone, the newest first. One statement."""
    query = scoped(Export).where(Export.asked_by_id == member.id).order_by(Export.id.desc()).limit(SHOWN)
    return [*db.session.scalars(query)]


@seen_when
def _only_who_asked(member: Membership, record: object) -> bool:
    return not isinstance(record, Export) or record.asked_by_id == member.id


@job_kind(KIND)
def _make(job: Job, by: Membership, progress: Progress) -> Effect:
    """Read within the client's own walls, so that nothing of anybody else can be among it."""
    if by.client_id is None:
        raise Refused("Only a client's owner takes her organisation's content out.")
    scope, id = Scope(by.workspace_id, by.client_id), job.id
    key = key_of(by.workspace_id, by.client_id, id)
    with told_plainly(), tempfile.TemporaryFile() as out:
        made = export(scope, out, progress)
        size, total = _sum_of(out)
        storage().put(key, out)

    def write(by: Membership) -> Outcome:
        if not allows(Can.EXPORT, by):
            raise Refused("Only an owner takes the organisation's content out. Nothing was kept.")
        name = db.session.scalars(select(Client.name).where(Client.id == scope.client)).one()
        kept = Export(
            id=id, client_id=scope.client, asked_by_id=by.id, key=key, size=size, hash=total, content=made.content,
            rows=made.rows, files=made.files, name=f"{slug_from(name)}-{clock.today().isoformat()}.zip",
        )  # fmt: skip
        db.session.add(kept)
        db.session.flush()
        record("export.made", kept, by=by, after={"rows": made.rows, "files": made.files, "content": made.content})
        words = f"{made.rows:,} rows and {made.files:,} files are in it. Fetch it within seven days."
        return Outcome(words, "archive.exports", {})

    return write


def _sum_of(file: BinaryIO) -> tuple[int, str]:
    total, size = hashlib.sha256(), 0
    file.seek(0)
    while piece := file.read(CHUNK):
        total.update(piece)
        size += len(piece)
    return size, total.hexdigest()


@every_day
def forget_old_exports() -> int:
    """Take away the bytes of what nobody may fetch any more, in the workspace at hand. Commits; returns how many."""
    old = scoped(Export).where(Export.made_at < clock.now() - Export.LASTS, Export.gone_at.is_(None))
    found = [*db.session.scalars(old.order_by(Export.id).limit(MOST_FORGOTTEN))]
    for one in found:
        storage().remove(one.key)
        one.gone_at = clock.now()
    db.session.commit()
    return len(found)
