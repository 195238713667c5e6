"""TeamMember: the practice's people at work in an engagement, and the client's named leaders and champions."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.tenancy import belongs, joined

from .base import EngagementModel


class Part(StrEnum):
    CONSULTANT = "consultant"
    LEADER = "leader"
    CHAMPION = "champion"
    DEPUTY_CHAMPION = "deputy_champion"


class TeamMember(EngagementModel):
    """A part that somebody plays. Ending it keeps the row."""

    constraints = (
        belongs("membership", "member_id", wall="workspace"),
        Index("uq_team_member_open", "workspace_id", "engagement_id", "member_id", "part", unique=True,
              sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
    )  # fmt: skip

    member_id: Mapped[UUID] = mapped_column(Id)
    part: Mapped[Part] = mapped_column(String(16))
    named_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    member: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(TeamMember.member_id, Membership)
    )  # fmt: skip

    @property
    def audit_name(self) -> str:
        return self.member.name
