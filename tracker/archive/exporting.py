"""Writing an archive: everything of a scope, as it stood at one moment. The ZIP's bytes follow from the content."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from sqlalchemy import LargeBinary, func, select

from tracker.audit import AuditEvent
from tracker.core.context import entered
from tracker.core.database import db
from tracker.files.storage import Gone, known, storage
from tracker.tenancy import Workspace, scoped

from .content import rows_of_part
from .forward import known_revisions
from .manifest import SCHEMA, Manifest, Table, described, moment_text
from .parts import Part, Scope, parts_of
from .plain import Row, Sums, plain, sum_of, text_of
from .shapes import schema_of, written
from .zips import MANIFEST, ZipWriter

Progress = Callable[[int, int], None]


def export(scope: Scope, out: BinaryIO, progress: Progress = lambda done, of: None) -> Manifest:
    """Write the archive of `scope` to `out`. All is read within the scope's own walls and of one moment.

    `progress` is told how many rows are written, of how many. Raises `LookupError` where there is no such workspace.
    """
    with entered(scope.context()):
        return _Export(scope, ZipWriter(out), progress).run()


class _Export:
    def __init__(self, scope: Scope, zipped: ZipWriter, progress: Progress):
        self.scope, self.zipped, self.progress = scope, zipped, progress
        self.sums, self.tables = Sums(), list[Table]()
        self.done, self.of = 0, 0
        # What is to be written once all rows are, by its hash: where the store has it, or which row carries it.
        self.stored: dict[str, str] = {}
        self.carried: list[Part] = []
        self.written: set[str] = set()
        self.missing: set[str] = set()
        self.bytes = 0

    def run(self) -> Manifest:
        workspace = db.session.scalar(select(Workspace).where(Workspace.id == self.scope.workspace))
        if workspace is None:
            raise LookupError("There is no such workspace.")
        self.of = sum(_count(part, self.scope) for part in parts_of(self.scope))
        for part in parts_of(self.scope):
            self._table(part)
        self._files()
        manifest = self._manifest(workspace)
        self.zipped.write("schema/manifest.json", written(SCHEMA))
        for part in parts_of(self.scope):
            self.zipped.write(f"schema/{part.name}.json", written(schema_of(part)))
        self.zipped.write(MANIFEST, manifest.written())
        self.zipped.close()
        self.progress(self.of, self.of)
        return manifest

    def _table(self, part: Part) -> None:
        total, count = hashlib.sha256(), 0
        with self.zipped.entry(f"rows/{part.name}.jsonl") as entry:
            for row in rows_of_part(part, self.scope):
                values = plain(part, row)
                self.sums.add(part, values)
                line = text_of(values) + b"\n"
                total.update(line)
                entry.write(line)
                count += 1
                self._note_file(part, row)
                self._tell()
        if part.heavy and count:
            self.carried.append(part)
        content = self.sums.tables.get(part.name, sum_of(b""))
        self.tables.append(Table(part.name, count, content, total.hexdigest()))

    def _tell(self) -> None:
        self.done += 1
        if self.done % 200 == 0:
            self.progress(min(self.done, self.of), self.of)

    def _note_file(self, part: Part, row: Row) -> None:
        if not part.stored or row.get("purged_at") is not None:
            return
        if known(row["key"]) and _is_there(row["key"]):
            self.stored.setdefault(row["hash"], row["key"])
        else:
            self.missing.add(str(row["id"]))

    def _files(self) -> None:
        for name, key in sorted(self.stored.items()):
            self._file(name, storage().read(key))
        for part in self.carried:
            columns = [one.name for one in part.columns if isinstance(one.type, LargeBinary)]
            for row in rows_of_part(part, self.scope):
                for content in (row[name] for name in columns if row[name] is not None):
                    self._file(sum_of(content), iter([content]))

    def _file(self, name: str, pieces: Iterator[bytes]) -> None:
        if name in self.written:
            return
        self.written.add(name)
        with self.zipped.entry(f"files/{name}", squeezed=False) as entry:
            for piece in pieces:
                self.bytes += len(piece)
                entry.write(piece)

    def _manifest(self, workspace: Workspace) -> Manifest:
        newest = db.session.scalar(_inside(AuditEvent, self.scope).with_only_columns(func.max(AuditEvent.at)))
        return Manifest(
            known_revisions()[-1], self.scope.client, described(workspace), moment_text(newest) if newest else None,
            self.sums.whole, tuple(self.tables), len(self.written), self.bytes, frozenset(self.missing),
        )  # fmt: skip


def _count(part: Part, scope: Scope) -> int:
    """People of the practice that a client's rows name are not counted: it is how far one is, no more."""
    query = _inside(part.model, scope).with_only_columns(func.count(part.model.id))
    return db.session.scalar(query) or 0


def _inside(model: Any, scope: Scope) -> Any:
    query = scoped(model).where(model.workspace_id == scope.workspace)
    return query if scope.client is None else query.where(model.client_wall() == scope.client)


def _is_there(key: str) -> bool:
    try:
        pieces = storage().read(key)
    except Gone:
        return False
    close: Callable[[], None] = getattr(pieces, "close", lambda: None)
    close()
    return True
