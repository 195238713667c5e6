"""A row of every kind for every client, made from the models themselves, so that new tables are fenced unasked.

Texts carry a mark of the client they belong to: where a mark turns up, that client's record was shown.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO
from itertools import cycle
from types import UnionType
from typing import Any, get_args, get_origin
from uuid import UUID

from flask import Flask
from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Mapped

from tests import cast, makers
from tracker import models as every_model
from tracker.accounts.models import LoginSession, Membership
from tracker.archive.models import Export
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import Base, db
from tracker.core.ids import new_id
from tracker.files.attaching import keep
from tracker.files.checking import check_file
from tracker.files.storage import new_key, storage
from tracker.reports.paper import paper_of
from tracker.sourcing.scoring import CONDITIONS, MARKS
from tracker.tenancy import WorkspaceModel
from tracker.tenancy.scope import tenant_models
from tracker.toolkit.models import Runbook

# Every model is imported, else those that no test names would not be fenced.
__all__ = ["Furnished", "Home", "every_model", "furnish", "tenant_models"]

# Whose engagement is whose: the client, who starts it, who is taken as the client's own person, and another of them.
HOMES = {
    "northgate": ("marcus", "helen", "callum"),
    "weir": ("marcus", "dawn", "wes"),
    "quay": ("tessa", "ewan", "tessa"),
}

# What has a shape or a closed list of its own, by table and column.
SHAPED: dict[tuple[str, str], Any] = {
    ("sourcing_decision", "answers"): [2] * 10,
    ("sourcing_decision", "recommendation"): "blend",
    ("sourcing_decision", "choice"): "blend",
    ("scorecard", "holds"): dict.fromkeys(CONDITIONS, True),
    ("scorecard", "marks"): dict.fromkeys(MARKS, 3),
    ("attachment", "kind"): "txt",
    ("check_in_answer", "manage"): "yes",
}


@dataclass(frozen=True)
class Home:
    """One client's records: the id of one row of each model by the model's name, and the model's name of every id."""

    key: str
    rows: dict[str, UUID] = field(default_factory=dict)
    kinds: dict[UUID, str] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        return mark_of(self.key)


@dataclass(frozen=True)
class Furnished:
    """An application whose three clients each have a row of every kind; a record by model and client."""

    app: Flask
    homes: dict[str, Home]

    def id(self, model: type[Any], home: str = "northgate") -> UUID:
        """The id of a row of `model`. A model without one has to be taught to the furnishing."""
        return self.homes[home].rows[model.__name__]


def mark_of(key: str) -> str:
    return f"{key}-only-{key[::-1]}"


def furnish(app: Flask) -> Furnished:
    """Start an engagement where there is none, then add a row of every tenant model that has none."""
    return Furnished(app, {key: _home(app, key) for key in HOMES})


def _home(app: Flask, key: str) -> Home:
    lead, own, other = HOMES[key]
    home = Home(key)
    with makers.acting(app, lead):
        if key != "northgate":
            makers.start(key, by=lead)
            db.session.commit()
        for table in Base.metadata.sorted_tables:
            model = next((one for one in tenant_models() if one.__table__ is table), None)
            if model is not None:
                _note(home, model, other)
                if model.__name__ not in home.rows:
                    db.session.add(_row(model, home, cast.BY_KEY[own], cast.BY_KEY[other]))
                    db.session.flush()
                    _note(home, model, other)
        home.rows["Attachment"] = _file_of(home)
        _fill_export(home, by=own)
        home.rows["LoginSession"] = _session_of(own)
        db.session.commit()
    return home


def _note(home: Home, model: type[WorkspaceModel], other: str) -> None:
    client_id = cast.fixed(f"client {home.key}")
    query = select(model.id).order_by(model.id)
    if model is Client:
        query = query.where(model.id == client_id)
    elif "client_id" in model.__table__.columns:
        query = query.where(model.client_id == client_id)
    ids = list(db.session.scalars(query))
    home.kinds.update(dict.fromkeys(ids, model.__name__))
    if ids:
        # Somebody of whom the sweeps do not need the place: it may end while they run.
        home.rows[model.__name__] = cast.BY_KEY[other].id if model is Membership else ids[0]


def _file_of(home: Home) -> UUID:
    """A file that is really there, on this client's runbook."""
    runbook = db.session.get_one(Runbook, (makers.workspace_of(home.key), home.rows["Runbook"]))
    file = check_file(f"{home.mark}.txt", BytesIO(home.mark.encode()))
    row, = keep(runbook, [file], by=makers.member(HOMES[home.key][0]))
    home.kinds[row.id] = "Attachment"
    return row.id


def _fill_export(home: Home, *, by: str) -> None:
    """Give the export that somebody asked for its bytes."""
    export = db.session.get_one(Export, (makers.workspace_of(home.key), home.rows["Export"]))
    export.asked_by_id, export.key = cast.BY_KEY[by].id, new_key(export.workspace_id, export.client_id)
    content = home.mark.encode()
    export.size = len(content)
    storage().put(export.key, BytesIO(content))


def _session_of(own: str) -> UUID:
    query = select(LoginSession.id).where(LoginSession.user_id == cast.BY_KEY[own].user_id)
    found = db.session.scalar(query)
    if found is None:
        row = LoginSession(user_id=cast.BY_KEY[own].user_id, token_hash=str(new_id()))
        db.session.add(row)
        db.session.flush()
        found = row.id
    return found


def _row(model: type[WorkspaceModel], home: Home, own: cast.Person, other: cast.Person) -> WorkspaceModel:
    table, hints = model.__table__, _hints(model)
    values: dict[str, Any] = {}
    keys = _keys(table, home, own, other)
    for column in table.columns:
        if column.name in keys:
            values[column.name] = keys[column.name]
        elif (table.name, column.name) in SHAPED:
            values[column.name] = SHAPED[table.name, column.name]
        elif column.name != "id" and _needed(column):
            values[column.name] = _value(column, _kind(hints.get(column.name)), home)
    return model(**values)


def _paper(home: Home) -> bytes:
    """A document that tells whose it is."""
    today = clock.today()
    return paper_of(
        title=home.mark, since=today, until=today, parts=[], numbers={}, client=home.key, practice="", by=""
    )


def _hints(model: type[WorkspaceModel]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in reversed(model.__mro__):
        found.update(one.__dict__.get("__annotations__", {}))
    return found


def _needed(column: Column[Any]) -> bool:
    return not column.nullable and column.default is None or type(column.type).__name__ == "Text"


def _keys(table: Table, home: Home, own: cast.Person, other: cast.Person) -> dict[str, Any]:
    """Foreign keys, each to a row of the same client; two people in one row are not the same."""
    found: dict[str, Any] = {}
    people = cycle([other.id, own.id])
    for constraint in sorted(table.foreign_key_constraints, key=lambda one: one.column_keys):
        *walls, last = constraint.column_keys
        target = constraint.referred_table.name
        by_table = {one.__tablename__: one.__name__ for one in tenant_models()}
        if target == "membership":
            found[last] = next(people)
        elif target == "users":
            found[last] = own.user_id
        elif target in by_table and not table.columns[last].nullable:
            found[last] = home.rows[by_table[target]]
    if "client_id" in table.columns:
        found["client_id"] = own.client_id
    return found | {"workspace_id": own.workspace_id}


def _kind(hint: Any) -> Any:
    """The Python type that a column holds, without `Mapped` and without None."""
    if get_origin(hint) is Mapped:
        hint = get_args(hint)[0]
    if isinstance(hint, UnionType):
        hint = next(one for one in get_args(hint) if one is not type(None))
    return get_origin(hint) or hint


def _value(column: Column[Any], kind: Any, home: Home) -> Any:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return next(iter(kind))
    if kind is str:
        longest = getattr(column.type, "length", None) or 200
        text = f"{home.mark}@example.org" if column.name == "email" else home.mark
        return text[:longest]
    made = {
        UUID: new_id, int: lambda: 1, float: lambda: 1.0, bool: lambda: False, datetime: clock.now, date: clock.today,
        dict: dict, list: list, bytes: lambda: _paper(home),
    }  # fmt: skip
    return made[kind]()
