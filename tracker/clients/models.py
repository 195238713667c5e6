"""Client: the organisation that will run it without the practice."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Moment
from tracker.tenancy import WorkspaceModel


class Client(WorkspaceModel):
    """One client of the practice. Its own id is the wall that fences everything below it.

    Since `sealed_at` it takes, or has taken, its workspace over: what is left here is kept as it was.
    """

    constraints = (UniqueConstraint("workspace_id", "reference"),)

    reference: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    sector: Mapped[str] = mapped_column(String(80), default="")
    headcount: Mapped[int | None]
    added_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    sealed_at: Mapped[datetime | None] = mapped_column(Moment)

    @classmethod
    def client_wall(cls) -> Any:
        return cls.id

    @property
    def client_id(self) -> UUID:
        return self.id

    @property
    def code(self) -> str:
        return f"C-{self.reference:04d}"
