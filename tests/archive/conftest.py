"""The stage of the archive: a practice whose clients have a row of every kind."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask

from tests import cast
from tests.archive.installations import installation
from tests.fences.conftest import furnished
from tests.fences.furnishing import Furnished
from tracker.archive.content import Row, Scope, Sums, content_hash, rows_of
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.tenancy import Workspace

__all__ = ["HARBOUR", "NORTHGATE", "furnished"]

HARBOUR = cast.fixed("workspace harbour")
NORTHGATE = cast.fixed("client northgate")
PRACTICE, CLIENT = Scope(HARBOUR), Scope(HARBOUR, NORTHGATE)


@pytest.fixture
def read(furnished: Furnished) -> Callable[[Scope], list[tuple[str, Row]]]:
    """`read(scope)`: all its rows."""

    def reading(scope: Scope) -> list[tuple[str, Row]]:
        with furnished.app.app_context(), entered(scope.context()):
            return list(rows_of(scope))

    return reading


@pytest.fixture
def sums(furnished: Furnished) -> Callable[[Scope], Sums]:
    """`sums(scope)`: what its content comes to."""

    def summing(scope: Scope) -> Sums:
        with furnished.app.app_context(), entered(scope.context()):
            return content_hash(rows_of(scope))

    return summing


@pytest.fixture
def elsewhere(furnished: Furnished) -> UUID:
    """An empty workspace with an address of its own."""
    id = new_id()
    with furnished.app.app_context(), entered(Context(workspace=id)):
        db.session.add(Workspace(id=id, slug="elsewhere", name="Elsewhere"))
        db.session.commit()
    return id


_installations: dict[str, Flask] = {}


@pytest.fixture
def other(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str], Flask]:
    """`other("postgresql")`: another installation, in which nobody is but whom earlier tests brought there."""

    def find(engine: str) -> Flask:
        if engine not in _installations:
            folder = tmp_path_factory.mktemp(f"other_{engine}")
            _installations[engine] = installation(engine, folder, f"baton_other_{worker_id}")
        return _installations[engine]

    return find
