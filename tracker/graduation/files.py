"""The bytes of a client's files, copied under the keys that their rows have in the new workspace."""

import hashlib
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

from sqlalchemy import Table

from tracker.core.context import Context, entered
from tracker.files.storage import CHUNK, Gone, known, storage

from .claims import Claim
from .rows import Passage, Row, batches, tables_that_move

IN_MEMORY = 64 * CHUNK


def copy_files(passage: Passage, claim: Claim) -> int:
    """Every file that its row says is there; those copied before are passed over. Returns how many."""
    count = 0
    for row in _rows(passage):
        old = row["key"].replace(f"/{passage.new}/", f"/{passage.old}/")
        count += _copy(old, row["key"], row["hash"])
        claim.hold_alone()
    return count


def stored_tables() -> list[Table]:
    """Those whose rows name bytes in the store of files."""
    return [table for table in tables_that_move() if {"key", "hash", "size"} <= set(table.c.keys())]


def _rows(passage: Passage) -> Iterator[Row]:
    for table in stored_tables():
        with entered(Context(workspace=passage.new, writes=False)):
            found = [row for rows in batches(table, passage, passage.new) for row in rows]
        yield from (row for row in found if row["key"] and known(row["key"]))


def _copy(old: str, new: str, wanted: str) -> bool:
    if _hash(new) == wanted:
        return True
    with SpooledTemporaryFile(IN_MEMORY) as content:
        mark = hashlib.sha256()
        try:
            for piece in storage().read(old):
                mark.update(piece)
                content.write(piece)
        except Gone:  # removed a month ago: the row stays, the bytes are gone here too
            return False
        storage().put(new, content)  # type: ignore[arg-type]
    return mark.hexdigest() == wanted


def _hash(key: str) -> str | None:
    mark = hashlib.sha256()
    try:
        for piece in storage().read(key):
            mark.update(piece)
    except Gone:
        return None
    return mark.hexdigest()
