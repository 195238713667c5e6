"""The rows of the baseline: how ready people are, whether they are willing, and what exists. Never anybody's age."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs

RATINGS = ("awareness", "desire", "knowledge", "ability", "reinforcement")
LOWEST, HIGHEST = 1, 5


class Readiness(AppendOnly, EngagementModel):
    """Five ratings of 1 to 5, of one person or, with `person_id` empty, of the organisation. The newest row stands."""

    constraints = (
        belongs("membership", "person_id", wall="workspace"),
        belongs("membership", "by_id", wall="workspace"),
        Index("ix_readiness_person", "workspace_id", "engagement_id", "person_id", "id"),
        *(CheckConstraint(f"{name} BETWEEN {LOWEST} AND {HIGHEST}", name=f"readiness_{name}") for name in RATINGS),
    )

    person_id: Mapped[UUID | None] = mapped_column(Id)
    awareness: Mapped[int]
    desire: Mapped[int]
    knowledge: Mapped[int]
    ability: Mapped[int]
    reinforcement: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[UUID] = mapped_column(Id)
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @property
    def ratings(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in RATINGS}

    @property
    def audit_name(self) -> str:
        return "readiness"


class Willing(StrEnum):
    YES = "yes"
    WITH_HELP = "with_help"
    NOT_NOW = "not_now"
    NO = "no"


class Willingness(AppendOnly, EngagementModel):
    """What somebody said when asked whether she is willing; the newest row stands."""

    constraints = (
        belongs("membership", "person_id", wall="workspace"),
        belongs("membership", "by_id", wall="workspace"),
        Index("ix_willingness_person", "workspace_id", "engagement_id", "person_id", "id"),
    )

    person_id: Mapped[UUID] = mapped_column(Id)
    answer: Mapped[Willing] = mapped_column(String(10))
    wish: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[UUID] = mapped_column(Id)
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @property
    def audit_name(self) -> str:
        return "willingness"


class Kind(StrEnum):
    CHANNEL = "channel"
    TOOL = "tool"
    SKILL = "skill"


class Finding(EngagementModel):
    """Something of the audit that exists, half exists or is missing. Removing keeps the row."""

    kind: Mapped[Kind] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(160))
    state: Mapped[str] = mapped_column(String(8), default="works")
    holder: Mapped[str] = mapped_column(String(160), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
