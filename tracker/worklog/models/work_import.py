"""WorkImport: a file of work entries, from the upload to the moment when all of it was written down."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined


class WorkImport(EngagementModel):
    """`digest` (SHA-256 of the bytes) tells whether the same file came before. `job` is doing it or has done it."""

    constraints = (
        belongs("membership", "by_id", wall="workspace"),
        belongs("job", "job_id", wall="workspace"),
        Index("ix_work_import_digest", "workspace_id", "engagement_id", "digest"),
    )

    by_id: Mapped[UUID] = mapped_column(Id)
    name: Mapped[str] = mapped_column(String(160))
    digest: Mapped[str] = mapped_column(String(64))
    encoding: Mapped[str] = mapped_column(String(60), default="")
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    job_id: Mapped[UUID | None] = mapped_column(Id)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    entries: Mapped[int] = mapped_column(default=0)
    taken_back_at: Mapped[datetime | None] = mapped_column(Moment)

    by: Mapped[Membership] = relationship(viewonly=True, primaryjoin=lambda: joined(WorkImport.by_id, Membership))
