"""Taking a name out of everything that copied it: column by column as `columns.py` says, a batch at a time.

Each batch is a transaction of its own, and doing one again changes nothing: what was stopped is simply begun anew.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, Select, Table, Text, and_, cast, or_, select, update

from tracker.core.context import Context, entered
from tracker.core.database import Base, db
from tracker.tenancy import unscoped

from .columns import COLUMNS, Mark, marked
from .names import Renamed, rewritten, without

BATCH = 200
Note = Callable[[str, int], None]


@dataclass(frozen=True)
class Renaming:
    """Somebody of a workspace, and what she is called from now on. `shared` names are somebody else's as well: they go
    only where an id beside them says that she is meant."""

    workspace: UUID
    member: UUID
    names: tuple[str, ...]
    shared: frozenset[str]
    label: str

    @property
    def sought(self) -> tuple[str, ...]:
        return tuple(name for name in self.names if name not in self.shared)

    @property
    def renamed(self) -> Renamed:
        return without(self.sought, self.label)


def rewrite_everywhere(renaming: Renaming, note: Note) -> int:
    """Rewrite every table of the workspace; returns how many rows were changed."""
    whole = 0
    for name in _in_order():
        table = Base.metadata.tables[name]
        for ids in _batches(renaming, table):
            changed = _rewrite_batch(renaming, table, ids)
            note(name, changed)
            whole += changed
    return whole


def _in_order() -> list[str]:
    """Events before the causes that are told from them."""
    return sorted(
        (name for name in COLUMNS if name in Base.metadata.tables and marked(name, "nbc") and name not in NOT_HERE),
        key=lambda name: (bool(marked(name, "c")), name),
    )


# The membership is renamed last, by itself: until then it is what the others are recognised by.
NOT_HERE = {"membership", "invitation"}


def _batches(renaming: Renaming, table: Table) -> Iterator[list[UUID]]:
    """The ids of rows that may hold the name, in order of their ids."""
    after: UUID | None = None
    while True:
        query = select(table.c.id).where(table.c.workspace_id == renaming.workspace, _may_hold(renaming, table))
        if after is not None:
            query = query.where(table.c.id > after)
        with entered(Context(renaming.workspace, removes=True, writes=False)):
            ids = list(db.session.scalars(_past(query.order_by(table.c.id).limit(BATCH))))
        if not ids:
            return
        yield ids
        after = ids[-1]


def _past(statement: Any) -> Any:
    return unscoped(statement, "a name that is erased is looked for in every table of one workspace")


def _may_hold(renaming: Renaming, table: Table) -> ColumnElement[bool]:
    found = [_holds(renaming, table, name, mark) for name, mark in marked(table.name, "nbc").items()]
    return or_(*found)


def _holds(renaming: Renaming, table: Table, name: str, mark: Mark) -> ColumnElement[bool]:
    column = table.c[name]
    if mark.kind == "n":
        hers = and_(table.c[mark.whose] == renaming.member, column != renaming.label) if mark.whose else None
        return or_(*([hers] if hers is not None else []), column.in_(renaming.sought))
    text = cast(column, Text) if isinstance(column.type, JSON) else column
    return or_(*(text.contains(form, autoescape=True) for one in renaming.names for form in _forms(one)))


def _forms(name: str) -> set[str]:
    """As it stands in a text, and as JSON writes it on SQLite."""
    return {name, json.dumps(name)[1:-1]}


def _rewrite_batch(renaming: Renaming, table: Table, ids: list[UUID]) -> int:
    columns = marked(table.name, "nbc")
    beside = {mark.whose for mark in columns.values() if mark.whose}
    wanted = [table.c[name] for name in {"id", *columns, *beside}]
    with entered(Context(renaming.workspace, removes=True)):
        query = select(*wanted).where(table.c.workspace_id == renaming.workspace, table.c.id.in_(ids))
        rows = db.session.execute(_past(query.order_by(table.c.id).with_for_update())).mappings().all()
        told = _told_of(renaming, rows) if marked(table.name, "c") else {}
        changed = 0
        for row in rows:
            values = {name: _new(renaming, row, name, mark, told) for name, mark in columns.items()}
            values = {name: value for name, value in values.items() if value != row[name]}
            if values:
                where = (table.c.workspace_id == renaming.workspace) & (table.c.id == row["id"])
                db.session.execute(_past(update(table).where(where).values(values)))
                changed += 1
        db.session.commit()
    return changed


def _new(renaming: Renaming, row: Any, name: str, mark: Mark, told: dict[str, tuple[str, str]]) -> Any:
    value = row[name]
    if mark.kind == "c":
        return [_cause(one, told, renaming.renamed) for one in value or []]
    if mark.kind == "n":
        hers = bool(mark.whose) and row[mark.whose] == renaming.member and value
        return renaming.label if hers or value in renaming.sought else value
    return rewritten(_people(value, renaming), renaming.renamed)


def _people(value: Any, renaming: Renaming) -> Any:
    """Facts about people stand under their ids, so that there even a name that two people share is hers for certain."""
    hers = value.get(str(renaming.member)) if isinstance(value, dict) else None
    if isinstance(hers, dict) and hers.get("name") in renaming.names:
        return {**value, str(renaming.member): {**hers, "name": renaming.label}}
    return value


def _cause(cause: list[Any], told: dict[str, tuple[str, str]], renamed: Renamed) -> list[Any]:
    """`[verb, subject, person, points, kind, event]`, with what its event says now."""
    if cause[5] in told:
        return [cause[0], *told[cause[5]], *cause[3:]]
    return [cause[0], renamed(cause[1]), renamed(cause[2]), *cause[3:]]


def _told_of(renaming: Renaming, rows: Any) -> dict[str, tuple[str, str]]:
    events = Base.metadata.tables["audit_event"]
    ids = [UUID(cause[5]) for row in rows for cause in row["causes"] or [] if cause[5]]
    query: Select[Any] = select(events.c.id, events.c.subject_name, events.c.actor_name).where(
        events.c.workspace_id == renaming.workspace, events.c.id.in_(ids)
    )
    return {str(id): (subject, actor) for id, subject, actor in db.session.execute(_past(query))}
