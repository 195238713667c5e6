"""A row as text that means the same on every engine: one row, one text, so that equal content has equal hashes."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Float, LargeBinary

from tracker.core.types import Id, Moment

from .parts import Part, parts

Row = dict[str, Any]
# From here on a float and a whole number are written alike by one engine and not by another.
WHOLE_FROM = 1e16
MOMENT_LENGTH = len("2026-03-01T09:30:00.000005Z")


def plain(part: Part, row: Row) -> Row:
    """What of `row` travels, in JSON's own types. Bytes are named by their SHA-256."""
    return {name: way(row[name]) if way else row[name] for name, way in _out_of(part)}


def text_of(values: Row) -> bytes:
    """JSON in one line, its keys in order. Raises ValueError for a number that JSON does not know."""
    return json.dumps(
        values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()  # fmt: skip


def native(part: Part, values: Row) -> Row:
    """A row as the database takes it, of what `plain` made. Raises ValueError, TypeError or KeyError for anything else.

    Bytes stay named by their hash.
    """
    return {name: way(values) for name, way in _in_of(part)}


def sum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass
class Sums:
    """Takes rows in their order and says what they come to: how many, and a hash, of each table and of all."""

    counts: dict[str, int] = field(default_factory=dict)
    _running: dict[str, Any] = field(default_factory=dict)

    def add(self, part: Part, values: Row) -> None:
        """`values` as `plain` makes them."""
        left_out = _not_counted(part)
        counted = {name: value for name, value in values.items() if name not in left_out} if left_out else values
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


@cache
def _out_of(part: Part) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """How each column that travels is written; None for what JSON takes as it is."""
    people = part.people()
    return tuple((one.name, None if one in people else _written(one)) for one in part.columns if part.travels(one))


def _written(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, JSON):
        return neutral
    return _float if isinstance(column.type, Float) else _plain


def _plain(value: Any) -> Any:
    way = _WRITTEN.get(type(value))
    return way(value) if way else value


def _float(value: float | None) -> float | None:
    return None if value is None else _number(float(value))


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


@cache
def _not_counted(part: Part) -> frozenset[str]:
    return frozenset(one.name for one in part.columns if not part.counts(one))


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


@cache
def _in_of(part: Part) -> tuple[tuple[str, Callable[[Row], Any]], ...]:
    """How each column is read from a row; nothing where it does not travel."""
    people = part.people()
    return tuple(
        (one.name, _taken(one.name, None if one in people else _native(one)) if part.travels(one) else _nothing)
        for one in part.columns
    )  # fmt: skip


def _nothing(_row: Row) -> None:
    return None


def _taken(name: str, way: Callable[[Any], Any] | None) -> Callable[[Row], Any]:
    if way is None:
        return itemgetter(name)
    return lambda row: None if row[name] is None else way(row[name])


def _native(column: Column[Any]) -> Callable[[Any], Any] | None:
    kind = column.type
    if isinstance(kind, JSON | LargeBinary):
        return None
    if isinstance(kind, Id):
        return UUID
    if isinstance(kind, Moment):
        return _read_moment
    if kind.python_type is date:
        return date.fromisoformat
    return float if isinstance(kind, Float) else None


def _read_moment(text: str) -> datetime:
    if len(text) != MOMENT_LENGTH or text[-1] != "Z":
        raise ValueError(text)
    return datetime.fromisoformat(text)


_WRITTEN: dict[type, Callable[[Any], Any]] = {
    UUID: str, datetime: _moment, date: date.isoformat, bytes: sum_of,
}  # fmt: skip
