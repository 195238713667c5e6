"""Who has access to what, tool by tool, as its picture wants it."""

from typing import Any
from uuid import UUID

from sqlalchemy import and_

from tracker.accounts.models import Membership, Role
from tracker.core.database import db
from tracker.core.drawing.responsibility import Access, Hand
from tracker.tenancy import scoped

from .models import AccessGrant, Tool

MOST = 2000


def access_pictured(engagement_id: UUID) -> list[Access]:
    """Every tool that counts, with whoever has access to it now. One statement."""
    holds = and_(
        AccessGrant.workspace_id == Tool.workspace_id, AccessGrant.tool_id == Tool.id,
        AccessGrant.granted_at.is_not(None), AccessGrant.revoked_at.is_(None),
    )  # fmt: skip
    here = and_(
        Membership.workspace_id == AccessGrant.workspace_id, Membership.id == AccessGrant.member_id,
        Membership.ended_at.is_(None),
    )  # fmt: skip
    rows = db.session.execute(
        scoped(Tool)
        .outerjoin(AccessGrant, holds)
        .outerjoin(Membership, here)
        .where(Tool.engagement_id == engagement_id, Tool.proposed_at.is_(None), Tool.not_applicable_at.is_(None))
        .order_by(Tool.position, Membership.name)
        .with_only_columns(
            Tool.id, Tool.name, AccessGrant.admin, Membership.name.label("person"), Membership.client_id,
            Membership.role,
        )
        .limit(MOST)
    )  # fmt: skip
    found: dict[UUID, tuple[str, dict[str, list[str]]]] = {}
    for row in rows:
        _, held = found.setdefault(row.id, (row.name, {}))
        if row.person:
            held.setdefault(_part(row), []).append(_said(row))
    return [
        Access(name, _hand(held.get("admin")), _hand(held.get("user")), _hand(held.get("practice"), True),
               _hand(held.get("provider")))
        for name, held in found.values()
    ]  # fmt: skip


def _part(row: Any) -> str:
    if row.client_id is None:
        return "practice"
    if row.role == Role.PROVIDER:
        return "provider"
    return "admin" if row.admin else "user"


def _said(row: Any) -> str:
    """Outside the client it matters who administers as well."""
    return f"{row.person} (admin)" if row.admin and _part(row) in {"practice", "provider"} else row.person


def _hand(names: list[str] | None, practice: bool = False) -> Hand | None:
    return Hand(", ".join(names), practice) if names else None
