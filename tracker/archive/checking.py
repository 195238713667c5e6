"""Checking an archive, all of it, before anything of it is written: what is not as an export makes it is refused whole.
"""

import hashlib
import json
import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, NoReturn
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, LargeBinary

from tracker.access.roles import CLIENT_ROLES, PRACTICE_ROLES
from tracker.files.kinds import KINDS

from .forward import Forward
from .manifest import Manifest, Table, read_manifest
from .parts import GIVEN_BY_THE_WORKSPACE, Part, Scope, parts_of
from .plain import Row, native, sum_of, text_of
from .scratch import Named, Seen, scratch
from .shapes import may_be_unfit, problem_with, schema_of, unfit_text
from .zips import LARGEST_FILE, BadArchive, ZipReader

MOST_ROWS = 50_000_000
IN_ONE_GO = 500
NOBODY = UUID(int=0)


@dataclass
class Archive:
    """An archive that is open. `rows` are as today's tables take them, in the order of their keys."""

    zipped: ZipReader
    manifest: Manifest

    def __post_init__(self) -> None:
        self.forward = Forward(self.manifest.revision)
        self.tables = {table.name: table for table in self.manifest.tables}

    @property
    def scope(self) -> Scope:
        """Whose content it is, wherever it goes."""
        return Scope(NOBODY, self.manifest.client)

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Of an archive that was checked."""
        for part in parts_of(self.scope):
            for _, row in self.rows_of(part):
                yield part.name, self._with_bytes(part, native(part, row))

    def rows_of(self, part: Part) -> Iterator[tuple[int, Row]]:
        """(number of the line, row as plain JSON), brought forward."""
        for number, row in self.forward.rows(part.name, self.lines):
            yield number, self.forward.filled(part, row)

    def lines(self, name: str) -> Iterator[tuple[int, Row]]:
        """As they are in the archive; none of a table that is not in it."""
        if name not in self.tables:
            return
        for number, line in enumerate(self.zipped.lines(f"rows/{name}.jsonl"), start=1):
            yield number, _read(line, name, number)

    def content(self, row: Row) -> BinaryIO | None:
        """The bytes that a row names, as `put` asks for them."""
        if str(row["id"]) in self.manifest.missing:
            return None
        file = tempfile.SpooledTemporaryFile(max_size=1_000_000)
        for piece in self.zipped.pieces(f"files/{row['hash']}"):
            file.write(piece)
        return file  # type: ignore[return-value]

    def _with_bytes(self, part: Part, row: Row) -> Row:
        for column in part.columns:
            if isinstance(column.type, LargeBinary) and row[column.name] is not None:
                row[column.name] = self.zipped.read(f"files/{row[column.name]}", LARGEST_FILE)
        return row


@contextmanager
def opened(source: BinaryIO) -> Iterator[Archive]:
    """The archive in `source`, its directory and manifest checked. Raises `BadArchive`."""
    zipped = ZipReader(source)
    try:
        yield Archive(zipped, read_manifest(zipped))
    finally:
        zipped.close()


def check(archive: Archive) -> None:
    """Read all of it once. Raises `BadArchive` with the first thing that is wrong."""
    _check_parts(archive)
    files: set[str] = set()
    with scratch() as seen:
        for table in archive.manifest.tables:
            _check_sums(archive, table)
        _check_whole(archive.manifest)
        for part in parts_of(archive.scope):
            _Rows(archive, part, seen, files).check()
        if not seen.all_remembered_are_there():
            raise BadArchive("A row names another of its table that is not there.")
    _check_files(archive, files)


def _check_parts(archive: Archive) -> None:
    known = {part.name for part in parts_of(archive.scope)}
    told = set(archive.tables)
    if not archive.forward.old and told != known:
        odd = sorted(told ^ known)[0]
        raise BadArchive(f"The table “{odd}” is missing." if odd in known else f"“{odd}” is no table of an archive.")
    there = {name for name in archive.zipped.entries if name.startswith("rows/")}
    wanted = {f"rows/{name}.jsonl" for name in told}
    if there != wanted:
        odd = sorted(there ^ wanted)[0]
        raise BadArchive(f"“{odd}” is missing." if odd in wanted else f"“{odd}” is not in the manifest.")
    if archive.manifest.rows > MOST_ROWS:
        raise BadArchive("It has more rows than any archive.")


def _check_sums(archive: Archive, table: Table) -> None:
    """The bytes and the content of one part are what the manifest says."""
    total, content, count = hashlib.sha256(), hashlib.sha256(), 0
    name = f"rows/{table.name}.jsonl"
    for line in archive.zipped.lines(name):
        count += 1
        total.update(line)
        row = _read(line, table.name, count)
        counted = {key: value for key, value in row.items() if f"{table.name}.{key}" not in GIVEN_BY_THE_WORKSPACE}
        content.update(text_of(counted) + b"\n")
        if count > table.rows:
            break
    if count != table.rows:
        raise BadArchive(f"“{name}” does not have the {table.rows} rows that the manifest tells of.")
    if total.hexdigest() != table.sha256 or content.hexdigest() != table.content:
        raise BadArchive(f"“{name}” is not what the manifest tells of: it was changed, or is damaged.")


def _check_whole(manifest: Manifest) -> None:
    with_rows = sorted((one for one in manifest.tables if one.rows), key=lambda one: one.name)
    if manifest.content != sum_of("".join(f"{one.name} {one.content}\n" for one in with_rows).encode()):
        raise BadArchive("The sum of its content is not what the manifest tells.")


class _Rows:
    """The check of one table's rows, some hundred at a time."""

    def __init__(self, archive: Archive, part: Part, seen: Seen, files: set[str]):
        self.archive, self.part, self.seen, self.files = archive, part, seen, files
        self.schema, self.number = schema_of(part), 0
        self.bytes = [one.name for one in part.columns if isinstance(one.type, LargeBinary)]

    def check(self) -> None:
        batch: list[Row] = []
        for number, plain_row in self.archive.rows_of(self.part):
            self.number = number
            if problem := problem_with(self.schema, plain_row):
                self._refuse(problem)
            batch.append(self._one(plain_row))
            if len(batch) == IN_ONE_GO:
                self._together(batch)
                batch = []
        self._together(batch)

    def _one(self, plain_row: Row) -> Row:
        try:
            row = native(self.part, plain_row)
        except (ValueError, TypeError, OverflowError):
            self._refuse("a value is not of its kind")
        self._check_walls(row)
        self.files.update(row[name] for name in self.bytes if row[name] is not None)
        if self.part.stored:
            self._check_stored(row)
        return row

    def _check_walls(self, row: Row) -> None:
        client, of_part = self.archive.manifest.client, "client_id" in self.part.table.c
        belongs_to = row["id"] if self.part.name == "client" else row["client_id"] if of_part else None
        if self.part.name == "membership":
            practice = row["role"] in PRACTICE_ROLES
            if practice != (belongs_to is None) or (not practice and row["role"] not in CLIENT_ROLES):
                self._refuse("somebody has a role that is not for her side")
            if client is not None and practice and row["ended_at"] is None:
                self._refuse("somebody of the practice has an open place in a client's archive")
            if practice:
                return
        if client is not None and belongs_to != client:
            self._refuse("it belongs to another client")

    def _check_stored(self, row: Row) -> None:
        if "kind" in row and row["kind"] not in KINDS:
            self._refuse("it is a file of an unknown kind")
        if row.get("purged_at") is not None or str(row["id"]) in self.archive.manifest.missing:
            return
        name = f"files/{row['hash']}"
        if name not in self.archive.zipped.entries:
            self._refuse(f"“{name[:80]}” is missing")
        if self.archive.zipped.size(name) != row["size"]:
            self._refuse(f"“{name}” is not as large as it says")
        self.files.add(row["hash"])

    def _together(self, batch: list[Row]) -> None:
        name = self.part.name
        if not self.seen.add(name, [(row["id"].bytes, _bytes(self._client(row))) for row in batch]):
            self._refuse("an id is there twice")
        for key in self.part.keys():
            wanted = {named for row in batch if (named := self._named(key, row))}
            if key.referred_table.name == name:
                self.seen.remember(name, wanted)
            elif not self.seen.have(key.referred_table.name, wanted):
                self._refuse(f"its “{key.column_keys[-1]}” names a row that is not in the archive")

    def _client(self, row: Row) -> UUID | None:
        return row["id"] if self.part.name == "client" else row.get("client_id")

    def _named(self, key: ForeignKeyConstraint, row: Row) -> Named | None:
        """Which row is named, and whose it must be; None where a part of the key is empty, which names nothing."""
        columns = [name for name in key.column_keys if name != "workspace_id"]
        values = [row[name] for name in columns]
        if any(value is None for value in values):
            return None
        walled = "client_id" in columns and len(columns) > 1
        return values[-1].bytes, row["client_id"].bytes if walled else None

    def _refuse(self, what: str) -> NoReturn:
        raise BadArchive(f"rows/{self.part.name}.jsonl, near line {self.number}: {what}.")


def _check_files(archive: Archive, wanted: set[str]) -> None:
    there = {name.removeprefix("files/") for name in archive.zipped.entries if name.startswith("files/")}
    if there != wanted:
        odd = sorted(there ^ wanted)[0]
        raise BadArchive(f"“files/{odd}” is {'missing' if odd in wanted else 'named by no row'}.")
    size = sum(archive.zipped.size(f"files/{name}") for name in there)
    if (len(there), size) != (archive.manifest.files, archive.manifest.file_bytes):
        raise BadArchive("The manifest does not tell of the files that are there.")
    for name in sorted(there):
        total = hashlib.sha256()
        for piece in archive.zipped.pieces(f"files/{name}"):
            total.update(piece)
        if total.hexdigest() != name:
            raise BadArchive(f"“files/{name}” is not what its name says: it was changed, or is damaged.")


def _read(line: bytes, name: str, number: int) -> Row:
    try:
        row = json.loads(line, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError):
        raise BadArchive(f"rows/{name}.jsonl, line {number}: this is no JSON.") from None
    problem = "this is no row" if not isinstance(row, dict) else unfit_text(row) if may_be_unfit(line) else None
    if problem:
        raise BadArchive(f"rows/{name}.jsonl, line {number}: {problem}.")
    return row  # type: ignore[no-any-return]


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _bytes(id: UUID | None) -> bytes | None:
    return None if id is None else id.bytes
