"""All rows of a scope, out of one workspace and into another; what the archive, graduation and erasure are made of.

    with entered(scope.context()):
        sums = content_hash(rows_of(scope))
    with entered(Context(workspace=elsewhere)):
        put(rows, into=elsewhere)                     # rows as `rows_of` gave them, perhaps changed on the way
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from tracker.accounts.models import Membership, User
from tracker.audit import AuditEvent
from tracker.core.database import db
from tracker.tenancy import WorkspaceModel, scoped

from .parts import Part, Scope, parts, parts_of
from .plain import Row, Sums, content_hash, native, plain, text_of
from .putting import put

__all__ = [
    "Part", "Row", "Scope", "Sums", "content_hash", "native", "parts", "parts_of", "plain", "put", "rows_of", "text_of",
]  # fmt: skip

IN_ONE_GO = 500
HEAVY_IN_ONE_GO = 10


def rows_of(scope: Scope) -> Iterator[tuple[str, Row]]:
    """Every row of the scope as (table, values by column), whatever a row names before it, else by id.

    The session at hand must be bound to `scope.context()` or, within the practice, to the same workspace; its walls
    hold here too. A user is told by her address, since every installation has ids of its own for people; `workspace_id`
    is left out, since the place that takes the rows gives it. Of one client of a practice the practice's people come
    along as far as a row names them, as people who are there no more: their places end with the newest event.
    """
    for part in parts_of(scope):
        for row in rows_of_part(part, scope):
            yield part.name, row


def rows_of_part(part: Part, scope: Scope) -> Iterator[Row]:
    """The rows of one table, by id. Never more than a few hundred are in memory."""
    if part.model is Membership and scope.client is not None:
        yield from _people_of_client(part, scope)
    else:
        yield from _by_id(part, *_within(part.model, scope))


def _within(model: type[WorkspaceModel], scope: Scope) -> list[Any]:
    own = [model.workspace_id == scope.workspace]
    return own if scope.client is None else [*own, model.client_wall() == scope.client]


def _by_id(part: Part, *conditions: Any) -> Iterator[Row]:
    size = HEAVY_IN_ONE_GO if part.heavy else IN_ONE_GO
    query = _selecting(part).where(*conditions).order_by(part.model.id).limit(size)
    last: UUID | None = None
    while True:
        page = query if last is None else query.where(part.model.id > last)
        rows = [dict(row) for row in db.session.execute(page).mappings()]
        yield from rows
        if len(rows) < size:
            return
        last = rows[-1]["id"]


def _selecting(part: Part) -> Any:
    """All columns by their names; who stands in for a user's id is her address."""
    people = part.people()
    columns = [part.attribute(one).label(one.name) for one in part.columns if one not in people]
    query = scoped(part.model).with_only_columns(*columns, maintain_column_froms=True)
    for one in people:
        query = query.outerjoin(User, User.id == part.attribute(one)).add_columns(User.email.label(one.name))
    return query


def _people_of_client(part: Part, scope: Scope) -> Iterator[Row]:
    named = _named_people(scope)
    newest = select(func.max(AuditEvent.at)).where(*_within(AuditEvent, scope))
    left_at = db.session.scalar(newest)
    in_workspace = Membership.workspace_id == scope.workspace
    side = (Membership.client_id == scope.client) | Membership.client_id.is_(None)
    for row in _by_id(part, in_workspace, side):
        if row["client_id"] is not None:
            yield row
        elif row["id"] in named:
            yield row | {"ended_at": row["ended_at"] or left_at or row["joined_at"]}


def _named_people(scope: Scope) -> set[UUID]:
    """Whom the rows of a client name, and who acted in it."""
    columns: dict[type[WorkspaceModel], list[Any]] = defaultdict(list)
    for part in parts_of(scope):
        for key in part.keys():
            if key.referred_table is Membership.__table__:
                columns[part.model].append(part.attribute(part.table.c[key.column_keys[-1]]))
    columns[AuditEvent].append(AuditEvent.actor_id)
    found: set[UUID] = set()
    for model, named in columns.items():
        for column in named:
            query = scoped(model).where(*_within(model, scope)).with_only_columns(column).distinct()
            found.update(db.session.scalars(query))
    return found
