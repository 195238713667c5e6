"""AssignmentRule: items for whoever holds a role or stands in a rota, now or later."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.responsibilities.models import Rota
from tracker.tenancy import belongs, joined

# Beside the roles of the client: its leaders, as the team names them.
LEADERS = "leader"
TO_ROLES = {
    "staff": "Everybody of the staff",
    "champion": "Every champion",
    "owner": "Every owner",
    LEADERS: "The named leaders",
}


class AssignmentRule(EngagementModel):
    """`numbers` of items, for a role (a key of `TO_ROLES`) or a rota. Due on a day, or `due_days` from `due_from`.

    Ending a rule takes nothing off anybody's checklist.
    """

    constraints = (
        belongs("rota", "rota_id"),
        belongs("membership", "by_id", wall="workspace"),
    )

    to_role: Mapped[str | None] = mapped_column(String(16))
    rota_id: Mapped[UUID | None] = mapped_column(Id)
    numbers: Mapped[list[int]] = mapped_column(Json, default=list)
    due_on: Mapped[date | None] = mapped_column(Date)
    due_from: Mapped[str | None] = mapped_column(String(24))
    due_days: Mapped[int | None]
    by_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    rota: Mapped[Rota | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(AssignmentRule.rota_id, Rota)
    )

    @property
    def whom(self) -> str:
        """`everybody of the staff`, `the rota Replies`."""
        if self.to_role is not None:
            words = TO_ROLES[self.to_role]
            return words[:1].lower() + words[1:]
        return f"the rota {self.rota.name}" if self.rota is not None else "a rota"

    @property
    def audit_name(self) -> str:
        return self.whom
