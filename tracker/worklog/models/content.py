"""ContentItem: something said to customers, from the idea to the day it was published; with its log of authorship."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.responsibilities.models import Activity
from tracker.tenancy import AppendOnly, belongs, joined


class AuthorKind(StrEnum):
    CLIENT = "client"
    TOGETHER = "together"
    PRACTICE = "practice"
    PROVIDER = "provider"


class ContentState(StrEnum):
    IDEA = "idea"
    DRAFTED = "drafted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    DROPPED = "dropped"


OUTSIDE = {AuthorKind.PRACTICE, AuthorKind.PROVIDER}


class ContentItem(EngagementModel):
    """idea → drafted → approved → published; what was returned goes back to its author, and every version asks anew.

    `version` is that of the newest text, nought while there is none; author and kind are those of that text.
    `in_name_of` is the person under whose name it appears, empty for the organisation's own.
    """

    constraints = (
        belongs("activity", "activity_id"),
        belongs("membership", "author_id", wall="workspace"),
        belongs("membership", "in_name_of_id", wall="workspace"),
        Index("ix_content_item_newest", "workspace_id", "engagement_id", "id"),
        Index("ix_content_item_planned", "workspace_id", "engagement_id", "planned_on"),
        Index("ix_content_item_published", "workspace_id", "engagement_id", "published_on"),
    )

    activity_id: Mapped[UUID] = mapped_column(Id)
    title: Mapped[str] = mapped_column(String(160))
    channel: Mapped[str] = mapped_column(String(80), default="")
    reply: Mapped[bool] = mapped_column(default=False)
    planned_on: Mapped[date | None] = mapped_column(Date)
    in_name_of_id: Mapped[UUID | None] = mapped_column(Id)
    disclosure: Mapped[str] = mapped_column(String(300), default="")
    author_kind: Mapped[AuthorKind] = mapped_column(String(8), default=AuthorKind.CLIENT)
    author_id: Mapped[UUID | None] = mapped_column(Id)
    version: Mapped[int] = mapped_column(default=0)
    state: Mapped[ContentState] = mapped_column(String(9), default=ContentState.IDEA)
    published_on: Mapped[date | None] = mapped_column(Date)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    activity: Mapped[Activity] = relationship(
        viewonly=True, primaryjoin=lambda: joined(ContentItem.activity_id, Activity)
    )  # fmt: skip
    author: Mapped[Membership | None] = relationship(
        viewonly=True, primaryjoin=lambda: joined(ContentItem.author_id, Membership)
    )  # fmt: skip
    in_name_of: Mapped[Membership | None] = relationship(
        viewonly=True, primaryjoin=lambda: joined(ContentItem.in_name_of_id, Membership)
    )  # fmt: skip

    @property
    def ghost_written(self) -> bool:
        """It appears under somebody's name, and somebody else wrote it."""
        if self.in_name_of_id is None or not self.version:
            return False
        return self.author_kind in OUTSIDE or self.author_id not in (None, self.in_name_of_id)


class ContentVersion(AppendOnly, EngagementModel):
    """Who wrote which text when: the log of authorship, which stays inside the engagement."""

    constraints = (
        belongs("content_item", "item_id"),
        belongs("membership", "author_id", wall="workspace"),
        belongs("membership", "written_by_id", wall="workspace"),
        UniqueConstraint("workspace_id", "item_id", "number"),
    )

    item_id: Mapped[UUID] = mapped_column(Id)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(500), default="")
    author_kind: Mapped[AuthorKind] = mapped_column(String(8))
    author_id: Mapped[UUID | None] = mapped_column(Id)
    written_by_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    author: Mapped[Membership | None] = relationship(
        viewonly=True, primaryjoin=lambda: joined(ContentVersion.author_id, Membership)
    )  # fmt: skip
    written_by: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(ContentVersion.written_by_id, Membership)
    )  # fmt: skip


class ContentDecision(AppendOnly, EngagementModel):
    """Somebody of the client approved a version, or returned it with a reason."""

    constraints = (
        belongs("content_item", "item_id"),
        belongs("membership", "by_id", wall="workspace"),
        Index("ix_content_decision_item", "workspace_id", "item_id"),
    )

    item_id: Mapped[UUID] = mapped_column(Id)
    number: Mapped[int]
    approved: Mapped[bool]
    words: Mapped[str] = mapped_column(String(500), default="")
    by_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    by: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(ContentDecision.by_id, Membership)
    )  # fmt: skip
