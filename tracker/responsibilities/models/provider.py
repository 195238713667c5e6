"""Provider: an outside firm that does work for the client. Never the practice itself."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core.types import Id
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined


class Provider(EngagementModel):
    """`liaison` is who at the provider answers; `contact_id` who at the client steers it.

    `affiliation` says how the firm and the practice are tied, a fee for referring it included; empty for not at all.
    `days_on_site` a month make an embedded contractor of it, near to an employee, who has a last day like one.
    """

    constraints = (belongs("membership", "contact_id", wall="workspace"),)

    name: Mapped[str] = mapped_column(String(120))
    liaison: Mapped[str] = mapped_column(String(120), default="")
    contact_id: Mapped[UUID | None] = mapped_column(Id)
    affiliation: Mapped[str] = mapped_column(String(300), default="")
    days_on_site: Mapped[int] = mapped_column(default=0)
    until: Mapped[date | None] = mapped_column(Date)
    meets_every: Mapped[int | None]
    availability: Mapped[str] = mapped_column(String(300), default="")
    exit_terms: Mapped[str] = mapped_column(Text, default="")

    contact: Mapped[Membership | None] = relationship(
        viewonly=True, primaryjoin=lambda: joined(Provider.contact_id, Membership)
    )  # fmt: skip

    @property
    def embedded(self) -> bool:
        return self.days_on_site > 0
