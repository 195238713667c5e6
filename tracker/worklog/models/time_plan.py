"""TimePlan: hours that are kept free for somebody each week, and what is left undone instead."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined


class TimePlan(EngagementModel):
    """proposed → agreed by the person and by the owner; declined or ended. Weeks are named by their Mondays.

    Of several that both agreed to, the newest holds in each week that it covers.
    """

    constraints = (
        belongs("membership", "person_id", wall="workspace"),
        belongs("membership", "proposed_by_id", wall="workspace"),
        belongs("membership", "owner_id", wall="workspace"),
        CheckConstraint("hours BETWEEN 1 AND 40", name="hours"),
        Index("ix_time_plan_person", "workspace_id", "person_id"),
    )

    person_id: Mapped[UUID] = mapped_column(Id)
    hours: Mapped[int]
    displaces: Mapped[str] = mapped_column(String(500))
    first_week: Mapped[date] = mapped_column(Date)
    last_week: Mapped[date | None] = mapped_column(Date)
    proposed_by_id: Mapped[UUID] = mapped_column(Id)
    proposed_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    person_agreed_at: Mapped[datetime | None] = mapped_column(Moment)
    owner_id: Mapped[UUID | None] = mapped_column(Id)
    owner_agreed_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    because: Mapped[str] = mapped_column(String(500), default="")

    person: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(TimePlan.person_id, Membership)
    )  # fmt: skip

    @property
    def audit_name(self) -> str:
        return self.person.name

    @property
    def agreed(self) -> bool:
        return self.declined_at is None and self.person_agreed_at is not None and self.owner_agreed_at is not None

    @property
    def open(self) -> bool:
        """It waits for somebody's word."""
        return self.declined_at is None and not self.agreed

    def covers(self, monday: date) -> bool:
        return self.first_week <= monday and (self.last_week is None or monday <= self.last_week)
