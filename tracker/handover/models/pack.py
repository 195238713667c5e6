"""HandoverPack: everything that the client keeps, as it stood on a day; how it was asked for, and how it was sealed."""

import hashlib
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs, joined

NAMES = {"full": "Handover pack", "minimum": "Minimum pack", "later": "Follow-up pack"}


class PackOrder(EngagementModel):
    """Somebody asked for a pack; `job_id` is the work on it. Open until a pack came of it, or it was given up.

    At most one is open in an engagement, so that two who ask at once get one pack. The job itself is its asker's: this
    row is what both sides see of it.
    """

    constraints = (
        belongs("membership", "by_id", wall="workspace"),
        Index("uq_pack_order_open", "workspace_id", "engagement_id", unique=True,
              sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
    )  # fmt: skip

    kind: Mapped[str] = mapped_column(String(8))
    by_id: Mapped[UUID] = mapped_column(Id)
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    job_id: Mapped[UUID] = mapped_column(Id)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def audit_name(self) -> str:
        return NAMES.get(self.kind, NAMES["full"]).lower()


class HandoverPack(AppendOnly, EngagementModel):
    """assembled → sealed, once a `PackSeal` names it; never changed. Its PDF and its ZIP are files kept on it.

    `kind` is full or minimum; `as_of` the day of which it tells, and `record_number` the last change of the record
    (`FactChange`) that it holds. Hashes are SHA-256 in hex: of both files as they are kept, and of the content alone.
    `absent` are sentences on what is missing in it.
    """

    constraints = (
        belongs("membership", "by_id", wall="workspace"),
        UniqueConstraint("workspace_id", "engagement_id", "number"),
    )

    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    as_of: Mapped[date] = mapped_column(Date)
    record_number: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(Id)
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    content_hash: Mapped[str] = mapped_column(String(64))
    pdf_hash: Mapped[str] = mapped_column(String(64))
    zip_hash: Mapped[str] = mapped_column(String(64))
    attached: Mapped[int]
    absent: Mapped[list[str]] = mapped_column(Json, default=list)

    seal: Mapped["PackSeal | None"] = relationship(
        viewonly=True, lazy="joined", uselist=False, primaryjoin=lambda: joined(PackSeal.pack_id, HandoverPack)
    )

    @property
    def title(self) -> str:
        return f"{NAMES.get(self.kind, NAMES['full'])} {self.number}"

    @property
    def state(self) -> str:
        return "sealed" if self.seal is not None else "assembled"

    @property
    def said(self) -> str:
        """What a signature on the pack is fixed to."""
        return f"{self.title}\n\nPDF {self.pdf_hash}\nZIP {self.zip_hash}"

    @property
    def hash(self) -> str:
        """One SHA-256 for the whole: of `said`."""
        return hashlib.sha256(self.said.encode()).hexdigest()


class PackSeal(AppendOnly, EngagementModel):
    """The pack that was accepted, for good. `hash` is that of the pack when it was sealed."""

    constraints = (
        belongs("handover_pack", "pack_id"),
        belongs("membership", "by_id", wall="workspace"),
        Index("uq_pack_seal", "workspace_id", "pack_id", unique=True),
    )

    pack_id: Mapped[UUID] = mapped_column(Id)
    hash: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[UUID] = mapped_column(Id)
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
