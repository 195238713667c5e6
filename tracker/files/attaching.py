"""Files are attached, taken away and put back; what is kept never outlives a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, BinaryIO

from sqlalchemy import event, func

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import BoundSession, db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped

from .checking import Checked, sum_of
from .models import Attachment
from .storage import new_key, storage
from .subjects import keeps_it, kind_of, kinds

MOST_ON_ONE = 40
LARGEST_SHELF = 2_000_000_000
KEPT_AFTER_REMOVAL = timedelta(days=30)


def attach(subject: Any, files: Sequence[Checked], *, by: Membership) -> list[Attachment]:
    """Keep `files` and put them to `subject`. Raises `Refused` where the record takes none, or no more."""
    kind = kind_of(subject)
    if kind.fixed(subject):
        raise Refused("This is signed or decided, so its files stay as they are.")
    return keep(subject, files, by=by)


def keep(subject: Any, files: Sequence[Checked], *, by: Membership) -> list[Attachment]:
    """The same for a record that is made together with its files."""
    if not files:
        return []
    _check_room(subject, files)
    rows = [_keep(subject, file, by) for file in files]
    db.session.flush()
    for row in rows:
        record("file.attached", row, by=by, after={"size": row.size})
    return rows


def _keep(subject: Any, file: Checked, by: Membership) -> Attachment:
    key = new_key(subject.workspace_id, subject.client_id)
    db.session.info.setdefault("files put", []).append(key)
    storage().put(key, file.content)
    row = Attachment(
        **subject.keys, subject_type=type(subject).__name__, subject_id=subject.id, name=file.name,
        kind=file.kind.ending, size=file.size, hash=file.hash, key=key, by_id=by.id,
    )  # fmt: skip
    db.session.add(row)
    return row


@dataclass(frozen=True, slots=True)
class Put:
    """A file of our own making that lies in the storage already: `kind` is its ending, `hash` its SHA-256."""

    name: str
    kind: str
    size: int
    hash: str
    key: str


def put_aside(subject: Any, name: str, kind: str, content: BinaryIO) -> Put:
    """Write a file of our own making into the storage, before there is a row for it: large files take their time, and
    nobody should wait for it behind a transaction that writes. Whoever does not go on to `hang` it removes it."""
    key = new_key(subject.workspace_id, subject.client_id)
    size, hash = sum_of(content)
    storage().put(key, content)
    return Put(name, kind, size, hash, key)


def hang(subject: Any, put: Put, *, by: Membership) -> Attachment:
    """The row of what was put aside. The verb that made it tells of it; where it is rolled back, the file goes too."""
    db.session.info.setdefault("files put", []).append(put.key)
    row = Attachment(
        **subject.keys, subject_type=type(subject).__name__, subject_id=subject.id, name=put.name, kind=put.kind,
        size=put.size, hash=put.hash, key=put.key, by_id=by.id,
    )  # fmt: skip
    db.session.add(row)
    return row


def _check_room(subject: Any, files: Sequence[Checked]) -> None:
    kept = scoped(Attachment).where(
        Attachment.engagement_id == subject.engagement_id, Attachment.purged_at.is_(None),
        Attachment.subject_type.not_in([name for name, kind in kinds.items() if kind.ours]),
    )  # fmt: skip
    used = db.session.scalar(kept.with_only_columns(func.coalesce(func.sum(Attachment.size), 0)))
    if used + sum(file.size for file in files) > LARGEST_SHELF:
        raise Refused("The files of this engagement fill its 2 GB. Remove some that are not needed.", "files")
    here = kept.where(Attachment.subject_id == subject.id).with_only_columns(func.count(Attachment.id))
    if db.session.scalar(here) + len(files) > MOST_ON_ONE:
        raise Refused(f"At most {MOST_ON_ONE} files belong to one record.", "files")


def remove(attachment: Attachment, *, by: Membership) -> None:
    """Take a file off its record. It can be put back for thirty days."""
    _check_free(attachment, by)
    if not attachment.there:
        raise Stale("This file has been removed already.")
    attachment.removed_at, attachment.removed_by_id = clock.now(), by.id
    record("file.removed", attachment, by=by)


def put_back(attachment: Attachment, *, by: Membership) -> None:
    _check_free(attachment, by)
    if attachment.there:
        raise Stale("This file is there already.")
    if attachment.purged_at is not None:
        raise Refused("This file was removed more than thirty days ago, and is gone.")
    attachment.removed_at = attachment.removed_by_id = None
    record("file.put_back", attachment, by=by)


def _check_free(attachment: Attachment, by: Membership) -> None:
    if not keeps_it(by, attachment):
        raise Refused("This is signed or decided, so its files stay as they are.")


@event.listens_for(BoundSession, "after_commit")
def _kept_for_good(session: BoundSession) -> None:
    session.info.pop("files put", None)


@event.listens_for(BoundSession, "after_rollback")
def _throw_away(session: BoundSession) -> None:
    """What was written for rows that never came to be. If even this is cut short, the worker finds it."""
    for key in session.info.pop("files put", ()):
        try:
            storage().remove(key)
        except Exception:
            return
