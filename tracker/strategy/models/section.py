"""A section of the strategy, and every revision of it with its author."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs, joined

# How long a signature is good for, in days; the owner may want to look again sooner.
REVIEW_DAYS = 180


class StrategySection(EngagementModel):
    """empty → draft → signed → unsigned change → stale, read from its revisions and their sign-offs.

    The owner looks at it again `review_every` days after each signature, or once on a day of her own, `review_on`.
    """

    constraints = (
        UniqueConstraint("workspace_id", "engagement_id", "key"),
        belongs("membership", "drafter_id", wall="workspace"),
    )

    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(120))
    prompt: Mapped[str] = mapped_column(String(300))
    guidance: Mapped[str] = mapped_column(String(400), default="")
    weight: Mapped[int] = mapped_column(default=1)
    drafter_id: Mapped[UUID | None] = mapped_column(Id)
    signature_asked_at: Mapped[datetime | None] = mapped_column(Moment)
    not_applicable_at: Mapped[datetime | None] = mapped_column(Moment)
    review_every: Mapped[int] = mapped_column(default=REVIEW_DAYS, server_default=str(REVIEW_DAYS))
    review_on: Mapped[date | None] = mapped_column(Date)


class Revision(AppendOnly, EngagementModel):
    """One saved text. `client_share` is 0, .5 or 1: how much of it the client wrote. Numbers never repeat."""

    constraints = (
        belongs("strategy_section", "section_id"),
        belongs("membership", "author_id", wall="workspace"),
        UniqueConstraint("workspace_id", "section_id", "number"),
        Index("ix_revision_section", "workspace_id", "section_id", "number"),
    )

    section_id: Mapped[UUID] = mapped_column(Id)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[UUID] = mapped_column(Id)
    by_client: Mapped[bool]
    client_share: Mapped[float]
    written_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    author: Mapped[Membership] = relationship(viewonly=True, primaryjoin=lambda: joined(Revision.author_id, Membership))
