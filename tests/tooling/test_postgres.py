"""The PostgreSQL that tests use: one server, nobody's privileges, gone afterwards."""

import os
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.databases import engines_under_test

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif("postgresql" not in engines_under_test(), reason="this run is on SQLite alone"),
]


@pytest.fixture
def own(monkeypatch):
    """A server of this test's own, whatever the rest of the run uses."""
    monkeypatch.delenv(postgres.SHARED, raising=False)
    server = postgres.server()
    yield server
    server.stop()


def test_it_answers_is_shared_and_leaves_nothing_behind(own):
    with psycopg.connect(own.url()) as connection:
        folder = Path(connection.execute("SHOW data_directory").fetchone()[0])
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    assert postgres.server().url("a") == own.url("a")
    assert folder.stat().st_uid != 0
    own.stop()
    assert not folder.exists()
    assert postgres.SHARED not in os.environ


def test_an_address_names_a_database_and_a_role(own):
    with psycopg.connect(own.url(), autocommit=True) as connection:
        connection.execute("CREATE ROLE helen LOGIN")
        connection.execute("CREATE DATABASE harbour")
    with psycopg.connect(own.url("harbour", "helen")) as connection:
        assert connection.execute("SELECT current_user, current_database()").fetchone() == ("helen", "harbour")


def test_a_server_that_the_person_names_is_used_and_never_stopped(monkeypatch):
    monkeypatch.setenv(postgres.SHARED, "postgresql://admin:secret@db.invalid:5433/postgres")
    server = postgres.server()
    server.stop()
    assert server.url("harbour", "helen") == "postgresql://helen:secret@db.invalid:5433/harbour"
    assert os.environ[postgres.SHARED]
