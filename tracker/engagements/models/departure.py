"""Departure: somebody left, and what became fragile that day."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.tenancy import AppendOnly, belongs

from .base import EngagementModel


class Departure(AppendOnly, EngagementModel):
    """`spots` are the weak spots that her leaving made, as they were told that day; whether each is mended is read
    from the facts of today."""

    constraints = (
        belongs("membership", "person_id", wall="workspace"),
        belongs("membership", "by_id", wall="workspace"),
    )

    person_id: Mapped[UUID] = mapped_column(Id)
    person_name: Mapped[str] = mapped_column(String(120))
    by_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    spots: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
