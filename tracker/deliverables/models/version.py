"""What is never changed: each version as it was handed in, and what was said of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs, joined


class DeliverableVersion(AppendOnly, EngagementModel):
    """A text (Markdown), a link, or files, with a note on what is new. `files_said` names each file with its hash, so
    that a signature on the version holds for the files too."""

    constraints = (
        belongs("deliverable", "deliverable_id"),
        belongs("membership", "author_id", wall="workspace"),
        UniqueConstraint("workspace_id", "deliverable_id", "number"),
    )

    deliverable_id: Mapped[UUID] = mapped_column(Id)
    number: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    files_said: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    author: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True,
        primaryjoin=lambda: joined(DeliverableVersion.author_id, Membership),
    )  # fmt: skip

    @property
    def audit_name(self) -> str:
        return f"version {self.number}"


class DeliverableOpinion(AppendOnly, EngagementModel):
    """What somebody said of a version: `recommended`, `doubted`, or, by the owner, `returned`."""

    constraints = (
        belongs("deliverable", "deliverable_id"),
        belongs("membership", "by_id", wall="workspace"),
        Index("ix_deliverable_opinion_deliverable", "workspace_id", "deliverable_id", "id"),
    )

    deliverable_id: Mapped[UUID] = mapped_column(Id)
    version: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(Id)
    verdict: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    by: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(DeliverableOpinion.by_id, Membership)
    )


def text_of(version: DeliverableVersion, name: str) -> str:
    """What a signature on a version is fixed to."""
    said = [version.note, version.text, version.link, version.files_said]
    return "\n\n".join([name, f"Version {version.number}", *said])
