"""SummaryLink: a way to read how an engagement stands, for somebody without an account."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined


class SummaryLink(EngagementModel):
    """Of the link only a hash is kept, of its password an argon2id hash. `key` is new with every password, so that who
    came in by the one before is out. `opens` counts how often the password was given."""

    constraints = (
        belongs("membership", "made_by_id", wall="workspace"),
        belongs("membership", "revoked_by_id", wall="workspace"),
        UniqueConstraint("workspace_id", "token_hash"),
    )

    label: Mapped[str] = mapped_column(String(120))
    token_hash: Mapped[str] = mapped_column(String(64))
    password_hash: Mapped[str] = mapped_column(String(200))
    key: Mapped[int] = mapped_column(default=1)
    made_by_id: Mapped[UUID] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_by_id: Mapped[UUID | None] = mapped_column(Id)
    opens: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)

    made_by: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(SummaryLink.made_by_id, Membership)
    )

    @property
    def audit_name(self) -> str:
        return self.label

    @property
    def state(self) -> str:
        if self.revoked_at is not None:
            return "revoked"
        return "open" if clock.now() < self.expires_at else "expired"
