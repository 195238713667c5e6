"""A page of the portfolio: stored rows only, and as many statements for ten engagements as for ten thousand."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func
from sqlalchemy.orm import defer, lazyload

from tracker.accounts.models import Membership, Role
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import db
from tracker.core.prepared import PREPARED
from tracker.core.types import Id
from tracker.engagements.models import Engagement
from tracker.engagements.visibility import engagements_in_sight, out_of_reach
from tracker.selfsufficiency.models import Standing
from tracker.tenancy import scoped

from .attention import Matter, matters
from .names import leaders
from .narrowing import VIEWS, Narrowed, condition, silent, silent_since
from .rows import PortfolioRow, row_of
from .sorting import Order

PAGE = 50
MOST_COUNTED = 500
MOST_IN_NEED = 8
LONGEST_AXIS = timedelta(days=548)
UNREAD = (Standing.causes, Standing.held_by, Standing.delivered)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """`counts` by view, not beyond `MOST_COUNTED`; `after` begins the next page, None on the last. All forecasts are
    drawn on one `axis`, and `leads` has who leads where that was asked for."""

    rows: list[PortfolioRow]
    attention: list[Matter]
    counts: dict[str, int]
    after: str | None
    axis: tuple[date, date]
    leads: dict[UUID, str]


def portfolio(
    member: Membership, narrowed: Narrowed, order: Order, after: str = "", *, with_leads: bool = False
) -> Portfolio:
    """Three statements, one less behind the first page, which alone says what needs somebody; and one for `leads`."""
    role, begin = Role(member.role), order.begin(after) if after else None
    found = _read(_page(role, narrowed.conditions, order, begin is not None), member, narrowed.values | (begin or {}))
    more = order.key_of(found[PAGE - 1]) if len(found) > PAGE else None
    counted = _read(_counts(role), member, {"since": silent_since()})[0]
    needing = [] if begin else _read(_in_need(role), member, {"since": silent_since()})
    rows = [row_of(*row) for row in found[:PAGE]]
    leads = leaders([row[0] for row in found]) if with_leads else {}
    return Portfolio(rows, matters(needing), dict(zip(VIEWS, counted, strict=True)), more, _axis(rows), leads)


def _axis(rows: list[PortfolioRow]) -> tuple[date, date]:
    """From today to the last day that any row names, but no further than `LONGEST_AXIS`: what lies beyond stands at
    the edge."""
    today = clock.today()
    said = [day for row in rows if row.outlook.likely for day in (row.outlook.likely, row.outlook.planned) if day]
    return today, min(max(said, default=today), today + LONGEST_AXIS)


def stretch(
    member: Membership, narrowed: Narrowed, order: Order, cells: tuple[Any, ...], after: str, size: int
) -> tuple[list[Any], str]:
    """`cells` of so many rows, from the one behind `after`, and where to go on: empty at the end. No record is made of
    them, which would cost several times as much."""
    begin = order.begin(after) if after else None
    page = _page(Role(member.role), narrowed.conditions, order, begin is not None, size)
    keys = (order.sort.column.label("sorted_by"), order.sort.model.id.label("tied_by"))
    found = _read(page.with_only_columns(*cells, *keys), member, narrowed.values | (begin or {}))
    last = found[size - 1] if len(found) > size else None
    return found[:size], order.mark(last.sorted_by, last.tied_by) if last is not None else ""


def those(member: Membership, ids: list[Any], *cells: Any) -> list[Any]:
    """The engagements of `ids` that `member` sees, by client: their records, or only `cells` of them."""
    query = _base(Role(member.role)).where(Engagement.id.in_(ids)).order_by(Client.name, Engagement.id)
    return _read(query.with_only_columns(*cells) if cells else query, member, {})


def _read(statement: Select[Any], member: Membership, values: dict[str, Any]) -> list[Any]:
    return list(db.session.execute(statement, values | ({"me": member.id} if member.role == Role.CONSULTANT else {})))


def _base(role: Role, *unread: Any) -> Select[Any]:
    """The engagements that the person sees, with standing and client; `unread` are columns nobody will ask for."""
    return (
        engagements_in_sight(role, bindparam("me", type_=Id))
        .add_columns(Standing, Client)
        .options(lazyload(Engagement.client), *(defer(column, raiseload=True) for column in (*UNREAD, *unread)))
        .join(Client, and_(Client.workspace_id == Engagement.workspace_id, Client.id == Engagement.client_id))
        .join(Standing, and_(Standing.workspace_id == Engagement.workspace_id, Standing.engagement_id == Engagement.id))
    )


@lru_cache(maxsize=1000)
def _page(role: Role, conditions: tuple[str, ...], order: Order, begun: bool, size: int = PAGE) -> Select[Any]:
    """Put together once for every way to narrow and sort: composing costs more than the database takes to answer."""
    query = _base(role, Standing.waiting).where(*(condition(name) for name in conditions))
    return order.apply(query, begun, few=role != Role.LEAD).limit(size + 1).execution_options(**{PREPARED: {}})


@lru_cache
def _counts(role: Role) -> Select[Any]:
    """How many each view holds. A lead has all of the practice's: there counting stops where nobody would read the
    number any more. Others have few, which are looked at once."""
    if role != Role.LEAD:
        counts = [func.count().filter(condition(f"show {view}")) for view in VIEWS]
        return _standings(role).with_only_columns(*counts).execution_options(**{PREPARED: {}})
    counted = []
    for view in VIEWS:
        some = _standings(role).where(condition(f"show {view}")).limit(MOST_COUNTED).subquery()
        counted.append(scoped(Standing).with_only_columns(func.count()).select_from(some).scalar_subquery())
    # Asked about herself, so that the statement has its walls.
    myself = scoped(Membership).with_only_columns(*counted).limit(1)
    return myself.execution_options(**{PREPARED: {}})


def _standings(role: Role) -> Select[Any]:
    query = scoped(Standing).with_only_columns(Standing.id)
    if role == Role.LEAD:
        return query.where(Standing.engagement_id.not_in(out_of_reach()))
    mine = engagements_in_sight(role, bindparam("me", type_=Id)).with_only_columns(Engagement.id)
    return query.where(Standing.engagement_id.in_(mine))


@lru_cache
def _in_need(role: Role) -> Select[Any]:
    """The engagements that need somebody most, and those whose client is silent while nothing else is wrong. They are
    not sorted here: asked to, an engine would walk through all of them in order."""
    urgent = _standings(role).where(Standing.urgency > 0)
    quiet = _standings(role).where(silent(), Standing.urgency == 0)
    one = urgent.order_by(Standing.urgency.desc()).limit(MOST_IN_NEED).subquery()
    other = quiet.order_by(Standing.quiet_since).limit(MOST_IN_NEED).subquery()
    query = _base(role, Standing.weekly, Standing.gate)
    query = query.where(Standing.id.in_(db.select(one.c.id).union_all(db.select(other.c.id))))
    return query.execution_options(**{PREPARED: {}})
