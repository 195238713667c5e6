"""What a client takes along, found from the tables themselves, and how each row reads in its new place.

Works past the ORM, since whole rows travel as they are: every statement names its workspace and its client itself, and
PostgreSQL's walls stand around it as around any other.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Table, or_, select

from tracker.accounts.models import Membership
from tracker.core.database import Base, db
from tracker.tenancy import AppendOnly, WorkspaceModel, unscoped
from tracker.tenancy.scope import tenant_models

from .models import Graduation

# Rows that hold whole documents travel a few at a time.
BATCH, FEW = 400, 5
Row = dict[str, Any]
# How this stands in the workspace that is left; the new one gets a row of its own when it opens.
STAYS = {"graduation"}
# Rows of the practice's people about a client: what waits in somebody's inbox is hers.
OF_PERSONS = {"inbox_row": "person_id"}


@dataclass(frozen=True)
class Passage:
    """From which workspace to which, whose, since when. `named` are rows of the practice, by table, that the client's
    rows name and cannot be without: above all its people."""

    old: UUID
    new: UUID
    client: UUID
    sealed_at: datetime
    named: dict[str, set[UUID]]


@cache
def models_that_move() -> dict[str, type[WorkspaceModel]]:
    """By the name of their tables; whatever a row names stands before it."""
    by_table = {model.__table__: model for model in tenant_models()}
    found = [by_table[table] for table in Base.metadata.sorted_tables if table in by_table]
    return {
        model.__tablename__: model for model in found
        if model.client_wall() is not None and model.__tablename__ not in STAYS
    }  # fmt: skip


def tables_that_move() -> list[Table]:
    return [model.__table__ for model in models_that_move().values()]  # type: ignore[misc]


def append_only(table: Table) -> bool:
    return issubclass(models_that_move()[table.name], AppendOnly)


def of_client(table: Table, workspace: UUID, client: UUID) -> Any:
    """The condition on a client's own rows of a table."""
    wall = table.c.id if table.name == "client" else table.c.client_id
    mine = (table.c.workspace_id == workspace) & (wall == client)
    if (person := OF_PERSONS.get(table.name)) is None:
        return mine
    people: Table = Membership.__table__  # type: ignore[assignment]
    hers = select(people.c.id).where(people.c.workspace_id == workspace, people.c.client_id == client)
    return mine & table.c[person].in_(hers)


def _moving(table: Table, passage: Passage, workspace: UUID) -> Any:
    return _with_named(table, workspace, passage.client, passage.named.get(table.name, set()))


def _with_named(table: Table, workspace: UUID, client: UUID, named: set[UUID]) -> Any:
    mine = of_client(table, workspace, client)
    return or_(mine, (table.c.workspace_id == workspace) & table.c.id.in_(named)) if named else mine


def batches(table: Table, passage: Passage, workspace: UUID) -> Iterator[list[Row]]:
    """The rows that move, as they stand in `workspace`, in the order of their ids."""
    after: UUID | None = None
    size = FEW if any(isinstance(column.type, LargeBinary) for column in table.columns) else BATCH
    while True:
        query = select(table).where(_moving(table, passage, workspace)).order_by(table.c.id).limit(size)
        if after is not None:
            query = query.where(table.c.id > after)
        found = db.session.execute(unscoped(query, "whole rows of one client, which the statement names"))
        rows = [dict(row) for row in found.mappings()]
        if rows:
            yield rows
        if len(rows) < size:
            return
        after = rows[-1]["id"]


def in_new_place(table: Table, row: Row, passage: Passage) -> Row:
    """The row as it reads in the new workspace. A row that stands there reads the same again."""
    moved = {name: _rehung(value, passage) for name, value in row.items()} | {"workspace_id": passage.new}
    if table.name == "membership":
        moved |= {"own": True, "moving": False}
        if row["client_id"] is None:
            moved["ended_at"] = row["ended_at"] or passage.sealed_at
    if table.name in {"client", "engagement"}:
        moved["sealed_at"] = None
    return moved


def _rehung(value: Any, passage: Passage) -> Any:
    """Files lie under the workspace that they belong to, and so their keys name it."""
    if isinstance(value, str) and (part := f"/{passage.old}/{passage.client}/") in value:
        return value.replace(part, f"/{passage.new}/{passage.client}/")
    return value


def hash_of_rows(table: Table, rows: Iterator[list[Row]], passage: Passage) -> tuple[str, int]:
    """One hash over all rows as they read in the new place, and how many there are."""
    whole, count = hashlib.sha256(), 0
    for batch in rows:
        for row in batch:
            whole.update(said(in_new_place(table, row, passage)))
            count += 1
    return whole.hexdigest(), count


def said(row: Row) -> bytes:
    """A row in bytes that are the same for the same content."""
    return json.dumps({name: _plain(value) for name, value in row.items()}, sort_keys=True).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return str(value) if isinstance(value, UUID) else value


def rows_named(workspace: UUID, client: UUID) -> dict[str, set[UUID]]:
    """The practice's rows that the client's rows name, and what those name in turn. Its people come along by name,
    without a way in."""
    named: dict[str, set[UUID]] = {}
    of_both = {table.name: table for table in tables_that_move() if _nullable(table)}
    ours = {name: _ids(table, (table.c.workspace_id == workspace) & table.c.client_id.is_(None))
            for name, table in of_both.items()}  # fmt: skip
    for table in reversed(tables_that_move()):
        moving = _with_named(table, workspace, client, named.get(table.name, set()))
        for column, target in _naming(table).items():
            if target in of_both:
                named.setdefault(target, set()).update(_ids(table, moving, column) & ours[target])
    return named


def _nullable(table: Table) -> bool:
    return "client_id" in table.c and bool(table.c.client_id.nullable)


def _naming(table: Table) -> dict[str, str]:
    """Columns that name a row of another table, and which."""
    keys = {one.column_keys[-1]: one.referred_table.name for one in table.foreign_key_constraints}
    return keys | ({"actor_id": "membership"} if table.name == "audit_event" else {})


def _ids(table: Table, which: Any, column: str = "id") -> set[UUID]:
    query = select(table.c[column]).where(which, table.c[column].is_not(None)).distinct()
    return set(db.session.scalars(unscoped(query, "ids in one client's rows or its practice's, named here")))


def passage_of(graduation: Graduation) -> Passage:
    """Read inside the workspace that is left, after it was sealed."""
    assert graduation.client_id is not None and graduation.sealed_at is not None
    named = rows_named(graduation.workspace_id, graduation.client_id)
    return Passage(
        graduation.workspace_id, graduation.target_id, graduation.client_id, graduation.sealed_at, named
    )  # fmt: skip


def hash_of_hashes(hashes: dict[str, str]) -> str:
    """One hash for the whole content, from that of each table."""
    return hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()
