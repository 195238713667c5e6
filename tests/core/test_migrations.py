"""One head; up, down and up again on each engine; models and migrations agree."""

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from tests.databases import engines_under_test
from tests.empty_database import empty_database
from tracker.core.commands import alembic_config, migrate
from tracker.core.database import Base
from tracker.models import every_model

assert every_model


@pytest.fixture(params=engines_under_test())
def empty(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> str:
    return empty_database(request.param, tmp_path, f"empty_{worker_id}")


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    found = set(inspect(engine).get_table_names())
    engine.dispose()
    return found


def test_up_down_and_up_again(empty: str) -> None:
    migrate(empty)
    there = tables(empty)
    command.downgrade(alembic_config(empty), "base")
    assert tables(empty) == {"alembic_version"}
    migrate(empty)
    assert tables(empty) == there


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(alembic_config("")).get_heads()) == 1


def test_the_models_are_what_the_migrations_make(empty: str) -> None:
    migrate(empty)
    engine = create_engine(empty)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


def test_a_migration_that_fails_leaves_nothing_behind(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.tenancy import walls

    def breaks(*_: Any, **__: Any) -> None:
        raise RuntimeError("half way")

    monkeypatch.setattr(walls, "raise_walls", breaks)
    with pytest.raises(RuntimeError):
        migrate(empty)
    assert tables(empty) <= {"alembic_version"}
