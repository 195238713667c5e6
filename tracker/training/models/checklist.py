"""Modules of checklist items: what there is to learn, copied from the playbook and frozen."""

from typing import Any
from uuid import UUID

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.types import Id, Json
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs


class Module(EngagementModel):
    constraints = (UniqueConstraint("workspace_id", "engagement_id", "key"),)

    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(120))
    why: Mapped[str] = mapped_column(String(400), default="")


class ChecklistItem(EngagementModel):
    """`activities` are keys of the activities that it prepares for; `evidence` is note, link, either or none.

    `quiz` is `{"pass_mark", "questions": [{"question", "choices", "answer", "because"}]}`, `answer` counted from 1.
    """

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
    quiz: Mapped[dict[str, Any] | None] = mapped_column(Json)
