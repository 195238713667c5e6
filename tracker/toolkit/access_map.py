"""Who holds which access, person by person: those outside the client first, since that is what must come back."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import case, or_

from tracker.accounts.models import Membership, Role
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped

from .models import AccessGrant, Tool

SIZE = 30
SIDES = ("practice", "provider", "client")


@dataclass(frozen=True, slots=True)
class Held:
    """One person's access to one tool. `risk`: "sole" for the client's only admin, "locked out" for an admin outside
    where the client has none."""

    tool_id: UUID
    tool: str
    role: str
    admin: bool
    waiting: bool
    risk: str


@dataclass(slots=True)
class Holder:
    id: UUID
    name: str
    side: str
    left: bool
    held: list[Held] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AccessMap:
    """`people` by side; `locked_out` tools that only people outside administer; `after` starts the next page."""

    people: list[Holder]
    locked_out: list[tuple[UUID, str]]
    tools: int
    after: str | None


def access_map(engagement: Engagement, after: str = "") -> AccessMap:
    """Three statements: a page of people, what they hold, and how many admins each tool has on which side."""
    page = [*db.session.execute(_people(engagement, after))]
    people = {row.id: _holder(row) for row in page[:SIZE]}
    admins = _admins(engagement)
    for row in db.session.execute(_held_by(engagement, list(people))):
        people[row.member_id].held.append(_held(row, people[row.member_id].side, admins))
    locked_out = [(id, name) for id, (name, own, outside) in admins.items() if outside and not own]
    more = _mark(page[SIZE - 1]) if len(page) > SIZE else None
    return AccessMap(list(people.values()), locked_out, len(admins), more)


def _side() -> Any:
    return case((Membership.client_id.is_(None), "0"), (Membership.role == Role.PROVIDER, "1"), else_="2")


def _people(engagement: Engagement, after: str) -> Any:
    holds = scoped(AccessGrant).with_only_columns(AccessGrant.member_id).where(
        AccessGrant.engagement_id == engagement.id, AccessGrant.revoked_at.is_(None)
    )  # fmt: skip
    side = _side()
    query = scoped(Membership).where(Membership.id.in_(holds)).with_only_columns(
        Membership.id, Membership.name, Membership.ended_at, side.label("side")
    )  # fmt: skip
    if (start := _start(after)) is not None:
        place, name, id = start
        query = query.where(or_(
            side > place, (side == place) & (Membership.name > name),
            (side == place) & (Membership.name == name) & (Membership.id > id),
        ))  # fmt: skip
    return query.order_by(side, Membership.name, Membership.id).limit(SIZE + 1)


def _held_by(engagement: Engagement, people: list[UUID]) -> Any:
    return (
        scoped(AccessGrant)
        .join(Tool, (Tool.workspace_id == AccessGrant.workspace_id) & (Tool.id == AccessGrant.tool_id))
        .where(
            AccessGrant.engagement_id == engagement.id, AccessGrant.member_id.in_(people),
            AccessGrant.revoked_at.is_(None),
        )
        .order_by(Tool.position)
        .with_only_columns(
            AccessGrant.member_id, AccessGrant.tool_id, AccessGrant.admin, AccessGrant.role, AccessGrant.granted_at,
            Tool.name,
        )
    )  # fmt: skip


def _admins(engagement: Engagement) -> dict[UUID, tuple[str, int, int]]:
    """Each tool that counts with its name, its admins at the client and its admins outside, who are here now."""
    rows = db.session.execute(
        scoped(Tool)
        .outerjoin(
            AccessGrant,
            (AccessGrant.workspace_id == Tool.workspace_id) & (AccessGrant.tool_id == Tool.id) & AccessGrant.admin
            & AccessGrant.granted_at.is_not(None) & AccessGrant.revoked_at.is_(None),
        )
        .outerjoin(
            Membership,
            (Membership.workspace_id == AccessGrant.workspace_id) & (Membership.id == AccessGrant.member_id)
            & Membership.ended_at.is_(None),
        )
        .where(Tool.engagement_id == engagement.id, Tool.proposed_at.is_(None), Tool.not_applicable_at.is_(None))
        .order_by(Tool.position)
        .with_only_columns(Tool.id, Tool.name, Membership.id.label("person"), _side().label("side"))
    )  # fmt: skip
    found: dict[UUID, tuple[str, int, int]] = {}
    for row in rows:
        name, own, outside = found.get(row.id, (row.name, 0, 0))
        known = row.person is not None
        found[row.id] = (name, own + (known and row.side == "2"), outside + (known and row.side != "2"))
    return found


def _holder(row: Any) -> Holder:
    return Holder(row.id, row.name, SIDES[int(row.side)], row.ended_at is not None)


def _held(row: Any, side: str, admins: dict[UUID, tuple[str, int, int]]) -> Held:
    waiting = row.granted_at is None
    admin = row.admin and not waiting
    own = admins.get(row.tool_id, ("", 0, 0))[1]
    risk = ""
    if admin and row.tool_id in admins:
        risk = "sole" if side == "client" and own == 1 else "locked out" if side != "client" and own == 0 else ""
    return Held(row.tool_id, row.name, row.role, admin, waiting, risk)


def _mark(row: Any) -> str:
    return f"{row.side}~{row.id}~{row.name}"


def _start(mark: str) -> tuple[str, str, UUID] | None:
    """None for whatever is not a mark of ours."""
    side, _, rest = mark.partition("~")
    id, _, name = rest.partition("~")
    try:
        return (side, name, UUID(id)) if side in {"0", "1", "2"} and name and "\x00" not in name else None
    except ValueError:
        return None
