"""PlaybookVersion: what was published, for good."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.tenancy import AppendOnly, WorkspaceModel, belongs, joined

from ..content import PlaybookContent
from ..drafting import skeleton


class PlaybookVersion(AppendOnly, WorkspaceModel):
    """Version `number` of a playbook. `content` was sound when it was published; `note` says what is new in it."""

    constraints = (
        belongs("playbook", "playbook_id", wall="workspace"),
        belongs("membership", "published_by_id", wall="workspace"),
        UniqueConstraint("workspace_id", "playbook_id", "number"),
    )

    playbook_id: Mapped[UUID] = mapped_column(Id)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(600))
    note: Mapped[str] = mapped_column(String(600), default="")
    content: Mapped[dict[str, Any]] = deferred(mapped_column(Json, default=skeleton, nullable=False))
    published_by_id: Mapped[UUID] = mapped_column(Id)
    published_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    published_by: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(PlaybookVersion.published_by_id, Membership)
    )

    @property
    def record(self) -> PlaybookContent:
        """What it holds. `content` is read with a statement of its own."""
        return PlaybookContent.from_dict(self.content)
