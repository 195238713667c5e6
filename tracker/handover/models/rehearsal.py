"""Rehearsal: weeks in which the practice is silent; EntryRequest: it asks to be let in again before they are over."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.engagements.models.proposal import Proposed, proposer
from tracker.tenancy import belongs


class RehearsalState(StrEnum):
    WAITING = "waiting"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    PLANNED = "planned"
    CALLED_OFF = "called_off"
    RUNNING = "running"
    HELD = "held"
    BROKEN = "broken"


OPEN = "state IN ('waiting', 'planned', 'running')"
UNANSWERED = "effective_at IS NULL AND declined_at IS NULL AND withdrawn_at IS NULL"
LONGEST_WEEKS = 4


class Rehearsal(Proposed, EngagementModel):
    """waiting → planned → running → held or broken; or declined, withdrawn, called off before it began.

    `because` says what it is to show. `days` are `[day, done without help, questions asked]` as they were counted last;
    they are counted again until the owner says what it showed, and stand then.
    """

    constraints = (
        proposer(),
        CheckConstraint(f"weeks BETWEEN 1 AND {LONGEST_WEEKS}", name="weeks"),
        Index("uq_rehearsal_open", "workspace_id", "engagement_id", unique=True,
              sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index("ix_rehearsal_clock", "workspace_id", "state", "begins_on"),
    )  # fmt: skip

    state: Mapped[RehearsalState] = mapped_column(String(12), default=RehearsalState.WAITING)
    weeks: Mapped[int]
    begins_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    began_on: Mapped[date | None] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    ended_by: Mapped[str] = mapped_column(String(120), default="")
    broken_because: Mapped[str] = mapped_column(Text, default="")
    days: Mapped[list[Any]] = mapped_column(Json, default=list)
    showed: Mapped[str] = mapped_column(Text, default="")
    showed_by: Mapped[str] = mapped_column(String(120), default="")
    showed_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def name(self) -> str:
        return f"the rehearsal of {self.length}"

    @property
    def length(self) -> str:
        return "one week" if self.weeks == 1 else f"{self.weeks} weeks"

    @property
    def waiting(self) -> bool:
        return self.state == RehearsalState.WAITING

    @property
    def running(self) -> bool:
        return self.state == RehearsalState.RUNNING

    @property
    def over(self) -> bool:
        """Something came of it: it was held, or begun and broken off."""
        return self.state in {RehearsalState.HELD, RehearsalState.BROKEN}

    @property
    def last_day(self) -> date:
        """The day up to which is counted."""
        return self.ended_on or self.ends_on

    def move(self, days: int) -> None:
        """Everything still to come is so many days later."""
        self.ends_on += timedelta(days=days)
        if self.began_on is None:
            self.begins_on += timedelta(days=days)


class EntryRequest(Proposed, EngagementModel):
    """Somebody of the practice asks the owner to be let in before the rehearsal is over."""

    constraints = (
        proposer(),
        belongs("rehearsal", "rehearsal_id"),
        Index("uq_entry_request_open", "workspace_id", "rehearsal_id", unique=True,
              sqlite_where=text(UNANSWERED), postgresql_where=text(UNANSWERED)),
    )  # fmt: skip

    rehearsal_id: Mapped[UUID] = mapped_column(Id)

    @property
    def name(self) -> str:
        return "a way in"
