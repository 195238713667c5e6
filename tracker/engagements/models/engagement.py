"""Engagement: one piece of work for one client, from charter to the day it runs without the practice."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.tenancy import ClientModel, belongs, joined

HANDS_OFF = "practice_access <> 'full'"


class EngagementState(StrEnum):
    PROSPECT = "prospect"
    AGREED = "agreed"
    ACTIVE = "active"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    PAUSED = "paused"
    DECLINED = "declined"
    ENDED_EARLY = "ended_early"


class PracticeAccess(StrEnum):
    """What the practice may still do in an engagement: work in it, only look on, or not even know of it."""

    FULL = "full"
    READ = "read"
    NONE = "none"


class Engagement(ClientModel):
    """`playbook` is the frozen copy of the content it was started from: later versions do not move the goal.

    `paused_on` is empty unless it is paused; `stopped_…` say when, by whom and why it was declined or ended early.
    `practice_access` says how far the practice's hands are off, and `practice_until` the last day on which it may
    look on at all; `rehearses_until` is the last day of a rehearsal, in which it only looks on for a while. Once
    `sealed_at` is set nobody changes anything here any more.
    """

    constraints = (
        UniqueConstraint("workspace_id", "reference"),
        belongs("membership", "lead_id", wall="workspace"),
        Index("ix_engagement_playbook", "workspace_id", "playbook_key", "playbook_version"),
        Index("ix_engagement_planned", "workspace_id", "planned_handover", "id"),
        Index("ix_engagement_hands_off", "workspace_id", "practice_until", "practice_access",
              sqlite_where=text(HANDS_OFF), postgresql_where=text(HANDS_OFF)),
    )

    reference: Mapped[int]
    title: Mapped[str] = mapped_column(String(160))
    playbook_key: Mapped[str] = mapped_column(String(60))
    playbook_version: Mapped[int]
    playbook: Mapped[dict[str, Any]] = deferred(mapped_column(Json))
    state: Mapped[EngagementState] = mapped_column(String(12), default=EngagementState.PROSPECT)
    lead_id: Mapped[UUID] = mapped_column(Id)
    charter: Mapped[str] = deferred(mapped_column(Text))
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    charter_asked_at: Mapped[datetime | None] = mapped_column(Moment)
    starts_on: Mapped[date] = mapped_column(Date)
    planned_handover: Mapped[date] = mapped_column(Date)
    handed_over_on: Mapped[date | None] = mapped_column(Date)
    paused_on: Mapped[date | None] = mapped_column(Date)
    stopped_on: Mapped[date | None] = mapped_column(Date)
    stopped_by: Mapped[str] = mapped_column(String(120), default="", server_default="")
    stopped_by_practice: Mapped[bool] = mapped_column(default=False, server_default=false())
    stopped_because: Mapped[str] = mapped_column(Text, default="", server_default="")
    practice_access: Mapped[PracticeAccess] = mapped_column(
        String(4), default=PracticeAccess.FULL, server_default="full"
    )
    practice_until: Mapped[date | None] = mapped_column(Date)
    rehearses_until: Mapped[date | None] = mapped_column(Date)
    sealed_at: Mapped[datetime | None] = mapped_column(Moment)

    client: Mapped[Client] = relationship(
        viewonly=True,
        lazy="joined",
        innerjoin=True,
        primaryjoin="and_(foreign(Engagement.workspace_id)==Client.workspace_id,"
        " foreign(Engagement.client_id)==Client.id)",
    )
    lead: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(Engagement.lead_id, Membership)
    )  # fmt: skip

    @property
    def keys(self) -> dict[str, UUID]:
        return {"workspace_id": self.workspace_id, "client_id": self.client_id, "engagement_id": self.id}

    @property
    def code(self) -> str:
        return f"E-{self.reference:04d}"

    @property
    def running(self) -> bool:
        return self.state in {EngagementState.ACTIVE, EngagementState.HANDED_OVER}
