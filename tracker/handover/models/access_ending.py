"""AccessEnding: one row of the plan by which the practice's access ends: what, when, and who confirms it."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined

PLANNED = "left_out_at IS NULL"


class Ending(StrEnum):
    GRANT = "grant"
    PASSWORDS = "passwords"
    BATON = "baton"
    OTHER = "other"


class AccessEnding(EngagementModel):
    """`days` count from the handover, or from an early end; `due_on` is the day that follows, once there is one.

    Drawn up from the register it is a proposal; `agreed_at` says when the client agreed to day and confirmer. Baton's
    own row needs nobody: it ends by the clock.
    """

    constraints = (
        belongs("access_grant", "grant_id"),
        belongs("membership", "confirmer_id", wall="workspace"),
        Index("ix_access_ending_grant", "workspace_id", "grant_id"),
        Index("uq_access_ending_kind", "workspace_id", "engagement_id", "kind", unique=True,
              sqlite_where=text("kind IN ('baton', 'passwords')"),
              postgresql_where=text("kind IN ('baton', 'passwords')")),
    )  # fmt: skip

    kind: Mapped[Ending] = mapped_column(String(10))
    what: Mapped[str] = mapped_column(String(200))
    whose: Mapped[str] = mapped_column(String(120), default="")
    grant_id: Mapped[UUID | None] = mapped_column(Id)
    days: Mapped[int]
    due_on: Mapped[date | None] = mapped_column(Date)
    confirmer_id: Mapped[UUID | None] = mapped_column(Id)
    agreed_at: Mapped[datetime | None] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    confirmed_by_name: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    left_out_at: Mapped[datetime | None] = mapped_column(Moment)
    reminded_on: Mapped[date | None] = mapped_column(Date)

    confirmer: Mapped[Membership | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(AccessEnding.confirmer_id, Membership)
    )

    @property
    def audit_name(self) -> str:
        return f"{self.whose}, {self.what}" if self.whose else self.what

    @property
    def open(self) -> bool:
        return self.confirmed_at is None and self.left_out_at is None and self.kind != Ending.BATON

    @property
    def late(self) -> bool:
        return self.open and self.due_on is not None and self.due_on < clock.today()

    def falls_due(self, since: date) -> None:
        """From now on its day is known: so many days after `since`."""
        self.due_on = since + timedelta(days=self.days)
