"""CheckInAnswer: what the client said at a check-in, in its own words, kept as it was sent."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs

MANAGE = {"yes": "Yes", "with_help": "With help", "no": "No"}


class CheckInAnswer(AppendOnly, EngagementModel):
    """`words` is `[[question, answer], …]`; `who_does` is `[[activity's name, rung it stood on, rung it is said to be
    on, why], …]` for each critical activity; `manage` is one of `MANAGE`."""

    constraints = (
        UniqueConstraint("workspace_id", "check_in_id"),
        belongs("check_in", "check_in_id"),
        belongs("membership", "by_id", wall="workspace"),
    )

    check_in_id: Mapped[UUID] = mapped_column(Id)
    by_id: Mapped[UUID] = mapped_column(Id)
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    words: Mapped[list[Any]] = mapped_column(Json)
    who_does: Mapped[list[Any]] = mapped_column(Json)
    called: Mapped[str] = mapped_column(Text, default="")
    surprises: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    manage: Mapped[str] = mapped_column(String(10))
    why: Mapped[str] = mapped_column(Text)
