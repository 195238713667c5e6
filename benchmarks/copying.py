"""Copies of one workspace, made inside the database: every id of it carries a mark that becomes the copy's number.

The mark is the last eight hexadecimal digits of an id, in columns and in what is kept as JSON alike.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest import mock

from sqlalchemy import JSON, Column, Connection, Table, text

from benchmarks.troupe import SLUG
from tracker.core.database import db
from tracker.core.types import Id

MARK = 0x0BADC0DE
NOT_COPIED = {
    "login_session", "submission", "letter", "sign_in_link", "sign_in_attempt", "sign_up", "address_change",
    "heartbeat",
}  # fmt: skip
# Texts that have to differ between workspaces.
NAMED = {("workspace", "slug"), ("workspace", "name"), ("users", "email")}


@contextmanager
def marked_ids() -> Iterator[None]:
    """While it runs, every new id ends with the mark; its counter keeps it unique all the same."""

    def noise(size: int) -> bytes:
        random = int.from_bytes(os.urandom(4), "big")
        return ((random << 34) | (MARK << 2)).to_bytes(9, "big")[-size:]

    with mock.patch("tracker.core.ids.os", SimpleNamespace(urandom=noise)):
        yield


def copied_tables() -> list[Table]:
    """Every table that holds something of a workspace, parents first."""
    return [table for table in db.metadata.sorted_tables if table.name not in NOT_COPIED]


def copy_workspace(connection: Connection, original: Any, number: int) -> None:
    """Write copy `number` (from 1) of the marked workspace, whose id `original` is in the driver's own form.

    Foreign keys must not be checked meanwhile.
    """
    values = {"original": original, "hex": f"{number:08x}", "raw": number.to_bytes(4, "big"), "name": str(number)}
    for statement in _statements(connection.dialect.name):
        known = {name: value for name, value in values.items() if f":{name}" in statement}
        connection.execute(text(statement), known)


def original_of(connection: Connection) -> Any:
    """The id of the marked workspace, as the driver gives and takes it."""
    return connection.execute(text("SELECT id FROM workspace WHERE slug = :slug"), {"slug": SLUG}).scalar_one()


_kept: dict[str, list[str]] = {}


def _statements(dialect: str) -> list[str]:
    if dialect not in _kept:
        _kept[dialect] = [_statement(table, dialect) for table in copied_tables()]
    return _kept[dialect]


def _statement(table: Table, dialect: str) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    values = ", ".join(_value(column, dialect) for column in table.columns)
    return f'INSERT INTO "{table.name}" ({names}) SELECT {values} FROM "{table.name}" WHERE {_of_original(table)}'


def _of_original(table: Table) -> str:
    if table.name == "workspace":
        return "id = :original"
    if table.name == "users":
        return "id IN (SELECT user_id FROM membership WHERE workspace_id = :original)"
    return "workspace_id = :original"


def _value(column: Column, dialect: str) -> str:
    name = f'"{column.name}"'
    if isinstance(column.type, Id):
        if dialect == "sqlite":
            return f"CAST(substr({name}, 1, 12) || :raw AS BLOB)"
        return f"overlay({name}::text PLACING :hex FROM 29 FOR 8)::uuid"
    if isinstance(column.type, JSON):
        if dialect == "sqlite":
            return f"replace({name}, '{MARK:08x}', :hex)"
        kind = column.type.dialect_impl(_postgres()).__class__.__name__
        return f"replace({name}::text, '{MARK:08x}', :hex)::{'jsonb' if 'JSONB' in kind else 'json'}"
    if (column.table.name, column.name) in NAMED:
        return f"replace({name}, 'ractice{_gap(column)}0', 'ractice{_gap(column)}' || :name)"
    return name


def _gap(column: Column) -> str:
    return " " if column.name == "name" else "-"


def _postgres() -> object:
    from sqlalchemy.dialects import postgresql

    return postgresql.dialect()
