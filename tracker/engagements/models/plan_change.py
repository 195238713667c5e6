"""PlanChange: the handover moved, the clocks stopped or started again, or an early end; and the paused spans."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.types import Id
from tracker.tenancy import belongs

from .base import EngagementModel
from .proposal import Proposed, proposer


class ChangeKind(StrEnum):
    EXTENSION = "extension"
    PAUSE = "pause"
    RESUMPTION = "resumption"
    ENDING = "ending"


class PlanChange(Proposed, EngagementModel):
    """`was_on` is the planned handover before; `to_on` the one after an extension, for other kinds the same."""

    constraints = (proposer(),)

    kind: Mapped[ChangeKind] = mapped_column(String(12))
    was_on: Mapped[date] = mapped_column(Date)
    to_on: Mapped[date] = mapped_column(Date)


OPEN = "resumed_on IS NULL"


class Pause(EngagementModel):
    """A stretch that clocks leave out: from `from_on`, up to the day it went on, `resumed_on`."""

    constraints = (
        belongs("plan_change", "change_id"),
        Index("uq_pause_open", "workspace_id", "engagement_id", unique=True,
              sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
    )  # fmt: skip

    change_id: Mapped[UUID] = mapped_column(Id)
    from_on: Mapped[date] = mapped_column(Date)
    resumed_on: Mapped[date | None] = mapped_column(Date)
