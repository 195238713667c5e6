"""Tool, the checks of who controls it, and who may use it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined


class Holder(StrEnum):
    CLIENT = "client"
    PRACTICE = "practice"
    PROVIDER = "provider"
    SHARED = "shared"
    NOBODY = "nobody"


class Tool(EngagementModel):
    """`competencies` are keys of what somebody must be able to do to command it."""

    constraints = (UniqueConstraint("workspace_id", "engagement_id", "key"),)

    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(String(300), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    competencies: Mapped[list[str]] = mapped_column(Json, default=list)
    renews_on: Mapped[date | None] = mapped_column(Date)
    not_applicable_at: Mapped[datetime | None] = mapped_column(Moment)


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


class AccessGrant(EngagementModel):
    """Who may use a tool: requested → active → revoked. `admin` people may let others in."""

    constraints = (
        belongs("tool", "tool_id"),
        belongs("membership", "member_id", wall="workspace"),
        Index("uq_access_grant_open", "workspace_id", "tool_id", "member_id", unique=True,
              sqlite_where=text("revoked_at IS NULL"), postgresql_where=text("revoked_at IS NULL")),
    )  # fmt: skip

    tool_id: Mapped[UUID] = mapped_column(Id)
    member_id: Mapped[UUID] = mapped_column(Id)
    admin: Mapped[bool] = mapped_column(default=False)
    requested_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    granted_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)

    member: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(AccessGrant.member_id, Membership)
    )  # fmt: skip
