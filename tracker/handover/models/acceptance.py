"""HandoverAcceptance: the handover offered, and what the owner said to it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs

ONE_OPEN = "state = 'offered'"


class OfferState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    WITH_EXCEPTIONS = "accepted_with_exceptions"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken_back"


TAKEN = {OfferState.ACCEPTED, OfferState.WITH_EXCEPTIONS}


class HandoverAcceptance(EngagementModel):
    """An offer and its answer; what was signed stands in the SignOff. At most one waits for its answer.

    `message` is what the offering side said, `words` what the owner said. It is taken back when the Handover gate is
    reopened.
    """

    constraints = (
        belongs("membership", "offered_by_id", wall="workspace"),
        Index("uq_handover_acceptance_open", "workspace_id", "engagement_id", unique=True,
              sqlite_where=text(ONE_OPEN), postgresql_where=text(ONE_OPEN)),
    )  # fmt: skip

    pack_number: Mapped[int]
    offered_by_id: Mapped[UUID] = mapped_column(Id)
    offered_by_name: Mapped[str] = mapped_column(String(120))
    offered_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    message: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[OfferState] = mapped_column(String(24), default=OfferState.OFFERED)
    decided_by_name: Mapped[str] = mapped_column(String(120), default="")
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    words: Mapped[str] = mapped_column(Text, default="")

    @property
    def audit_name(self) -> str:
        return "the handover"

    @property
    def waiting(self) -> bool:
        return self.state == OfferState.OFFERED

    @property
    def taken(self) -> bool:
        return self.state in TAKEN
