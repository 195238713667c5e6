"""ToolCheck: who held the four things that make a tool somebody's, on a day."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.errors import Refused, Stale
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined

from .locking import lock

if TYPE_CHECKING:
    from .tool import Tool

CONTROLS = ("account", "recovery", "billing", "admin")


class Holder(StrEnum):
    CLIENT = "client"
    PRACTICE = "practice"
    PROVIDER = "provider"
    SHARED = "shared"
    NOBODY = "nobody"


class ToolCheck(EngagementModel):
    """Who held the account, its recovery, its billing and its admin on a day. The newest confirmed row stands.

    A check by the practice is a proposal until somebody at the client confirms it.
    """

    constraints = (
        belongs("tool", "tool_id"),
        belongs("membership", "by_id", wall="workspace"),
        belongs("membership", "confirmed_by_id", wall="workspace"),
        Index("ix_tool_check_tool", "workspace_id", "tool_id", "id"),
    )

    tool_id: Mapped[UUID] = mapped_column(Id)
    account: Mapped[Holder] = mapped_column(String(10))
    recovery: Mapped[Holder] = mapped_column(String(10))
    billing: Mapped[Holder] = mapped_column(String(10))
    admin: Mapped[Holder] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    confirmed_by_id: Mapped[UUID | None] = mapped_column(Id)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)

    by: Mapped[Membership] = relationship(viewonly=True, primaryjoin=lambda: joined(ToolCheck.by_id, Membership))
    tool: Mapped["Tool"] = relationship(
        viewonly=True,
        primaryjoin="and_(foreign(ToolCheck.workspace_id)==Tool.workspace_id, foreign(ToolCheck.tool_id)==Tool.id)",
    )

    @property
    def audit_name(self) -> str:
        return self.tool.name

    @property
    def waiting(self) -> bool:
        return self.confirmed_at is None and self.declined_at is None

    def confirm(self, by: Membership) -> None:
        """The client agrees with what the practice found."""
        self._decide(by)
        self.confirmed_by_id, self.confirmed_at = by.id, clock.now()
        record("tool.check_confirmed", self, by=by, after={name: getattr(self, name) for name in CONTROLS})

    def decline(self, by: Membership) -> None:
        """The client says that it is not so. What stood before stands on."""
        self._decide(by)
        self.declined_at = clock.now()
        record("tool.check_declined", self, by=by)

    def _decide(self, by: Membership) -> None:
        if not by.of_client:
            raise Refused("Somebody at the client confirms what the practice proposes.")
        lock(self, "confirmed_at", "declined_at")
        if not self.waiting:
            raise Stale("Somebody has decided about this check already.")
