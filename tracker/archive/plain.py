"""A row as text that means the same on every engine: one row, one text, so that equal content has equal hashes."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Float, LargeBinary

from tracker.core.types import Id, Moment

from .parts import Part, parts

Row = dict[str, Any]
# From here on a float and a whole number are written alike by one engine and not by another.
WHOLE_FROM = 1e16


def plain(part: Part, row: Row) -> Row:
    """What of `row` travels, in JSON's own types. Bytes are named by their SHA-256."""
    people = part.people()
    return {
        one.name: row[one.name] if one in people else _plain(one, row[one.name])
        for one in part.columns if part.travels(one)
    }  # fmt: skip


def text_of(values: Row) -> bytes:
    """JSON in one line, its keys in order. Raises ValueError for a number that JSON does not know."""
    return json.dumps(
        values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()  # fmt: skip


def native(part: Part, values: Row) -> Row:
    """A row as the database takes it, of what `plain` made. Raises ValueError, TypeError or KeyError for anything else.

    Bytes stay named by their hash.
    """
    people = part.people()
    return {
        one.name: (values[one.name] if one in people else _native(one, values[one.name])) if part.travels(one) else None
        for one in part.columns
    }


def sum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass
class Sums:
    """Takes rows in their order and says what they come to: how many, and a hash, of each table and of all."""

    counts: dict[str, int] = field(default_factory=dict)
    _running: dict[str, Any] = field(default_factory=dict)

    def add(self, part: Part, values: Row) -> None:
        """`values` as `plain` makes them."""
        counted = {one.name: values[one.name] for one in part.columns if part.counts(one)}
        self.counts[part.name] = self.counts.get(part.name, 0) + 1
        self._running.setdefault(part.name, hashlib.sha256()).update(text_of(counted) + b"\n")

    @property
    def tables(self) -> dict[str, str]:
        return {name: running.hexdigest() for name, running in sorted(self._running.items())}

    @property
    def whole(self) -> str:
        """Of all tables that have rows, in the order of their names."""
        return sum_of("".join(f"{name} {value}\n" for name, value in self.tables.items()).encode())


def content_hash(rows: Iterable[tuple[str, Row]]) -> Sums:
    """The sums of what `rows_of` gives. Equal wherever the same content lies, whatever the workspace is called."""
    sums = Sums()
    for name, row in rows:
        sums.add(parts()[name], plain(parts()[name], row))
    return sums


def _plain(column: Column[Any], value: Any) -> Any:
    if isinstance(column.type, JSON):
        return neutral(value)
    if value is None:
        return None
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").zfill(27)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return sum_of(value)
    return _number(float(value)) if isinstance(column.type, Float) else value


def neutral(value: Any) -> Any:
    """JSON as it comes back from every engine: PostgreSQL keeps numbers in decimal."""
    if isinstance(value, dict):
        return {key: neutral(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [neutral(one) for one in value]
    if isinstance(value, float):
        number = _number(value)
        return int(number) if abs(number) >= WHOLE_FROM and number.is_integer() else number
    return value


def _number(value: float) -> float:
    """No engine needs to know of a zero below zero."""
    return value or 0.0


def _native(column: Column[Any], value: Any) -> Any:
    kind = column.type
    if isinstance(kind, JSON) or value is None or isinstance(kind, LargeBinary):
        return value
    if isinstance(kind, Id):
        return UUID(value)
    if isinstance(kind, Moment):
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    if kind.python_type is date:
        return date.fromisoformat(value)
    return float(value) if isinstance(kind, Float) else value
