"""HandoverAcceptance: the handover offered, and what the owner said to it; HandoverException: what is still owed."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined

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


class HandoverException(EngagementModel):
    """What the owner accepted though it was not there yet, who at the client sees to it, and by when.

    `criterion_id` names the exit criterion that it stands for, where it is one.
    """

    constraints = (
        belongs("handover_acceptance", "acceptance_id"),
        belongs("exit_criterion", "criterion_id"),
        belongs("membership", "answers_id", wall="workspace"),
    )

    acceptance_id: Mapped[UUID] = mapped_column(Id)
    criterion_id: Mapped[UUID | None] = mapped_column(Id)
    text: Mapped[str] = mapped_column(String(300))
    answers_id: Mapped[UUID] = mapped_column(Id)
    due_on: Mapped[date] = mapped_column(Date)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by_name: Mapped[str] = mapped_column(String(120), default="")
    how: Mapped[str] = mapped_column(Text, default="")

    answers: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True,
        primaryjoin=lambda: joined(HandoverException.answers_id, Membership),
    )  # fmt: skip

    @property
    def late(self) -> bool:
        return self.closed_at is None and self.due_on < clock.today()
