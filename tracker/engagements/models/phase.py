"""Phase: one of four, closed by a gate that the owner passes in his own words."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.types import Moment

from .base import EngagementModel


class PhaseState(StrEnum):
    PLANNED = "planned"
    ACTIVE = "active"
    GATE_REVIEW = "gate_review"
    PASSED = "passed"
    REOPENED = "reopened"
    WAIVED = "waived"


class Phase(EngagementModel):
    """`position` 0 to 3; phases may overlap, gates pass in order."""

    constraints = (UniqueConstraint("workspace_id", "engagement_id", "position"),)

    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(80))
    state: Mapped[PhaseState] = mapped_column(String(12), default=PhaseState.PLANNED)
    planned_end: Mapped[date] = mapped_column(Date)
    review_asked_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def closed(self) -> bool:
        return self.state in {PhaseState.PASSED, PhaseState.WAIVED}
