"""Removing every row of a workspace, or of one client in it: the one way in which what was signed is deleted.

    counts = count(Scope(workspace, client))
    remove(Scope(workspace, client))          # commits by itself, a batch at a time; stopped half way, call it again

It works as the role that removes (`Context.removes`), which sees one workspace and, where a client is named, that
client alone. What the practice kept for itself about the client's engagements names no client: it is found by its
engagement. The workspace's own row and what belongs to no tenant (letters, tickets of jobs) are the caller's.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, select
from sqlalchemy.exc import IntegrityError

from tracker.core.context import Context, entered
from tracker.core.database import Base, db
from tracker.files.storage import known, storage
from tracker.tenancy import unscoped
from tracker.tenancy.scope import tenant_models

from .parts import Scope

BATCH = 500
# Rows that a worker writes meanwhile hang on what is to go: then all is gone over again.
MOST_ROUNDS = 5
Told = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of one table that are to go: which, and inside which walls they are found."""

    table: Table
    which: ColumnElement[bool]
    context: Context


def count(scope: Scope, *, keep: Collection[str] = ()) -> dict[str, int]:
    """How many rows of each table `remove` would delete; tables without any are left out."""
    found: dict[str, int] = {}
    for piece in _pieces(scope, keep):
        with entered(replace(piece.context, writes=False)):
            number = db.session.scalar(_past(select(func.count()).select_from(piece.table).where(piece.which)))
        if number:
            found[piece.table.name] = found.get(piece.table.name, 0) + number
    return found


def remove(scope: Scope, *, keep: Collection[str] = (), told: Told = lambda table, rows: None) -> dict[str, int]:
    """Delete them, whatever hangs from something before it, bytes in the store before the rows that name them.

    `keep` are names of tables that stay; nothing that goes may be named by them. `told(table, rows)` hears of each
    batch after its commit and may raise to stop. Returns how many rows of each table went this time.
    """
    gone: dict[str, int] = {}
    for round in range(MOST_ROUNDS):
        try:
            for piece in _pieces(scope, keep):
                while number := _remove_batch(piece):
                    gone[piece.table.name] = gone.get(piece.table.name, 0) + number
                    told(piece.table.name, number)
            return gone
        except IntegrityError:
            if round == MOST_ROUNDS - 1:
                raise
    return gone


def _pieces(scope: Scope, keep: Collection[str]) -> Iterator[Piece]:
    """Whatever names a row comes before it."""
    for table in reversed(Base.metadata.sorted_tables):
        model = _models().get(table)
        if model is None or table.name in keep:
            continue
        within = Context(scope.workspace, scope.client, removes=True)
        if scope.client is None:
            yield Piece(table, table.c.workspace_id == scope.workspace, within)
            continue
        wall = model.client_wall()
        if wall is not None:
            yield Piece(table, _both(table, scope, table.c[wall.key] == scope.client), within)
            if table.c[wall.key].nullable and "engagement_id" in table.c:
                practices = Context(scope.workspace, removes=True)
                yield Piece(table, _both(table, scope, _kept_by_the_practice(table, wall.key, scope)), practices)


@cache
def _models() -> dict[Table, Any]:
    return {model.__table__: model for model in tenant_models()}


def _both(table: Table, scope: Scope, which: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(table.c.workspace_id == scope.workspace, which)


def _kept_by_the_practice(table: Table, wall: str, scope: Scope) -> ColumnElement[bool]:
    engagement = Base.metadata.tables["engagement"]
    of_client = select(engagement.c.id).where(
        engagement.c.workspace_id == scope.workspace, engagement.c.client_id == scope.client
    )
    return and_(table.c[wall].is_(None), table.c.engagement_id.in_(of_client))


def _remove_batch(piece: Piece) -> int:
    table = piece.table
    with entered(piece.context):
        ids = list(db.session.scalars(_past(select(table.c.id).where(piece.which, *_leaves(table)).limit(BATCH))))
        if not ids:
            return 0
        of_these = and_(table.c.workspace_id == piece.context.workspace, table.c.id.in_(ids))
        if {"key", "hash", "size"} <= set(table.c.keys()):
            for key in db.session.scalars(_past(select(table.c.key).where(of_these))):
                _forget_bytes(key)
        db.session.execute(_past(delete(table).where(of_these)))
        db.session.commit()
        return len(ids)


def _leaves(table: Table) -> Iterator[ColumnElement[bool]]:
    """In a table whose rows name each other, those that none names go first."""
    for key in table.foreign_key_constraints:
        if key.referred_table is table:
            naming = table.alias()
            pairs = [naming.c[one.parent.name] == table.c[one.column.name] for one in key.elements]
            yield ~exists().where(*pairs)


def _forget_bytes(key: str | None) -> None:
    if key and known(key):
        storage().remove(key)


def _past(statement: Any) -> Any:
    return unscoped(statement, "whole rows of one workspace are deleted, signed ones too")


__all__ = ["Scope", "count", "remove"]
