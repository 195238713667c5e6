"""Engagements that were there before deliverables had rows keep what their phases hand over."""

import json

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from tests import postgres
from tests.databases import engines_under_test
from tracker.core.commands import alembic_config, migrate
from tracker.core.ids import new_id
from tracker.core.roles import make_roles

pytestmark = pytest.mark.slow
PAPERS = [{"key": "audit", "name": "Audit", "description": "What there is."}, {"key": "plan", "name": "Plan"}]
_SCRIPT = next(
    one for one in ScriptDirectory.from_config(alembic_config("")).walk_revisions()
    if one.path.endswith("_deliverables.py")
)  # fmt: skip
BEFORE, AFTER = _SCRIPT.down_revision, _SCRIPT.revision
PHASE = {"position": 0, "kind": "strategy", "name": "Strategy", "state": "active", "planned_end": "2026-12-01"}


@pytest.fixture(params=engines_under_test())
def url(request, tmp_path, worker_id):
    """An empty database, its address that of whoever owns the tables and is bound by their walls."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'before.sqlite3'}"
    server, name = postgres.server(), f"baton_before_{worker_id}"
    admin = create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
        # The phase below stands alone, without all that it would hang on.
        connection.execute(text(f"ALTER DATABASE {name} SET session_replication_role = replica"))
    admin.dispose()
    make_roles(server.url(name), server.url(name))
    return server.url(name)


def test_rows_move_out_of_the_phase_and_back(url):
    migrate(url, BEFORE)
    engine = create_engine(url)
    ids = {name: new_id() for name in ("workspace_id", "client_id", "engagement_id", "id")}
    kept = {name: value if url.startswith("postgresql") else value.bytes for name, value in ids.items()}
    values = {**PHASE, **kept, "deliverables": json.dumps(PAPERS)}
    with engine.begin() as connection:
        names = ", ".join(values)
        marks = ", ".join(
            f"CAST(:{name} AS jsonb)" if name == "deliverables" and url.startswith("postgresql") else f":{name}"
            for name in values
        )
        connection.execute(text(f"INSERT INTO phase ({names}) VALUES ({marks})"), values)
    migrate(url, AFTER)
    with engine.connect() as connection:
        query = "SELECT key, name, description, state, version FROM deliverable ORDER BY position"
        rows = [tuple(row) for row in connection.execute(text(query))]
    assert rows == [("audit", "Audit", "What there is.", "draft", 0), ("plan", "Plan", "", "draft", 0)]
    command.downgrade(alembic_config(url), BEFORE)
    with engine.connect() as connection:
        found = connection.scalar(text("SELECT deliverables FROM phase"))
    engine.dispose()
    found = json.loads(found) if isinstance(found, str) else found
    assert [(one["key"], one["name"]) for one in found] == [("audit", "Audit"), ("plan", "Plan")]
