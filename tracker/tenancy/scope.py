"""The ORM's wall: every statement of a session is narrowed to its context, every write is checked against it."""

from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any, TypeVar
from uuid import UUID

from flask import abort
from sqlalchemy import Connection, Select, bindparam, event, false, inspect, or_, select
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from tracker.core.context import Context
from tracker.core.database import Base, BoundSession, db
from tracker.core.prepared import PREPARED
from tracker.core.types import Id

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


def _build_fences(workspace: Any, client: Any, user: Any, apart: Callable[..., Any] | None = None) -> Iterator[Any]:
    """The criteria of a context. Outside any workspace a person sees only rows that carry her `user_id`.

    `apart` is done to each function of a criterion.
    """

    def within(model: type[Any], wall: Any) -> Any:
        return with_loader_criteria(model, apart(wall) if apart and callable(wall) else wall, include_aliases=True)

    if workspace is None:
        for model in _tenant_models():
            hers = user is not None and hasattr(model, "user_id")
            yield within(model, (lambda cls: cls.user_id == user) if hers else false())
        return
    yield within(WorkspaceModel, lambda cls: cls.workspace_id == workspace)
    if client is not None:
        yield within(ClientModel, lambda cls: cls.client_id == client)
        for model in _tenant_models():
            if not issubclass(model, ClientModel):
                yield within(model, _client_fence(model, client))


def _client_fence(model: type[WorkspaceModel], client: Any) -> Any:
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


_KEYS = ("workspace", "client", "user")
_fences_of_kind: dict[tuple[bool, ...], tuple[Any, ...]] = {}


def _fenced(statement: Any, context: Context) -> Any:
    """A SELECT within the walls, which are named by parameters: they are the same for all contexts of a kind, so that
    a prepared statement is fenced once for each. Sent without `_keys` it would not run at all."""
    kind = tuple(getattr(context, key) is not None for key in _KEYS)
    if kind not in _fences_of_kind:
        names = (bindparam(f"its_{key}", type_=Id) if there else None for key, there in zip(_KEYS, kind, strict=True))
        _fences_of_kind[kind] = tuple(_build_fences(*names))
    fenced = statement.get_execution_options().get(PREPARED, {})
    if kind not in fenced:
        fenced[kind] = statement.options(*_fences_of_kind[kind])
    return fenced[kind]


def _keys(context: Context) -> dict[str, UUID | None]:
    return {f"its_{key}": getattr(context, key) for key in _KEYS}


def _with_values(wall: FunctionType) -> FunctionType:
    """The same function by another name: what SQLAlchemy once learned about a function it takes to hold for its code,
    and where parameters were named it would look for names again."""
    code = wall.__code__.replace(co_name="with_values")
    return FunctionType(code, wall.__globals__, closure=wall.__closure__)


@event.listens_for(BoundSession, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    if state.execution_options.get("unscoped") or not state.is_orm_statement:
        return
    if state.is_insert:
        raise WallBreach("Rows are added through the session, so that its walls are checked.")
    state.update_execution_options(scoped=True)
    context = state.session.context
    if state.is_select:
        state.statement = _fenced(state.statement, context)
        state.parameters = {**(state.parameters or {}), **_keys(context)}
    else:
        # An UPDATE looks among the records in memory too, where a named parameter has no value.
        fences = _build_fences(context.workspace, context.client, context.user, _with_values)
        state.statement = state.statement.options(*fences)


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
