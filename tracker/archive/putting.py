"""Writing rows into a workspace, ids kept. They never pass the models, so that nothing is recorded or reckoned anew."""

import hashlib
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO
from uuid import UUID

from sqlalchemy import JSON, Column, MetaData, Table, insert
from sqlalchemy.dialects.postgresql import JSONB

from tracker.accounts.users import user_of
from tracker.core.database import db
from tracker.files.storage import Gone, known, storage
from tracker.tenancy import Workspace, scoped, unscoped

from .parts import GIVEN_BY_THE_WORKSPACE, Part, parts
from .plain import Row

IN_ONE_GO = 500
Content = Callable[[Row], BinaryIO | None]


def kept_here(row: Row) -> BinaryIO | None:
    """The bytes of a row of this installation; None where they are gone."""
    if not known(row["key"]):
        return None
    file = tempfile.SpooledTemporaryFile(max_size=1_000_000)
    try:
        for piece in storage().read(row["key"]):
            file.write(piece)
    except Gone:
        return None
    return file  # type: ignore[return-value]


def put(rows: Iterable[tuple[str, Row]], *, into: UUID, content: Content = kept_here) -> Counter[str]:
    """Write `rows`, as `rows_of` orders them, into the workspace that the session at hand is bound to.

    Ids are kept. Users are found by their address, or made without a password. Numbers of clients and engagements are
    kept where they are free. `content(row)` opens the bytes that a row names; they are stored once all rows are
    written, so that a row which is there already is refused before its bytes are touched, and are taken away again
    with a rollback. Their place follows from workspace and id: beginning again after a crash finds its own files.
    Returns how many rows of each table. Committing is the caller's.
    """
    if db.session().context.workspace != into or db.session().context.client is not None:
        raise ValueError("Rows are put by a session that is bound to the whole workspace they go into.")
    written: Counter[str] = Counter()
    place, waiting = _Place(into), []
    for name, batch in _batches(_parents_first(rows)):
        part = parts()[name]
        made = [place.row(part, row) for row in batch]
        db.session.execute(unscoped(insert(_bare(part)), "whole rows of one workspace are written as they were"), made)
        waiting += [(new, old) for new, old in zip(made, batch, strict=True) if part.stored and _has_bytes(old)]
        written[name] += len(made)
    for new, old in waiting:
        _store(new["key"], content(old))
    return written


def _batches(rows: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, list[Row]]]:
    name, batch = "", []
    for table, row in rows:
        if batch and (table != name or len(batch) == IN_ONE_GO):
            yield name, batch
            batch = []
        name = table
        batch.append(row)
    if batch:
        yield name, batch


def _parents_first(rows: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    """Within a table whose rows name each other, those named come first."""
    there: set[UUID] = set()
    held: dict[UUID, list[tuple[str, Row]]] = {}
    for name, row in rows:
        column = _names_its_own(name)
        if column is None:
            yield name, row
        elif row[column] is None or row[column] in there:
            yield from _with_followers(name, row, there, held)
        else:
            held.setdefault(row[column], []).append((name, row))
    for followers in held.values():
        yield from followers  # whose parents are nowhere: the database refuses them


def _with_followers(
    name: str, row: Row, there: set[UUID], held: dict[UUID, list[tuple[str, Row]]]
) -> Iterator[tuple[str, Row]]:
    ready = [(name, row)]
    while ready:
        table, one = ready.pop()
        there.add(one["id"])
        yield table, one
        ready += held.pop(one["id"], [])


@cache
def _names_its_own(name: str) -> str | None:
    own = [key.column_keys[-1] for key in parts()[name].keys() if key.referred_table.name == name]
    return own[0] if own else None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What of a table's columns travels, which name people, and which the workspace gives."""

    columns: tuple[tuple[str, bool], ...]
    people: tuple[str, ...]
    given: tuple[Column[Any], ...]


@cache
def _plan(part: Part) -> _Plan:
    given = (one for one in part.columns if f"{part.name}.{one.name}" in GIVEN_BY_THE_WORKSPACE)
    return _Plan(
        tuple((one.name, part.travels(one)) for one in part.columns), tuple(one.name for one in part.people()),
        tuple(given),
    )  # fmt: skip


class _Place:
    """Where rows go: what the workspace and the installation give them."""

    def __init__(self, workspace: UUID):
        self.workspace = workspace
        self.users: dict[str, UUID] = {}
        self.taken: dict[str, set[int]] = {}

    def row(self, part: Part, row: Row) -> Row:
        plan = _plan(part)
        values = {name: row[name] if travels else None for name, travels in plan.columns}
        values["workspace_id"] = self.workspace
        for name in plan.people:
            address = row[name]
            values[name] = self._user(address, row.get("name") or address) if address else None
        for column in plan.given:
            values[column.name] = self._given(part, column, row[column.name])
        if part.stored:
            values["key"] = key_of(self.workspace, values["client_id"], values["id"])
        return values

    def _user(self, address: str, name: str) -> UUID:
        if address not in self.users:
            self.users[address] = user_of(address, name).id
        return self.users[address]

    def _given(self, part: Part, column: Column[Any], wished: Any) -> Any:
        if part.name != "membership":
            return self._number(part, column, wished)
        return column.name == "own" and db.session.get_one(Workspace, self.workspace).owned_by_client

    def _number(self, part: Part, column: Column[Any], wished: int) -> int:
        """The same number where it is free, else the next."""
        if part.name not in self.taken:
            query = scoped(part.model).with_only_columns(part.attribute(column))
            self.taken[part.name] = set(db.session.scalars(query))
        taken = self.taken[part.name]
        number = wished if wished not in taken else max(taken) + 1
        taken.add(number)
        return number


def key_of(workspace: UUID, client: UUID, id: UUID) -> str:
    """Where the bytes of this row lie: always the same place, so that beginning again leaves nothing behind."""
    name = hashlib.sha256(workspace.bytes + id.bytes).hexdigest()[:32]
    return f"{name[:2]}/{workspace}/{client}/{name}"


def _has_bytes(row: Row) -> bool:
    return row.get("purged_at") is None


def _store(key: str, file: BinaryIO | None) -> None:
    if file is None:
        return
    with file:
        db.session.info.setdefault("files put", []).append(key)
        storage().put(key, file)


@cache
def _bare(part: Part) -> Table:
    """The table without the models' defaults: what is NULL stays NULL."""
    columns = [Column(one.name, _bare_type(one)) for one in part.table.columns]
    return Table(part.name, MetaData(), *columns)


def _bare_type(column: Column[Any]) -> Any:
    if isinstance(column.type, JSON) and column.nullable:
        return JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    return column.type
