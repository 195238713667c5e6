"""`dev.py run` keeps its data beside the code, up to date, with the demo loaded once."""

import sqlite3
from contextlib import closing

import pytest

from devkit.data import environment, load_demo, migrate
from devkit.trouble import Trouble


@pytest.fixture
def env(place):
    place.instance.mkdir()
    return environment(place, 5000, "127.0.0.1", {})


def at_version(place, version):
    with closing(sqlite3.connect(place.database)) as database, database:
        database.execute("CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT)")
        database.execute("DELETE FROM alembic_version")
        database.execute("INSERT INTO alembic_version VALUES (?)", [version])


def commands(tools):
    return [words[words.index("wsgi") + 1 :] for words in tools.asked]


def test_baton_is_told_where_its_data_are(place, env):
    assert env["DATABASE_URL"] == f"sqlite:///{place.root}/instance/baton.sqlite3"
    assert env["BATON_URL"] == "http://127.0.0.1:5000"
    assert (env["BATON_ENV"], env["BATON_DEMO"]) == ("development", "1")


def test_what_the_person_said_wins(place):
    said = {"DATABASE_URL": "postgresql://here/baton", "BATON_DEMO": "0", "HOME": "/home/helen"}
    env = environment(place, 8000, "0.0.0.0", said)
    assert env | said == env
    assert env["BATON_URL"] == "http://127.0.0.1:8000"


def test_a_second_start_may_keep_its_compiled_modules(place):
    assert "PYTHONDONTWRITEBYTECODE" not in environment(place, 5000, "127.0.0.1", {"PYTHONDONTWRITEBYTECODE": "1"})


def test_an_address_of_the_newer_kind_is_written_in_brackets(place):
    assert environment(place, 8000, "::1", {})["BATON_URL"] == "http://[::1]:8000"


def test_a_database_at_the_newest_version_is_left_alone(place, tools, env):
    at_version(place, "0001")
    migrate(place, env)
    migrate(place, env)
    assert commands(tools) == [["migrate"]]


def test_a_new_migration_an_older_copy_or_a_lost_file_brings_the_migration_back(place, tools, env):
    at_version(place, "0002")
    migrate(place, env)
    (place.root / "migrations" / "versions" / "0003_more.py").write_text("more")
    migrate(place, env)
    at_version(place, "0001")
    migrate(place, env)
    place.database.unlink()
    migrate(place, env)
    assert commands(tools) == [["migrate"]] * 4


def test_another_engine_is_asked_every_time(place, tools, env):
    for _ in range(2):
        migrate(place, {**env, "DATABASE_URL": "postgresql://here/baton"})
    assert commands(tools) == [["migrate"]] * 2


def test_a_migration_that_fails_is_told_in_a_paragraph(place, tools, env):
    tools.put(place.python, says="Traceback\nsqlite3.OperationalError: no such table: gate", code=1)
    with pytest.raises(Trouble) as told:
        migrate(place, env)
    assert str(told.value).startswith(
        "Stopped while bringing the database up to date. The tool said: sqlite3.OperationalError: no such table: gate"
    )
    assert "Traceback" in (place.instance / "last-failure.log").read_text()


def test_the_demo_is_loaded_once_into_each_database(place, tools, env):
    at_version(place, "0001")
    load_demo(place, env)
    load_demo(place, env)
    load_demo(place, {**env, "DATABASE_URL": "postgresql://here/baton"})
    load_demo(place, env)
    assert commands(tools) == [["demo", "load"]] * 2


def test_a_database_that_was_thrown_away_gets_its_demo_again(place, tools, env):
    at_version(place, "0001")
    load_demo(place, env)
    place.database.unlink()
    migrate(place, env)
    load_demo(place, env)
    assert commands(tools) == [["demo", "load"], ["migrate"], ["demo", "load"]]


def test_a_reset_puts_the_demo_back_and_counts_as_loaded(place, tools, env):
    at_version(place, "0001")
    load_demo(place, env, reset=True)
    load_demo(place, env)
    assert commands(tools) == [["demo", "reset"]]


def test_without_the_demo_nothing_is_loaded(place, tools, env):
    load_demo(place, {**env, "BATON_DEMO": "0"})
    assert tools.asked == []
