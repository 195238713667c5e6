"""The register as a page shows it: who holds what, who may use it, and what breaks if the practice leaves today."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped

from .models import CONTROLS, AccessGrant, Tool, ToolCheck
from .newest import confirmed_checks, controls


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with access. `admin` lets others in; `waiting` has asked; `left` works here no longer."""

    id: UUID
    member_id: UUID
    name: str
    admin: bool
    waiting: bool
    left: bool
    of_practice: bool


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
    users: list[User] = field(default_factory=list)

    @property
    def active_users(self) -> list[User]:
        return [user for user in self.users if not user.waiting]


@dataclass(frozen=True, slots=True)
class Breakage:
    """What stops working, or cannot be known, if the practice leaves today. `sure`: known from a check."""

    tool_id: UUID
    title: str
    text: str
    sure: bool


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
            Membership.name, Membership.ended_at, Membership.client_id,
        )
    )  # fmt: skip
    if tool_id is not None:
        query = query.where(AccessGrant.tool_id == tool_id)
    return [
        (row.tool_id, User(row.id, row.member_id, row.name, row.admin, row.granted_at is None,
                           row.ended_at is not None, row.client_id is None))
        for row in db.session.execute(query)
    ]  # fmt: skip


def _tools(engagement_id: UUID) -> Any:
    standing = confirmed_checks(engagement_id)
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
        .where(Tool.engagement_id == engagement_id)
        .order_by(Tool.position)
        .with_only_columns(
            Tool.id, Tool.name, Tool.purpose, Tool.address, Tool.renews_on, Tool.proposed_at, Tool.not_applicable_at,
            *controls(standing.c), standing.c.at, Membership.name.label("checked_by"),
            waiting.exists().label("waiting"),
        )
    )  # fmt: skip


def _entry(row: Any, users: list[User]) -> Entry:
    aside = row.not_applicable_at is not None
    return Entry(
        id=row.id, name=row.name, purpose=row.purpose, address=row.address, renews_on=row.renews_on,
        counts=row.proposed_at is None and not aside, proposed=row.proposed_at is not None and not aside,
        holders={name: str(getattr(row, name)) for name in CONTROLS} if row.at else None,
        checked_on=clock.day_of(row.at) if row.at else None, checked_by=row.checked_by or "",
        waiting=bool(row.waiting), users=users,
    )  # fmt: skip


def what_breaks(entries: list[Entry], practice: str) -> list[Breakage]:
    """Known losses first, then what nobody has checked. Pure."""
    found = [breakage for entry in entries if entry.counts and (breakage := _breakage(entry, practice))]
    return sorted(found, key=lambda breakage: not breakage.sure)


def _breakage(entry: Entry, practice: str) -> Breakage | None:
    if entry.holders is None:
        return Breakage(entry.id, entry.name, "Nobody has checked who controls it.", False)
    theirs = [name for name in CONTROLS if entry.holders[name] == "practice"]
    nobodys = [name for name in CONTROLS if entry.holders[name] == "nobody"]
    admins = [user for user in entry.active_users if user.admin and not user.left]
    told = []
    if theirs:
        told.append(f"{_listed(theirs).capitalize()} {_are(theirs)} in the hands of {practice}.")
    elif admins and all(user.of_practice for user in admins):
        told.append(f"Only people of {practice} can let others in.")
    if nobodys:
        told.append(f"Nobody holds {_listed(nobodys)}.")
    return Breakage(entry.id, entry.name, " ".join(told), True) if told else None


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _are(words: list[str]) -> str:
    return "are" if len(words) > 1 else "is"
