"""Attachment: a file that somebody put to a record."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined

from .subjects import name_told, record_behind


class Attachment(EngagementModel):
    """`name` is for people to read and never part of a path; `key` says where the bytes lie, `hash` is their SHA-256.

    Removing keeps the row; after thirty days the bytes go and `purged_at` says when.
    """

    constraints = (
        belongs("membership", "by_id", wall="workspace"),
        belongs("membership", "removed_by_id", wall="workspace"),
        UniqueConstraint("workspace_id", "key"),
        Index("ix_attachment_subject", "workspace_id", "subject_id"),
    )

    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID] = mapped_column(Id)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(120))
    by_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    removed_by_id: Mapped[UUID | None] = mapped_column(Id)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
    purged_at: Mapped[datetime | None] = mapped_column(Moment)

    by: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(Attachment.by_id, Membership)
    )

    @property
    def there(self) -> bool:
        return self.removed_at is None

    @property
    def size_words(self) -> str:
        """3 KB, 1.2 MB."""
        return f"{self.size / 1_000_000:.1f} MB" if self.size >= 1_000_000 else f"{max(1, round(self.size / 1000))} KB"

    @property
    def seen_through(self) -> Any:
        """Whoever may know of its record may know of the file, and nobody else."""
        return record_behind(self)

    @property
    def audit_name(self) -> str:
        return name_told(self)
