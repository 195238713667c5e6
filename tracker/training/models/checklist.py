"""Modules of checklist items, and each person's progress through them."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined


class ProgressState(StrEnum):
    TODO = "todo"
    DONE = "done_by_trainee"
    VERIFIED = "verified"
    RETURNED = "returned"
    LAPSED = "lapsed"


class Module(EngagementModel):
    constraints = (UniqueConstraint("workspace_id", "engagement_id", "key"),)

    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(120))
    why: Mapped[str] = mapped_column(String(400), default="")


class ChecklistItem(EngagementModel):
    """`activities` are keys of the activities that it prepares for; `evidence` is note, link, either or none."""

    constraints = (
        belongs("module", "module_id"),
        UniqueConstraint("workspace_id", "engagement_id", "number"),
    )

    module_id: Mapped[UUID] = mapped_column(Id)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    why: Mapped[str] = mapped_column(String(400), default="")
    steps: Mapped[list[str]] = mapped_column(Json, default=list)
    minutes: Mapped[int] = mapped_column(default=10)
    competency_key: Mapped[str] = mapped_column(String(60))
    activities: Mapped[list[str]] = mapped_column(Json, default=list)
    leader: Mapped[bool] = mapped_column(default=False)
    evidence: Mapped[str] = mapped_column(String(8), default="either")
    required: Mapped[bool] = mapped_column(default=True)


class ItemProgress(EngagementModel):
    """One person's way through one item: todo → done_by_trainee → verified, or returned with a reason."""

    constraints = (
        belongs("checklist_item", "item_id"),
        belongs("membership", "person_id", wall="workspace"),
        belongs("membership", "verified_by_id", wall="workspace"),
        UniqueConstraint("workspace_id", "item_id", "person_id"),
        Index("ix_item_progress_person", "workspace_id", "person_id", "state"),
        Index("ix_item_progress_waiting", "workspace_id", "engagement_id", "state"),
    )

    item_id: Mapped[UUID] = mapped_column(Id)
    person_id: Mapped[UUID] = mapped_column(Id)
    state: Mapped[ProgressState] = mapped_column(String(16), default=ProgressState.TODO)
    due_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    verified_by_id: Mapped[UUID | None] = mapped_column(Id)
    verified_at: Mapped[datetime | None] = mapped_column(Moment)
    returned_because: Mapped[str] = mapped_column(Text, default="")
    stuck_at: Mapped[datetime | None] = mapped_column(Moment)
    assigned_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    item: Mapped[ChecklistItem] = relationship(
        viewonly=True, primaryjoin=lambda: joined(ItemProgress.item_id, ChecklistItem)
    )  # fmt: skip
    person: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(ItemProgress.person_id, Membership)
    )  # fmt: skip
    verified_by: Mapped[Membership | None] = relationship(
        viewonly=True, primaryjoin=lambda: joined(ItemProgress.verified_by_id, Membership)
    )  # fmt: skip
