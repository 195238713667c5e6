"""Activity: a piece of recurring work that must end up in the client's hands."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined

from .provider import Provider

TOP_RUNG = 4


class DoerKind(StrEnum):
    NOBODY = "nobody"
    PERSON = "person"
    PROVIDER = "provider"
    PRACTICE = "practice"


class Activity(EngagementModel):
    """`rung` 0 to 4 is where it stands now; `rungs` are those planned for the four gates. Facts come from the playbook.

    `competencies` are keys of the engagement's competencies that this work proves. `sla_hours` are the staffed hours
    within which the owner promises an answer; empty where nobody waits for one. `doer_since` is the day on
    which whoever does it now was given it, empty as long as it is as it was at the start.
    """

    constraints = (
        UniqueConstraint("workspace_id", "engagement_id", "key"),
        belongs("membership", "doer_id", wall="workspace"),
        belongs("provider", "provider_id"),
        CheckConstraint("rung BETWEEN 0 AND 4", name="rung"),
    )

    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(160))
    purpose: Mapped[str] = mapped_column(String(400), default="")
    critical: Mapped[bool]
    customer_facing: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(String(12), default="tactical")
    frequency: Mapped[str] = mapped_column(String(60), default="")
    usual_doer: Mapped[str] = mapped_column(String(80), default="")
    unit: Mapped[str] = mapped_column(String(40), default="piece")
    rungs: Mapped[list[int]] = mapped_column(Json)
    target: Mapped[int] = mapped_column(default=TOP_RUNG)
    competencies: Mapped[list[str]] = mapped_column(Json, default=list)
    sla_hours: Mapped[int | None]
    rung: Mapped[int] = mapped_column(default=0)
    witnessed: Mapped[bool] = mapped_column(default=False)
    doer_kind: Mapped[DoerKind] = mapped_column(String(10), default=DoerKind.PRACTICE)
    doer_id: Mapped[UUID | None] = mapped_column(Id)
    provider_id: Mapped[UUID | None] = mapped_column(Id)
    doer_since: Mapped[date | None] = mapped_column(Date)
    not_applicable_at: Mapped[datetime | None] = mapped_column(Moment)

    doer: Mapped[Membership | None] = relationship(
        viewonly=True, primaryjoin=lambda: joined(Activity.doer_id, Membership)
    )  # fmt: skip
    provider: Mapped[Provider | None] = relationship(
        viewonly=True, primaryjoin=lambda: joined(Activity.provider_id, Provider)
    )  # fmt: skip
