"""DecisionRule: how an activity is done and by whom, as the owner signs it (in house, blend or a provider)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs


class DecisionRule(AppendOnly, EngagementModel):
    """The newest row of an activity is the one that stands; it guides once a SignOff names it."""

    constraints = (
        belongs("activity", "activity_id"),
        belongs("membership", "author_id", wall="workspace"),
        Index("ix_decision_rule_activity", "workspace_id", "activity_id", "id"),
    )

    activity_id: Mapped[UUID] = mapped_column(Id)
    author_id: Mapped[UUID] = mapped_column(Id)
    choice: Mapped[str] = mapped_column(String(12), default="in_house")
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
