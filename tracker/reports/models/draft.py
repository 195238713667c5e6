"""ReportDraft: a report while it is written. The client's people cannot know of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.types import Id, Json, Moment
from tracker.engagements.holding import hold
from tracker.tenancy import WorkspaceModel, belongs, joined

WRITTEN = ("title", "since", "parts")


class ReportDraft(WorkspaceModel):
    """Its row names no client, so that both walls keep it from the client's people until it is sent.

    `parts` are its sections in order: `[{"key", "text", "out": bool}]`; `out` ones are left out. The period begins
    with `since` and ends on the day of sending. `revision` counts its texts. `recipients` are ids of members: whoever
    got the last one. `scheduled` ones were begun by Baton.
    """

    constraints = (
        belongs("engagement", "engagement_id", wall="workspace"),
        belongs("engagement", "engagement_id"),
        belongs("membership", "begun_by_id", wall="workspace"),
        belongs("membership", "changed_by_id", wall="workspace"),
        Index("ix_report_draft_engagement", "workspace_id", "engagement_id"),
        Index("ix_report_draft_wall", "workspace_id", "client_id"),
    )

    client_id: Mapped[UUID | None] = mapped_column(Id)
    engagement_id: Mapped[UUID] = mapped_column(Id)
    title: Mapped[str] = mapped_column(String(160))
    since: Mapped[date] = mapped_column(Date)
    parts: Mapped[list[Any]] = mapped_column(Json, default=list)
    recipients: Mapped[list[Any]] = mapped_column(Json, default=list)
    revision: Mapped[int] = mapped_column(default=1)
    scheduled: Mapped[bool] = mapped_column(default=False)
    begun_by_id: Mapped[UUID] = mapped_column(Id)
    begun_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    changed_by_id: Mapped[UUID] = mapped_column(Id)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    discarded_at: Mapped[datetime | None] = mapped_column(Moment)

    changed_by: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(ReportDraft.changed_by_id, Membership)
    )

    @property
    def open(self) -> bool:
        return self.sent_at is None and self.discarded_at is None

    def rewrite(self, *, by: Membership, seen: int, title: str, since: date, parts: list[dict[str, Any]]) -> None:
        """Write it anew, from what revision `seen` said; another one since is `Stale`."""
        self.hold_open(seen)
        if since > clock.today():
            raise Refused("The period cannot begin after today.", "since")
        if (title, since, parts) == (self.title, self.since, self.parts):
            return
        self.title, self.since, self.parts = title, since, parts
        self.revision, self.changed_by_id, self.changed_at = self.revision + 1, by.id, clock.now()
        db.session.flush()
        record("report.rewritten", self, by=by)

    def discard(self, *, by: Membership) -> None:
        """Throw it away before it is sent."""
        self.hold_open()
        self.discarded_at = clock.now()
        record("report.discarded", self, by=by)

    def hold_open(self, seen: int | None = None) -> None:
        """Lock it. Raises `Stale` once it was sent or thrown away, and where `seen` is not its newest text."""
        hold(self, "revision", "changed_by_id", "changed_at", "sent_at", "discarded_at", *WRITTEN)
        if self.sent_at is not None:
            raise Stale("This report has been sent already. What was sent stays as it is.")
        if self.discarded_at is not None:
            raise Stale("This draft was thrown away meanwhile. Begin another one.")
        if seen is not None and seen != self.revision:
            raise Stale("Somebody changed this report after you opened it. Both texts are shown: put them together.")
