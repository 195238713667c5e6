"""InboxRow: something that others want one person to know."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.errors import Refused
from tracker.core.types import Id, Moment
from tracker.engagements.subjects import page_about
from tracker.tenancy import WorkspaceModel, belongs

LONGEST_EXCERPT = 300


class Kind(StrEnum):
    MENTION = "mention"
    ANSWER = "answer"
    FLAG = "flag"
    CHECK_IN = "check_in"
    DUE = "due"

    @property
    def did(self) -> str:
        """What whoever caused it did, before the name of what it is about."""
        return _DID[self]


_DID = {
    Kind.MENTION: "mentioned you on",
    Kind.ANSWER: "answered your question",
    Kind.FLAG: "raised a critical flag:",
    Kind.CHECK_IN: "waits for your word on",
    Kind.DUE: "reminds you of",
}


class InboxRow(WorkspaceModel):
    """Something for one person. It carries its client only where the client's people may read what it quotes.

    She reads her own rows in every workspace: they are counted while it is found out who she is. `told_at` is when a
    letter told her.
    """

    constraints = (
        belongs("engagement", "engagement_id", wall="workspace"),
        belongs("engagement", "engagement_id"),
        belongs("membership", "person_id", wall="workspace"),
        ForeignKeyConstraint(["user_id"], ["users.id"]),
        Index("ix_inbox_row_person", "workspace_id", "person_id", "id"),
        Index("ix_inbox_row_unread", "workspace_id", "user_id", "read_at"),
        Index("ix_inbox_row_wall", "workspace_id", "client_id"),
    )

    client_id: Mapped[UUID | None] = mapped_column(Id)
    engagement_id: Mapped[UUID] = mapped_column(Id)
    user_id: Mapped[UUID] = mapped_column(Id)
    person_id: Mapped[UUID] = mapped_column(Id)
    kind: Mapped[Kind] = mapped_column(String(10))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID] = mapped_column(Id)
    subject_name: Mapped[str] = mapped_column(String(200))
    by_name: Mapped[str] = mapped_column(String(120))
    excerpt: Mapped[str] = mapped_column(String(LONGEST_EXCERPT))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    read_at: Mapped[datetime | None] = mapped_column(Moment)
    told_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def says(self) -> str:
        return f"{self.by_name} {Kind(self.kind).did}"

    def where(self) -> str:
        """The page that it is about."""
        return page_about(self.subject_type, self.subject_id, self.engagement_id, "discussion")

    def read(self, *, by: Membership) -> None:
        self.check_own(by)
        self.read_at = self.read_at or clock.now()

    def check_own(self, by: Membership) -> None:
        if by.id != self.person_id:
            raise Refused("This is in somebody else's inbox.")
