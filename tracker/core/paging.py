"""Lists are read a page at a time, by key, so that the last page costs as much as the first."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import request
from sqlalchemy import Select

from .database import db


@dataclass(frozen=True, slots=True)
class Page:
    """`rows` of this page; `after` is the key of the next one, None on the last."""

    rows: list[Any]
    after: UUID | None


def newest_first(query: Select[Any], id_column: Any, size: int = 50) -> Page:
    """Rows by descending id (ids are in order of time), starting below `?after=<id>`."""
    if (after := _asked_for("after")) is not None:
        query = query.where(id_column < after)
    rows = list(db.session.execute(query.order_by(id_column.desc()).limit(size + 1)).unique())
    rows = [row[0] if len(row) == 1 else row for row in rows]
    full = len(rows) > size
    last = rows[size - 1] if full else None
    return Page(rows[:size], (last.id if hasattr(last, "id") else last[0].id) if full else None)


def _asked_for(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None
