"""The base of every row that belongs to one engagement."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.types import Id
from tracker.tenancy import ClientModel, belongs


class EngagementModel(ClientModel):
    """A row of one engagement: it cannot hang under another client's or another workspace's engagement."""

    __abstract__ = True

    engagement_id: Mapped[UUID] = mapped_column(Id)

    @classmethod
    def walls(cls) -> tuple[Any, ...]:
        return (
            *super().walls(),
            belongs("engagement", "engagement_id"),
            Index(f"ix_{cls.__tablename__}_engagement", "workspace_id", "engagement_id"),
        )

    @property
    def keys(self) -> dict[str, UUID]:
        """What a row beside this one needs to stand inside the same walls."""
        return {"workspace_id": self.workspace_id, "client_id": self.client_id, "engagement_id": self.engagement_id}
