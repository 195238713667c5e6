"""Provider: an outside firm that does work for the client. Never the practice itself."""

from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.types import Id
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs


class Provider(EngagementModel):
    """`liaison` is who at the provider answers; `contact_id` who at the client steers it."""

    constraints = (belongs("membership", "contact_id", wall="workspace"),)

    name: Mapped[str] = mapped_column(String(120))
    liaison: Mapped[str] = mapped_column(String(120), default="")
    contact_id: Mapped[UUID | None] = mapped_column(Id)
