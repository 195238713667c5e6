"""What people of the practice keep about their portfolio: filters, columns, and what became of acts on several rows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.tenancy import AppendOnly, WorkspaceModel, belongs


class SavedFilter(WorkspaceModel):
    """A way to narrow and sort the portfolio that one person named, as an address holds it. `opens`: it is what she
    sees when she opens the portfolio; at most one of hers does."""

    constraints = (
        belongs("membership", "person_id", wall="workspace"),
        UniqueConstraint("workspace_id", "person_id", "name"),
    )

    person_id: Mapped[UUID] = mapped_column(Id)
    name: Mapped[str] = mapped_column(String(60))
    filters: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    opens: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class ChosenColumns(WorkspaceModel):
    """The columns that one person wants to see, by their keys."""

    constraints = (
        belongs("membership", "person_id", wall="workspace"),
        UniqueConstraint("workspace_id", "person_id"),
    )

    person_id: Mapped[UUID] = mapped_column(Id)
    columns: Mapped[list[str]] = mapped_column(Json, default=list)


class BulkAct(AppendOnly, WorkspaceModel):
    """What became of an act on several engagements: `done` and `refused` are pairs of a name and a sentence."""

    constraints = (
        belongs("membership", "person_id", wall="workspace"),
        Index("ix_bulk_act_person", "workspace_id", "person_id", "id"),
    )

    person_id: Mapped[UUID] = mapped_column(Id)
    act: Mapped[str] = mapped_column(String(12))
    done: Mapped[list[Any]] = mapped_column(Json, default=list)
    refused: Mapped[list[Any]] = mapped_column(Json, default=list)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
