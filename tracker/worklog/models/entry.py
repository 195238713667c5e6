"""WorkEntry: who did how much of an activity, and in which mode."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined

from .question import WorkQuestion


class Mode(StrEnum):
    CONSULTANT = "consultant"
    TOGETHER = "together"
    CLIENT_CHECKED = "client_checked"
    CLIENT = "client"
    PROVIDER = "provider"
    OVERSIGHT = "oversight"


class WorkEntry(EngagementModel):
    """`quantity` counts in the activity's unit. A slip is taken back, never deleted.

    `person` had her hand in it; `logged_by` wrote it down for her, empty where she did so herself. The `question`, if
    any, asks somebody whether it is so.
    """

    constraints = (
        belongs("activity", "activity_id"),
        belongs("membership", "person_id", wall="workspace"),
        belongs("membership", "logged_by_id", wall="workspace"),
        belongs("work_question", "question_id"),
        belongs("work_import", "import_id"),
        Index("ix_work_entry_import", "workspace_id", "import_id"),
        Index("ix_work_entry_question", "workspace_id", "question_id"),
        Index("ix_work_entry_person", "workspace_id", "person_id", "on"),
        CheckConstraint("quantity BETWEEN 1 AND 1000", name="quantity"),
        Index("ix_work_entry_window", "workspace_id", "engagement_id", "on"),
        Index("ix_work_entry_newest", "workspace_id", "engagement_id", "id"),
        Index("ix_work_entry_activity", "workspace_id", "activity_id", "on"),
    )

    activity_id: Mapped[UUID] = mapped_column(Id)
    on: Mapped[date] = mapped_column(Date)
    quantity: Mapped[int] = mapped_column(default=1)
    minutes: Mapped[int | None]
    mode: Mapped[Mode] = mapped_column(String(16))
    person_id: Mapped[UUID] = mapped_column(Id)
    logged_by_id: Mapped[UUID | None] = mapped_column(Id)
    question_id: Mapped[UUID | None] = mapped_column(Id)
    import_id: Mapped[UUID | None] = mapped_column(Id)
    note: Mapped[str] = mapped_column(String(500), default="")
    logged_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    taken_back_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(WorkEntry.person_id, Membership)
    )  # fmt: skip
    question: Mapped[WorkQuestion | None] = relationship(
        viewonly=True, primaryjoin=lambda: joined(WorkEntry.question_id, WorkQuestion)
    )  # fmt: skip

    @property
    def waiting(self) -> bool:
        """It counts for nothing until the person whose work it is has confirmed it."""
        return self.taken_back_at is None and self.question is not None and self.question.holds_back
