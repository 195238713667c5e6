"""Comment: what somebody said of a record. A row is never changed, so neither is who may read it."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.types import Id, Moment
from tracker.tenancy import AppendOnly, WorkspaceModel, belongs, scoped

MENDABLE = timedelta(minutes=15)


class Visibility(StrEnum):
    EVERYONE = "everyone"
    PRACTICE = "practice"


def _walls() -> tuple[Any, ...]:
    """The row hangs in its engagement; its client, where it names one, is that engagement's."""
    return (
        belongs("engagement", "engagement_id", wall="workspace"),
        belongs("engagement", "engagement_id"),
        belongs("membership", "author_id", wall="workspace"),
    )


class Comment(AppendOnly, WorkspaceModel):
    """What somebody said of a record.

    A comment for everyone carries its client; one for the practice only carries none, and so no role of the database
    shows it to a client's people. The row is append-only: what was written for the practice stays there.
    """

    constraints = (
        *_walls(),
        UniqueConstraint("workspace_id", "client_id", "id"),
        Index("ix_comment_subject", "workspace_id", "subject_id", "id"),
        CheckConstraint("(visibility = 'practice') = (client_id IS NULL)", name="visibility"),
        CheckConstraint("visibility IN ('everyone', 'practice')", name="visible"),
    )

    client_id: Mapped[UUID | None] = mapped_column(Id)
    engagement_id: Mapped[UUID] = mapped_column(Id)
    visibility: Mapped[Visibility] = mapped_column(String(10))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID] = mapped_column(Id)
    subject_name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @property
    def audit_name(self) -> str:
        return self.subject_name

    @property
    def private(self) -> bool:
        return self.visibility == Visibility.PRACTICE

    def check_mendable(self, by: Membership) -> None:
        """Raises `Refused` for anybody but its author, and once it has stood for fifteen minutes."""
        if by.id != self.author_id:
            raise Refused("Only whoever wrote a comment can mend it.")
        if clock.now() > self.at + MENDABLE:
            raise Refused("A comment can be mended for fifteen minutes. Write another one.")

    def mend(self, text: str, *, by: Membership, based_on: str) -> "Mending | None":
        """A better text by its author, who read `based_on`; the first text stays on record."""
        self.check_mendable(by)
        present = newest_text(self)
        if based_on != present:
            raise Stale("You mended this comment in another window meanwhile. That text is shown below.", "text")
        if text == present:
            return None
        mending = Mending(
            workspace_id=self.workspace_id, client_id=self.client_id, engagement_id=self.engagement_id,
            comment_id=self.id, author_id=by.id, text=text,
        )  # fmt: skip
        db.session.add(mending)
        record("note.mended" if self.private else "comment.mended", self, by=by)
        return mending


class Mending(AppendOnly, WorkspaceModel):
    """A better text of a comment, inside the same wall; the newest one is read."""

    constraints = (
        *_walls(),
        belongs("comment", "comment_id", wall="workspace"),
        belongs("comment", "comment_id"),
        Index("ix_mending_comment", "workspace_id", "comment_id", "id"),
        Index("ix_mending_wall", "workspace_id", "client_id"),
    )

    client_id: Mapped[UUID | None] = mapped_column(Id)
    engagement_id: Mapped[UUID] = mapped_column(Id)
    comment_id: Mapped[UUID] = mapped_column(Id)
    author_id: Mapped[UUID] = mapped_column(Id)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


def newest_text(comment: Comment) -> str:
    """The text as its author last left it. One statement."""
    mended = scoped(Mending).where(Mending.comment_id == comment.id).order_by(Mending.id.desc()).limit(1)
    found = db.session.scalar(mended)
    return found.text if found is not None else comment.text
