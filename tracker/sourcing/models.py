"""What is decided about who does an activity, what speaks against it, and how providers are judged and met."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Float, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.responsibilities.models import Provider
from tracker.tenancy import AppendOnly, belongs, joined


class SourcingDecision(AppendOnly, EngagementModel):
    """draft → owner_signed → superseded: the newest row of an activity stands, and counts once its rule is signed.

    `rule_id` is the decision rule that says it in words; the owner signs that very text. `answers` are ten numbers of 0
    to 4 in the order of `aid.QUESTIONS`; `recommendation` is what the aid said of them on that day.
    """

    constraints = (
        belongs("activity", "activity_id"),
        belongs("decision_rule", "rule_id"),
        belongs("provider", "provider_id"),
        belongs("membership", "author_id", wall="workspace"),
        CheckConstraint("hands_on BETWEEN 0 AND 100", name="hands_on"),
        Index("ix_sourcing_decision_activity", "workspace_id", "activity_id", "id"),
        Index("ix_sourcing_decision_rule", "workspace_id", "rule_id"),
    )

    activity_id: Mapped[UUID] = mapped_column(Id)
    rule_id: Mapped[UUID] = mapped_column(Id)
    author_id: Mapped[UUID] = mapped_column(Id)
    answers: Mapped[list[int]] = mapped_column(Json)
    score: Mapped[float] = mapped_column(Float)
    recommendation: Mapped[str] = mapped_column(String(12))
    choice: Mapped[str] = mapped_column(String(12))
    provider_id: Mapped[UUID | None] = mapped_column(Id)
    by_practice: Mapped[bool] = mapped_column(default=False)
    who: Mapped[str] = mapped_column(Text)
    overruled_because: Mapped[str] = mapped_column(Text, default="")
    hands_on: Mapped[int] = mapped_column(default=0)
    ends_on: Mapped[date | None] = mapped_column(Date)
    training: Mapped[str] = mapped_column(Text, default="")
    checked_by: Mapped[str] = mapped_column(String(300), default="")
    interest: Mapped[str] = mapped_column(Text, default="")
    second_quote: Mapped[str] = mapped_column(Text, default="")
    review_on: Mapped[date] = mapped_column(Date)
    written_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    author: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(SourcingDecision.author_id, Membership)
    )
    provider: Mapped[Provider | None] = relationship(
        viewonly=True, primaryjoin=lambda: joined(SourcingDecision.provider_id, Provider)
    )


class Dissent(AppendOnly, EngagementModel):
    """Somebody sees it otherwise, and it is written down: experts may disagree in public. Never removed."""

    constraints = (
        belongs("sourcing_decision", "decision_id"),
        belongs("membership", "member_id", wall="workspace"),
        Index("ix_dissent_decision", "workspace_id", "decision_id", "id"),
    )

    decision_id: Mapped[UUID] = mapped_column(Id)
    member_id: Mapped[UUID] = mapped_column(Id)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    member: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(Dissent.member_id, Membership)
    )  # fmt: skip


class Scorecard(AppendOnly, EngagementModel):
    """How one person judges a provider; her newest card counts. `holds` and `marks` as in `scoring`."""

    constraints = (
        belongs("provider", "provider_id"),
        belongs("membership", "scorer_id", wall="workspace"),
        Index("ix_scorecard_provider", "workspace_id", "provider_id", "id"),
    )

    provider_id: Mapped[UUID] = mapped_column(Id)
    scorer_id: Mapped[UUID] = mapped_column(Id)
    holds: Mapped[dict[str, Any]] = mapped_column(Json)
    marks: Mapped[dict[str, Any]] = mapped_column(Json)
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    scorer: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(Scorecard.scorer_id, Membership)
    )  # fmt: skip


class ProviderMeeting(AppendOnly, EngagementModel):
    """The client's person and the provider's liaison met."""

    constraints = (
        belongs("provider", "provider_id"),
        belongs("membership", "by_id", wall="workspace"),
        Index("ix_provider_meeting_provider", "workspace_id", "provider_id", "on"),
    )

    provider_id: Mapped[UUID] = mapped_column(Id)
    by_id: Mapped[UUID] = mapped_column(Id)
    on: Mapped[date] = mapped_column(Date)
    note: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    by: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(ProviderMeeting.by_id, Membership)
    )  # fmt: skip
