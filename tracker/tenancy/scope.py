"""The ORM's wall: every statement of a session is narrowed to its context, every write is checked against it."""

from collections.abc import Iterator
from typing import Any, TypeVar
from uuid import UUID

from flask import abort
from sqlalchemy import Connection, Select, event, false, inspect, or_, select
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from tracker.core.context import Context
from tracker.core.database import Base, BoundSession, db

from .models import AppendOnly, ClientModel, WorkspaceModel

Record = TypeVar("Record", bound=WorkspaceModel)


class WallBreach(Exception):
    """Code tried to reach across a wall. A defect, never the person's fault."""


def scoped(model: type[Record]) -> Select[tuple[Record]]:
    """The start of every query of a view: the rows of `model` that this context may see."""
    return select(model)


def scoped_or_404(model: type[Record], id: UUID) -> Record:
    """One row by id. Another tenant's row answers exactly as one that never was."""
    workspace = db.session().context.workspace
    record = db.session.scalar(select(model).where(model.id == id, model.workspace_id == workspace))
    return record if record is not None else abort(404)


def unscoped(statement: Any, reason: str) -> Any:
    """Let one statement past the walls; `reason` is for the reader and the fence tests list every use."""
    return statement.execution_options(unscoped=reason)


def _tenant_models() -> list[type[WorkspaceModel]]:
    found, waiting = [], [WorkspaceModel]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if not model.__dict__.get("__abstract__"):
            found.append(model)
    return found


_fences_of: dict[Context, tuple[Any, ...]] = {}


def _fences(context: Context) -> tuple[Any, ...]:
    """The loader criteria of `context`, kept for the contexts of late, since building them is not free."""
    key = Context(context.workspace, context.client, context.user)
    if key not in _fences_of:
        if len(_fences_of) > 500:
            _fences_of.clear()
        _fences_of[key] = tuple(_build_fences(key))
    return _fences_of[key]


def _build_fences(context: Context) -> Iterator[Any]:
    """Outside any workspace a person sees only rows that carry her `user_id`."""
    workspace, client, user = context.workspace, context.client, context.user
    if workspace is None:
        for model in _tenant_models():
            own = (lambda cls: cls.user_id == user) if user and hasattr(model, "user_id") else false()
            yield with_loader_criteria(model, own, include_aliases=True)
        return
    yield with_loader_criteria(WorkspaceModel, lambda cls: cls.workspace_id == workspace, include_aliases=True)
    if client is not None:
        yield with_loader_criteria(ClientModel, lambda cls: cls.client_id == client, include_aliases=True)
        for model in _tenant_models():
            if not issubclass(model, ClientModel):
                yield with_loader_criteria(model, _client_fence(model, client), include_aliases=True)


def _client_fence(model: type[WorkspaceModel], client: UUID) -> Any:
    """What a client's people see of a model that may also hold rows of the practice itself.

    A model with `open_to_clients` shows them those too (`client_id` empty), such as the names of the practice's
    people. Each fence is a function of the entity, because an alias needs a fence of its own.
    """
    wall = model.client_wall()
    if wall is None:
        return false()
    if wall.key == "id":
        return lambda cls: cls.id == client
    if model.open_to_clients:
        return lambda cls: or_(cls.client_id == client, cls.client_id.is_(None))
    return lambda cls: cls.client_id == client


@event.listens_for(BoundSession, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    if state.execution_options.get("unscoped") or not state.is_orm_statement:
        return
    if state.is_insert:
        raise WallBreach("Rows are added through the session, so that its walls are checked.")
    state.update_execution_options(scoped=True)
    state.statement = state.statement.options(*_fences(state.session.context))


@event.listens_for(BoundSession, "before_flush")
def _check_writes(session: BoundSession, *_: Any) -> None:
    context = session.context
    for record in session.new:
        if isinstance(record, WorkspaceModel):
            _claim(record, context)
    for record in list(session.dirty) + list(session.deleted):
        if isinstance(record, AppendOnly) and (record in session.deleted or session.is_modified(record)):
            raise WallBreach(f"{type(record).__name__} is never changed.")
        if isinstance(record, WorkspaceModel):
            _claim(record, context)


def _claim(record: WorkspaceModel, context: Context) -> None:
    if context.workspace is None:
        raise WallBreach(f"{type(record).__name__} was written outside a workspace.")
    if record.workspace_id is None:
        record.workspace_id = context.workspace
    if record.workspace_id != context.workspace:
        raise WallBreach(f"{type(record).__name__} belongs to another workspace.")
    if context.client is None:
        return
    if isinstance(record, ClientModel) and record.client_id is None:
        record.client_id = context.client
    if getattr(record, "client_id", None) != context.client and not _untouched(record):
        raise WallBreach(f"{type(record).__name__} belongs to another client.")


def _untouched(record: Base) -> bool:
    return inspect(record).persistent and not db.session.is_modified(record)


def guard_statements(engine: Any) -> None:
    """Refuse statements on tenant tables that did not come through the session's walls."""
    event.listen(engine, "before_execute", _refuse_loose_statements)


def _refuse_loose_statements(
    connection: Connection, element: Any, _multi: Any, _params: Any, options: dict[str, Any]
) -> None:
    context: Context | None = connection.get_execution_options().get("context")
    if context is None or options.get("scoped") or options.get("unscoped"):
        return
    session: Session = connection.get_execution_options()["bound_session"]
    if session._flushing:
        return
    raise WallBreach(f"A statement bypassed the walls: {str(element)[:200]}")
