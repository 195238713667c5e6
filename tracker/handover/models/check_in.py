"""CheckIn: some weeks after the handover the client looks at whether it still runs this by itself, and says so."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined

DAYS = (30, 60, 90, 180, 365)
LAST = DAYS[-1]
# It opens, and its invitation leaves, so many days before it is due; so many days after, it counts as missed.
OPENS = timedelta(days=7)
LATE = timedelta(days=7)


class CheckInState(StrEnum):
    PLANNED = "planned"
    SCHEDULED = "scheduled"
    INVITED = "invited"
    DONE = "done"
    MISSED = "missed"


def state_on(due_on: date | None, answered: bool, today: date) -> CheckInState:
    """Read from the days alone, so that nothing has to happen in the night for a page to be right."""
    if answered:
        return CheckInState.DONE
    if due_on is None:
        return CheckInState.PLANNED
    if today >= due_on + LATE:
        return CheckInState.MISSED
    return CheckInState.INVITED if today >= due_on - OPENS else CheckInState.SCHEDULED


class CheckIn(EngagementModel):
    """planned → scheduled (the handover gave it a day) → invited → done; missed when a week late, and open still.

    `days` counts from the handover; `round` grows when a client is handed over anew. `questions` are the playbook's,
    frozen with the day. `draft` holds what is written and not yet sent: by part of the form its `values`, `revision`
    and who wrote it (`by`). `relapses` counts the activities that had fallen back when it was answered, `down` those of
    this and earlier check-ins that nobody had climbed back by then.
    """

    constraints = (
        UniqueConstraint("workspace_id", "engagement_id", "days", "round"),
        belongs("membership", "answers_id", wall="workspace"),
        belongs("membership", "stand_in_id", wall="workspace"),
        belongs("membership", "answered_by_id", wall="workspace"),
        Index("ix_check_in_due", "workspace_id", "answered_at", "due_on"),
        Index("ix_check_in_answers", "workspace_id", "answers_id"),
        Index("ix_check_in_stand_in", "workspace_id", "stand_in_id"),
    )

    days: Mapped[int]
    round: Mapped[int] = mapped_column(default=1)
    answers_id: Mapped[UUID | None] = mapped_column(Id)
    stand_in_id: Mapped[UUID | None] = mapped_column(Id)
    due_on: Mapped[date | None] = mapped_column(Date)
    questions: Mapped[list[str]] = mapped_column(Json, default=list)
    draft: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    invited_at: Mapped[datetime | None] = mapped_column(Moment)
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    missed_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[UUID | None] = mapped_column(Id)
    manage: Mapped[str] = mapped_column(String(10), default="")
    relapses: Mapped[int] = mapped_column(default=0)
    down: Mapped[int] = mapped_column(default=0)

    answers: Mapped[Membership | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(CheckIn.answers_id, Membership)
    )
    stand_in: Mapped[Membership | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(CheckIn.stand_in_id, Membership)
    )

    @property
    def name(self) -> str:
        return f"Check-in after {self.days} days"

    @property
    def state(self) -> CheckInState:
        return state_on(self.due_on, self.answered_at is not None, clock.today())

    @property
    def open(self) -> bool:
        """May it be answered now? Late is better than never."""
        return self.state in {CheckInState.INVITED, CheckInState.MISSED}

    @property
    def opens_on(self) -> date | None:
        return self.due_on - OPENS if self.due_on is not None else None

    @property
    def days_late(self) -> int:
        """How many days it is overdue today; nought when it is answered or not yet due."""
        if self.due_on is None or self.answered_at is not None:
            return 0
        return max((clock.today() - self.due_on).days, 0)

    @property
    def whose_turn(self) -> Membership | None:
        """Who is to answer, as long as she is here, else her stand-in; None leaves it to the owner."""
        return next((one for one in (self.answers, self.stand_in) if one is not None and one.active), None)

    def written(self, part: str) -> dict[str, Any]:
        """What is written of a part of the form so far."""
        return self.draft.get(part, {}).get("values", {})

    def revision(self, part: str) -> int:
        return int(self.draft.get(part, {}).get("revision", 0))
