"""The register as a page shows it: who holds what, who may use it, and what renews soon."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership, Role
from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped

from .models import CONTROLS, AccessGrant, Contract, Tool, ToolCheck
from .newest import confirmed_checks, controls, recovery_tests

AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with access. `admin` lets others in; `waiting` has asked; `left` works here no longer. `side` is client,
    practice or provider."""

    id: UUID
    member_id: UUID
    name: str
    admin: bool
    waiting: bool
    left: bool
    side: str
    role: str

    @property
    def of_practice(self) -> bool:
        return self.side == "practice"


@dataclass(frozen=True, slots=True)
class Entry:
    """One tool. `holders` is by control, None until somebody checked; `waiting` a check that the client may confirm."""

    id: UUID
    name: str
    purpose: str
    address: str
    renews_on: date | None
    counts: bool
    proposed: bool
    holders: dict[str, str] | None
    checked_on: date | None
    checked_by: str
    waiting: bool
    recovered_on: date | None
    recovery_worked: bool
    cost: str
    paid_by: str
    seats: int | None
    users: list[User] = field(default_factory=list)

    @property
    def active_users(self) -> list[User]:
        return [user for user in self.users if not user.waiting]

    @property
    def used(self) -> int:
        """How many of the seats are taken by people named here."""
        return len(self.active_users)

    @property
    def admin_risk(self) -> str:
        return admin_risk(self.users)


@dataclass(frozen=True, slots=True)
class Renewal:
    """A tool that renews soon or should have; `days` from today, below nought when overdue."""

    id: UUID
    name: str
    on: date
    days: int
    cost: str
    paid_by: str


def admin_risk(users: list[User]) -> str:
    """"locked out" where only people outside the client can let others in, "sole" where one person of it can."""
    admins = [user for user in users if user.admin and not user.waiting and not user.left]
    own = [user for user in admins if user.side == "client"]
    if admins and not own:
        return "locked out"
    return "sole" if len(own) == 1 else ""


def entries_of(engagement_id: UUID) -> list[Entry]:
    """Two statements: the tools with the check that stands, and everybody with access."""
    users: dict[UUID, list[User]] = {}
    for tool_id, user in users_of(engagement_id):
        users.setdefault(tool_id, []).append(user)
    return [_entry(row, users.get(row.id, [])) for row in db.session.execute(_tools(engagement_id))]


def users_of(engagement_id: UUID, tool_id: UUID | None = None) -> list[tuple[UUID, User]]:
    """Open access grants by tool, admins first."""
    query = (
        scoped(AccessGrant)
        .join(
            Membership,
            (Membership.workspace_id == AccessGrant.workspace_id) & (Membership.id == AccessGrant.member_id),
        )
        .where(AccessGrant.engagement_id == engagement_id, AccessGrant.revoked_at.is_(None))
        .order_by(AccessGrant.admin.desc(), Membership.name)
        .with_only_columns(
            AccessGrant.tool_id, AccessGrant.id, AccessGrant.member_id, AccessGrant.admin, AccessGrant.granted_at,
            AccessGrant.role, Membership.name, Membership.ended_at, Membership.client_id,
            Membership.role.label("part"),
        )
    )  # fmt: skip
    if tool_id is not None:
        query = query.where(AccessGrant.tool_id == tool_id)
    return [
        (row.tool_id, User(row.id, row.member_id, row.name, row.admin, row.granted_at is None,
                           row.ended_at is not None, _side(row), row.role))
        for row in db.session.execute(query)
    ]  # fmt: skip


def _side(row: Any) -> str:
    return "practice" if row.client_id is None else "provider" if row.part == Role.PROVIDER else "client"


def _tools(engagement_id: UUID) -> Any:
    standing, recovery = confirmed_checks(engagement_id), recovery_tests(engagement_id)
    waiting = (
        scoped(ToolCheck)
        .where(
            ToolCheck.workspace_id == Tool.workspace_id, ToolCheck.tool_id == Tool.id,
            ToolCheck.confirmed_at.is_(None), ToolCheck.declined_at.is_(None),
        )
        .with_only_columns(ToolCheck.id)
    )  # fmt: skip
    return (
        scoped(Tool)
        .outerjoin(
            standing,
            (standing.c.workspace_id == Tool.workspace_id) & (standing.c.tool_id == Tool.id) & (standing.c.place == 1),
        )
        .outerjoin(
            Membership, (Membership.workspace_id == standing.c.workspace_id) & (Membership.id == standing.c.by_id)
        )
        .outerjoin(
            recovery,
            (recovery.c.workspace_id == Tool.workspace_id) & (recovery.c.tool_id == Tool.id) & (recovery.c.place == 1),
        )
        .outerjoin(Contract, (Contract.workspace_id == Tool.workspace_id) & (Contract.tool_id == Tool.id))
        .where(Tool.engagement_id == engagement_id)
        .order_by(Tool.position)
        .with_only_columns(
            Tool.id, Tool.name, Tool.purpose, Tool.address, Tool.renews_on, Tool.proposed_at, Tool.not_applicable_at,
            *controls(standing.c), standing.c.at, Membership.name.label("checked_by"),
            waiting.exists().label("waiting"), recovery.c.on, recovery.c.worked, Contract.cost, Contract.paid_by,
            Contract.seats,
        )
    )  # fmt: skip


def _entry(row: Any, users: list[User]) -> Entry:
    aside = row.not_applicable_at is not None
    return Entry(
        id=row.id, name=row.name, purpose=row.purpose, address=row.address, renews_on=row.renews_on,
        counts=row.proposed_at is None and not aside, proposed=row.proposed_at is not None and not aside,
        holders={name: str(getattr(row, name)) for name in CONTROLS} if row.at else None,
        checked_on=clock.day_of(row.at) if row.at else None, checked_by=row.checked_by or "",
        waiting=bool(row.waiting), users=users, recovered_on=row.on, recovery_worked=bool(row.worked),
        cost=row.cost or "", paid_by=str(row.paid_by or ""), seats=row.seats,
    )  # fmt: skip


def renewals(entries: list[Entry], today: date) -> list[Renewal]:
    """What is overdue or renews within 60 days, the most urgent first. Pure."""
    due = [entry for entry in entries if entry.counts and entry.renews_on and entry.renews_on <= today + AHEAD]
    return [
        Renewal(entry.id, entry.name, entry.renews_on, (entry.renews_on - today).days, entry.cost, entry.paid_by)
        for entry in sorted(due, key=lambda entry: entry.renews_on)
    ]
