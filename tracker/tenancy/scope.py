"""The ORM's wall: every statement of a session is narrowed to its context, every write is checked against it."""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from typing import Any, TypeVar
from uuid import UUID

from flask import abort
from sqlalchemy import Connection, Select, bindparam, event, false, inspect, or_, select
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from tracker.core.context import Context
from tracker.core.database import Base, BoundSession, db
from tracker.core.prepared import PREPARED, Ready, prepared

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
    record = db.session.scalar(*_by_id(model)(id, workspace))
    return record if record is not None else abort(404)


@cache
def _by_id(model: type[Record]) -> Callable[..., Ready]:
    return prepared(lambda id, workspace: select(model).where(model.id == id, model.workspace_id == workspace))


def unscoped(statement: Any, reason: str) -> Any:
    """Let one statement past the walls; `reason` is for the reader and the fence tests list every use."""
    return statement.execution_options(unscoped=reason)


def tenant_models() -> list[type[WorkspaceModel]]:
    """Every model whose rows belong to a workspace."""
    found, waiting = [], [WorkspaceModel]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if not model.__dict__.get("__abstract__"):
            found.append(model)
    return found


# A fence is a function of the entity, because an alias needs one of its own. What SQLAlchemy learns of a function it
# takes to hold for its code, so the two sets share none.
Walls = dict[str, Callable[[Any], Any]]
_NAMED: Walls = {
    "workspace": lambda cls: cls.workspace_id == bindparam("its_workspace"),
    "client": lambda cls: cls.client_id == bindparam("its_client"),
    "client itself": lambda cls: cls.id == bindparam("its_client"),
    "client or practice": lambda cls: or_(cls.client_id == bindparam("its_client"), cls.client_id.is_(None)),
    "user": lambda cls: cls.user_id == bindparam("its_user"),
}


def _valued(workspace: UUID | None, client: UUID | None, user: UUID | None) -> Walls:
    return {
        "workspace": lambda cls: cls.workspace_id == workspace,
        "client": lambda cls: cls.client_id == client,
        "client itself": lambda cls: cls.id == client,
        "client or practice": lambda cls: or_(cls.client_id == client, cls.client_id.is_(None)),
        "user": lambda cls: cls.user_id == user,
    }


def _build_fences(walls: Walls, workspace: Any, client: Any, user: Any) -> Iterator[Any]:
    """The criteria of a context. Outside any workspace a person sees only rows that carry her `user_id`."""
    within = partial(with_loader_criteria, include_aliases=True)
    if workspace is None:
        for model in tenant_models():
            yield within(model, walls["user"] if user and hasattr(model, "user_id") else false())
        return
    yield within(WorkspaceModel, walls["workspace"])
    if client is not None:
        yield within(ClientModel, walls["client"])
        for model in tenant_models():
            if not issubclass(model, ClientModel):
                yield within(model, _client_fence(walls, model))


def _client_fence(walls: Walls, model: type[WorkspaceModel]) -> Any:
    """What a client's people see of a model that may also hold rows of the practice itself.

    A model with `open_to_clients` shows them those too (`client_id` empty), such as the names of the practice's
    people.
    """
    wall = model.client_wall()
    if wall is None:
        return false()
    if wall.key == "id":
        return walls["client itself"]
    return walls["client or practice" if model.open_to_clients else "client"]


@cache
def _named_fences(*kind: bool) -> tuple[Any, ...]:
    return tuple(_build_fences(_NAMED, *(there or None for there in kind)))


@lru_cache(maxsize=500)
def _valued_fences(*keys: UUID | None) -> tuple[Any, ...]:
    return tuple(_build_fences(_valued(*keys), *keys))


def _fenced(statement: Any, keys: tuple[UUID | None, ...]) -> Any:
    """A SELECT within the walls, which it knows by name only: they are the same for all contexts of a kind, so that a
    prepared statement is fenced once for each. Sent without the keys it would not run at all."""
    kind = tuple(key is not None for key in keys)
    fenced = statement.get_execution_options().get(PREPARED, {})
    if kind not in fenced:
        fenced[kind] = statement.options(*_named_fences(*kind))
    return fenced[kind]


@event.listens_for(BoundSession, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    if state.execution_options.get("unscoped") or not state.is_orm_statement:
        return
    if state.is_insert:
        raise WallBreach("Rows are added through the session, so that its walls are checked.")
    state.update_execution_options(scoped=True)
    context = state.session.context
    keys = (context.workspace, context.client, context.user)
    if state.is_select:
        named = dict(zip(("its_workspace", "its_client", "its_user"), keys, strict=True))
        state.statement, state.parameters = _fenced(state.statement, keys), {**(state.parameters or {}), **named}
    else:
        # An UPDATE looks among the records in memory too, where what is only named has no value.
        state.statement = state.statement.options(*_valued_fences(*keys))


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
