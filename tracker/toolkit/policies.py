"""What the permission table's own cells mean in the toolkit."""

from typing import Any
from uuid import UUID

from tracker.access.permissions import Can
from tracker.access.policies import owned_when
from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.tenancy import scoped

from .models import AccessGrant, Tool, ToolCheck


@owned_when(Can.KEEP_TOOLS)
def _admin_of_it(member: Membership, record: Any) -> bool:
    """Staff keep the tools that they are admins of, and no others."""
    tool_id = _tool_of(record)
    return tool_id is not None and _administers(member, tool_id)


def _tool_of(record: Any) -> UUID | None:
    if isinstance(record, Tool):
        return record.id
    return record.tool_id if isinstance(record, ToolCheck | AccessGrant) else None


def _administers(member: Membership, tool_id: UUID) -> bool:
    grants = scoped(AccessGrant).where(
        AccessGrant.tool_id == tool_id, AccessGrant.member_id == member.id, AccessGrant.admin,
        AccessGrant.granted_at.is_not(None), AccessGrant.revoked_at.is_(None),
    )  # fmt: skip
    return db.session.scalar(grants.with_only_columns(AccessGrant.id).limit(1)) is not None
