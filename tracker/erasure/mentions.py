"""Where people wrote somebody's name in texts of their own. Those stay as they were written; whoever answers for them
finds them here and mends what should be mended by hand."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Table, Text, cast, func, literal, null, or_, select, union_all

from tracker.accounts.models import Membership
from tracker.core.database import Base, db
from tracker.engagements.models import Engagement
from tracker.engagements.visibility import out_of_reach
from tracker.tenancy import scoped, unscoped

from .columns import COLUMNS, marked

MOST_FOUND = 60
# What is between somebody and her trainers, and what she alone reads: nobody searches that.
NOT_SEARCHED = {"assessment", "item_progress", "inbox_row", "work_import"}


@dataclass(frozen=True, slots=True)
class Found:
    """So many records of a kind in one engagement."""

    what: str
    count: int
    engagement_id: UUID | None
    title: str


def mentions_of(name: str, *, by: Membership) -> list[Found]:
    """Kinds of records that `by` may read whose text holds `name`; at most `MOST_FOUND`. Two statements.

    Where the practice's access has ended nobody of it learns that anything stands there."""
    rows = db.session.execute(_past(union_all(*_searches(name, by)).limit(MOST_FOUND))).all()
    ids = {row.engagement for row in rows if row.engagement is not None}
    titles = scoped(Engagement).where(Engagement.id.in_(ids)).with_only_columns(Engagement.id, Engagement.title)
    if by.of_practice:
        titles = titles.where(Engagement.id.not_in(out_of_reach()))
    named = {None: ""} | {id: title for id, title in db.session.execute(titles)}
    found = [
        Found(row.what.replace("_", " "), row.number, row.engagement, named[row.engagement])
        for row in rows if row.engagement in named
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.title, one.what))


def _searches(name: str, by: Membership) -> list[Any]:
    """One for each table with text that people typed, inside the walls of whoever searches."""
    found = []
    for table_name in sorted(COLUMNS):
        table, columns = Base.metadata.tables.get(table_name), marked(table_name, "t")
        if table is None or not columns or table_name in NOT_SEARCHED or "workspace_id" not in table.c:
            continue
        if by.client_id is None or "client_id" in table.c:
            found.append(_search(table, list(columns), name, by))
    return found


def _search(table: Table, columns: list[str], name: str, by: Membership) -> Any:
    engagement = table.c.id if table.name == "engagement" else table.c.get("engagement_id")
    told = null() if engagement is None else engagement
    query = select(
        literal(table.name).label("what"), cast(told, Base.metadata.tables["engagement"].c.id.type).label("engagement"),
        func.count().label("number"),
    )  # fmt: skip
    texts = (cast(table.c[one], Text) if isinstance(table.c[one].type, JSON) else table.c[one] for one in columns)
    query = query.where(
        table.c.workspace_id == by.workspace_id, or_(*(text.icontains(name, autoescape=True) for text in texts))
    )  # fmt: skip
    if by.client_id is not None:
        query = query.where(table.c.client_id == by.client_id)
    return query.group_by(engagement) if engagement is not None else query.having(func.count() > 0)


def _past(statement: Any) -> Any:
    return unscoped(statement, "one search over all tables; it names workspace and client itself")
