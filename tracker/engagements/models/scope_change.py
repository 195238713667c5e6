"""ScopeChange: something was added to, taken out of or brought back into what is required."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.types import Id, Json

from .base import EngagementModel
from .proposal import Proposed, proposer


class ScopeAct(StrEnum):
    ADD = "add"
    REMOVE = "remove"
    RESTORE = "restore"


class ScopeChange(Proposed, EngagementModel):
    """`kind` is activity, section, tool, item or competency; `subject_id` the record, empty until an addition is made.

    `fields` are what an addition was proposed with. `effect` is by how many points the index moved with it.
    """

    constraints = (proposer(),)

    act: Mapped[ScopeAct] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(12))
    subject_id: Mapped[UUID | None] = mapped_column(Id)
    name: Mapped[str] = mapped_column(String(300))
    fields: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    effect: Mapped[float | None]
