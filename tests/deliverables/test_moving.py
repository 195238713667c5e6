"""Engagements that were there before deliverables had rows keep what their phases hand over."""

import json

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from tests.databases import engines_under_test
from tests.empty_database import empty_database
from tracker.core.commands import alembic_config, migrate
from tracker.core.ids import new_id

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
    return empty_database(request.param, tmp_path, f"before_{worker_id}", loose=True)


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
