"""Workspace, and the two bases that every tenant table is made from."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKeyConstraint, String, UniqueConstraint, and_, false
from sqlalchemy.orm import InstrumentedAttribute, Mapped, declared_attr, foreign, mapped_column

from tracker.core import clock
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.core.types import Id, Json, Moment


class Workspace(db.Model):
    """A tenant: a consulting practice with its clients, or a client that took over its own (`owned_by_client`). The
    directory of tenants is itself not a tenant's.

    `in_making` hides one that is still being filled; `came_from_id` is the workspace that its client left. `closing`
    says what of it is to be deleted when: `{"all": day}` or `{client: day}`; empty where nothing is.
    """

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    zone: Mapped[str] = mapped_column(String(64), default="Europe/London")
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    closing: Mapped[dict[str, str] | None] = mapped_column(Json)
    owned_by_client: Mapped[bool] = mapped_column(default=False, server_default=false())
    in_making: Mapped[bool] = mapped_column(default=False, server_default=false())
    came_from_id: Mapped[UUID | None] = mapped_column(Id, index=True)

    @property
    def practice(self) -> str:
        """What pages call those who advise here; in a client's own workspace no practice stands behind them."""
        return "the coach" if self.owned_by_client else self.name


def belongs(target: str, column: str, *, wall: str = "client") -> ForeignKeyConstraint:
    """A foreign key that cannot cross a wall: it carries the workspace, and the client unless `wall` says less."""
    keys = ["workspace_id", "client_id"] if wall == "client" else ["workspace_id"]
    return ForeignKeyConstraint([*keys, column], [f"{target}.{key}" for key in [*keys, "id"]])


def joined(column: InstrumentedAttribute[Any], target: type["WorkspaceModel"]) -> ColumnElement[bool]:
    """The join of a viewing relationship along `column`, workspace included."""
    return and_(foreign(column.class_.workspace_id) == target.workspace_id, foreign(column) == target.id)


class WorkspaceModel(db.Model):
    """A row of one workspace."""

    __abstract__ = True
    constraints: tuple[Any, ...] = ()
    open_to_clients = False

    workspace_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)

    def __init__(self, **values: Any):
        values.setdefault("id", new_id())
        super().__init__(**values)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (*cls.walls(), *cls.constraints)

    @classmethod
    def walls(cls) -> tuple[Any, ...]:
        return (ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),)

    @classmethod
    def client_wall(cls) -> Any:
        """The column that says which client a row belongs to; None where rows are the practice's alone."""
        return getattr(cls, "client_id", None) if "client_id" in cls.__table__.columns else None


class ClientModel(WorkspaceModel):
    """A row of one client of a workspace. Other clients' people never see it."""

    __abstract__ = True

    client_id: Mapped[UUID] = mapped_column(Id)

    @classmethod
    def walls(cls) -> tuple[Any, ...]:
        return (
            ForeignKeyConstraint(["workspace_id", "client_id"], ["client.workspace_id", "client.id"]),
            UniqueConstraint("workspace_id", "client_id", "id"),
        )


class AppendOnly:
    """Marks a model whose rows are never changed or deleted: what was signed or happened stays so."""
