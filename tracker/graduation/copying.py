"""Copying a client's rows, a batch at a time: what is there already stays, so that it may be broken off anywhere."""

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Table, delete, insert, select, update

from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.tenancy import unscoped

from .claims import Claim
from .rows import Passage, Row, append_only, batches, hash_of_rows, in_new_place, tables_that_move


def copy(passage: Passage, claim: Claim, only: list[Table] | None = None) -> int:
    """Every row that moves, into the new workspace. Returns how many there are."""
    count = 0
    for table in only or tables_that_move():
        with entered(Context(workspace=passage.old, writes=False)):
            for rows in batches(table, passage, passage.old):
                count += len(rows)
                _put(table, [in_new_place(table, row, passage) for row in rows], passage.new, claim, count)
    return count


def _put(table: Table, rows: list[Row], workspace: UUID, claim: Claim, count: int) -> None:
    """One batch in one transaction: what is absent is added, what differs is put right."""
    with entered(Context(workspace=workspace)):
        there = _there(table, workspace, [row["id"] for row in rows])
        for alike in _by_columns(table, [row for row in rows if row["id"] not in there]):
            added = unscoped(insert(table), "whole rows of one client, added in its own workspace")
            db.session.execute(added, alike)
        for row in rows:
            if row["id"] in there and there[row["id"]] != row and not append_only(table):
                changed = update(table).where(table.c.workspace_id == workspace, table.c.id == row["id"]).values(row)
                db.session.execute(unscoped(changed, "a row of one client, put right in its own workspace"))
        claim.hold(done=count)
        db.session.commit()


def _there(table: Table, workspace: UUID, ids: list[UUID]) -> dict[UUID, Row]:
    query = select(table).where(table.c.workspace_id == workspace, table.c.id.in_(ids))
    found = db.session.execute(unscoped(query, "whole rows of one client in its own workspace, by their ids"))
    return {row["id"]: dict(row) for row in found.mappings()}


def _by_columns(table: Table, rows: list[Row]) -> list[list[Row]]:
    """Rows that have the same columns together. An empty JSON column is left out: given as None it would be `null`."""
    json = {column.name for column in table.columns if isinstance(column.type, JSON)}
    groups: dict[frozenset[str], list[Row]] = {}
    for row in rows:
        slim = {name: value for name, value in row.items() if value is not None or name not in json}
        groups.setdefault(frozenset(slim), []).append(slim)
    return list(groups.values())


def compare(passage: Passage, claim: Claim) -> tuple[dict[str, str], list[Table]]:
    """The hash of each table's rows in the new place, and the tables whose two sides differ."""
    hashes, differing = {}, []
    for table in tables_that_move():
        claim.hold_alone()
        mine = _hash(table, passage, passage.new)
        hashes[table.name] = mine[0]
        if mine != _hash(table, passage, passage.old):
            differing.append(table)
    return hashes, differing


def _hash(table: Table, passage: Passage, workspace: UUID) -> tuple[str, int]:
    with entered(Context(workspace=workspace, writes=False)):
        return hash_of_rows(table, batches(table, passage, workspace), passage)


def put_right(passage: Passage, claim: Claim, differing: list[Table]) -> None:
    """What changed in the old place since it was copied is copied anew, and what went from there goes here too."""
    for table in reversed([one for one in differing if not append_only(one)]):
        gone = _ids(table, passage, passage.new) - _ids(table, passage, passage.old)
        with entered(Context(workspace=passage.new)):
            surplus: Any = delete(table).where(table.c.workspace_id == passage.new, table.c.id.in_(gone))
            db.session.execute(unscoped(surplus, "rows of one client that are gone where they came from"))
            claim.hold()
            db.session.commit()
    copy(passage, claim, differing)


def _ids(table: Table, passage: Passage, workspace: UUID) -> set[UUID]:
    with entered(Context(workspace=workspace, writes=False)):
        return {row["id"] for rows in batches(table, passage, workspace) for row in rows}
