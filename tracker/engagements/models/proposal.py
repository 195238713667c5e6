"""What rows share that somebody proposes and the owner decides: who, why, and how it was answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.tenancy import belongs


class Proposed:
    """waiting → effective, declined or withdrawn. Names are kept as they were; `answer` is the owner's own words."""

    by_id: Mapped[UUID] = mapped_column(Id)
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    because: Mapped[str] = mapped_column(Text)
    effective_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[str] = mapped_column(String(120), default="")
    answer: Mapped[str] = mapped_column(Text, default="")

    @property
    def state(self) -> str:
        if self.effective_at is not None:
            return "effective"
        if self.declined_at is not None:
            return "declined"
        return "withdrawn" if self.withdrawn_at is not None else "waiting"

    @property
    def waiting(self) -> bool:
        return self.state == "waiting"


def proposer() -> Any:
    return belongs("membership", "by_id", wall="workspace")
