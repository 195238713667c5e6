"""PostgreSQL's own wall, asked of its catalogue and tried with bare statements that no code of ours has touched."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import StaticPool

from tests import cast
from tests.databases import engines_under_test
from tests.fences.furnishing import tenant_models
from tracker.core.context import NOBODY, Context, entered
from tracker.core.database import db
from tracker.tenancy import AppendOnly, ClientModel, unscoped

pytestmark = [
    pytest.mark.every_engine,
    pytest.mark.postgres,
    pytest.mark.skipif("postgresql" not in engines_under_test(), reason="asks PostgreSQL, which is not in this run"),
    pytest.mark.parametrize("furnished", ["postgresql"], indirect=True),
]

PRACTICE, CLIENT, REMOVER = "baton_practice", "baton_client", "baton_remover"
TABLES = sorted(model.__tablename__ for model in tenant_models())
OF_CLIENTS = sorted(model.__tablename__ for model in tenant_models() if issubclass(model, ClientModel))
APPEND_ONLY = sorted(model.__tablename__ for model in tenant_models() if issubclass(model, AppendOnly))
# What only the practice's own people see: no client has a row of it.
OF_PRACTICE = sorted(model.__tablename__ for model in tenant_models() if model.client_wall() is None)
OF_ANYBODY = [table for table in TABLES if table not in OF_PRACTICE]
# What each client's people may see beside their own rows: the names of the practice's people.
OPEN = {"membership"}


@pytest.fixture
def owner(furnished) -> Iterator[Connection]:
    """The role that owns the tables and that no wall binds: to see what is really there."""
    engine = create_engine(furnished.app.config["SETTINGS"].owner_database_url)
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


@pytest.fixture
def serving(owner, furnished) -> Iterator[Engine]:
    """The role that serves, on a single connection, without anything of ours in between."""
    engine = create_engine(furnished.app.config["SETTINGS"].database_url, poolclass=StaticPool)
    yield engine
    engine.dispose()


@contextmanager
def as_role(engine: Engine, role: str, key: str = "") -> Iterator[Connection]:
    """A transaction as a runtime role, in the context of a person of the cast, or in none."""
    with engine.connect() as connection, connection.begin() as transaction:
        connection.execute(text(f"SET LOCAL ROLE {role}"))
        if key:
            person = cast.BY_KEY[key]
            values = {"workspace": person.workspace_id, "client": person.client_id or "", "person": person.user_id}
            for name, value in values.items():
                connection.execute(text(f"SET LOCAL baton.{name} = '{value}'"))
        yield connection
        transaction.rollback()


def test_every_tenant_table_is_fenced_even_from_its_owner(owner):
    rows = owner.execute(
        text("SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
             " WHERE relname = ANY(:tables) AND relnamespace = 'public'::regnamespace"),
        {"tables": TABLES},
    ).all()
    assert sorted(rows) == [(table, True, True) for table in TABLES]


def test_every_tenant_table_has_exactly_one_permissive_policy_for_each_role(owner):
    rows = owner.execute(text("SELECT tablename, roles, permissive, cmd, qual, with_check FROM pg_policies")).all()
    assert sorted((row.tablename, row.roles[0]) for row in rows) == [
        (table, role) for table in TABLES for role in (CLIENT, PRACTICE, REMOVER)
    ]
    for row in rows:
        assert (len(row.roles), row.permissive, row.cmd) == (1, "PERMISSIVE", "ALL"), row
        for condition in (row.qual, row.with_check):
            assert "baton.workspace" in condition and "NULLIF" in condition and "SELECT" not in condition.upper(), row
        if row.roles[0] != PRACTICE:
            assert "baton.client" in row.with_check, row


def test_roles_that_serve_own_nothing_and_bypass_nothing(owner):
    rows = owner.execute(
        text(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit,"
            " (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid)"
            " FROM pg_roles WHERE rolname IN"
            " ('baton_practice', 'baton_client', 'baton_remover', 'baton_web') ORDER BY 1"
        )
    ).all()
    assert [row[0] for row in rows] == [CLIENT, PRACTICE, REMOVER, "baton_web"]
    assert all(not any(row[1:]) for row in rows), rows


def test_roles_that_serve_may_do_no_more_than_they_need(owner):
    granted = owner.execute(
        text(
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee IN ('baton_practice', 'baton_client', 'baton_web', 'PUBLIC') AND table_schema = 'public'"
        )
    ).all()
    assert {right for _, right in granted} == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    for table in APPEND_ONLY:
        assert {right for name, right in granted if name == table} == {"SELECT", "INSERT"}, table
    assert {right for name, right in granted if name == "alembic_version"} == {"SELECT"}
    creates = "SELECT has_schema_privilege(role, 'public', 'CREATE') FROM unnest(ARRAY[:a, :b, :c]) AS role"
    assert list(owner.scalars(text(creates), {"a": PRACTICE, "b": CLIENT, "c": REMOVER})) == [False, False, False]


def test_the_role_that_removes_takes_away_and_makes_nothing_up(owner):
    granted = owner.execute(
        text(
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee = 'baton_remover' AND table_schema = 'public'"
        )
    ).all()
    assert {right for _, right in granted} == {"SELECT", "UPDATE", "DELETE"}
    assert sorted({name for name, _ in granted}) == TABLES


def test_the_role_that_removes_sees_one_workspace_and_where_one_is_named_one_client(serving, owner):
    for key in ("marcus", "helen", "tessa"):
        person = cast.BY_KEY[key]
        for table in TABLES:
            with as_role(serving, REMOVER, key) as connection:
                seen = connection.execute(text(f"SELECT to_jsonb(t) FROM {table} t")).scalars().all()
            assert {row["workspace_id"] for row in seen} <= {str(person.workspace_id)}, table
            if person.client_id is not None:
                column = "id" if table == "client" else "client_id"
                assert {row.get(column) for row in seen} <= {str(person.client_id)}, table
            elif table in OF_ANYBODY:
                assert seen, table


def test_nothing_stands_beside_the_tables_that_could_reach_around_the_walls(owner):
    kinds = owner.execute(
        text(
            "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            " WHERE nspname = 'public' AND relkind IN ('v', 'm', 'S', 'f', 'p')"
        )
    ).all()
    triggers = owner.execute(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")).all()
    functions = owner.execute(
        text("SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public'")
    ).all()
    assert (kinds, triggers, functions) == ([], [], [])


def test_the_serving_role_itself_reads_nothing(serving):
    for table in TABLES:
        with serving.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
            connection.execute(text(f"SELECT count(*) FROM {table}"))


@pytest.mark.parametrize("role", [PRACTICE, CLIENT])
def test_without_a_context_no_table_has_a_row(serving, role):
    with as_role(serving, role) as connection:
        counts = {table: connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in TABLES}
    assert counts == dict.fromkeys(TABLES, 0)


@pytest.mark.parametrize("key", ["helen", "dawn", "ewan", "brook"])
def test_a_clients_people_see_all_rows_of_their_own_and_no_others(serving, owner, key):
    person = cast.BY_KEY[key]
    for table in OF_ANYBODY:
        column = "id" if table == "client" else "client_id"
        with as_role(serving, CLIENT, key) as connection:
            seen = connection.execute(text(f"SELECT workspace_id, {column} FROM {table}")).all()
        own = owner.scalar(text(f"SELECT count(*) FROM {table} WHERE {column} = :id"), {"id": person.client_id})
        assert {row[0] for row in seen} == {person.workspace_id}, table
        assert {row[1] for row in seen} == {person.client_id} | ({None} if table in OPEN else set()), table
        assert sum(row[1] == person.client_id for row in seen) == own > 0, table


@pytest.mark.parametrize("key", ["helen", "dawn", "ewan", "brook"])
def test_a_clients_people_see_and_add_no_row_of_the_practices_own(serving, owner, key):
    workspace = cast.BY_KEY[key].workspace_id
    for table in OF_PRACTICE:
        row = owner.scalar(text(f"SELECT to_jsonb(t) FROM {table} t WHERE workspace_id = :id"), {"id": workspace})
        copied = json.dumps({**row, "id": str(cast.fixed(f"copy in {table}"))})
        with as_role(serving, CLIENT, key) as connection:
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0, table
            with pytest.raises(ProgrammingError, match="row-level security"):
                connection.execute(
                    text(f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, :row)"),
                    {"row": copied},
                )


@pytest.mark.parametrize("key", ["marcus", "tessa"])
def test_a_practices_people_see_all_rows_of_their_workspace_and_no_others(serving, owner, key):
    person = cast.BY_KEY[key]
    for table in TABLES:
        with as_role(serving, PRACTICE, key) as connection:
            seen = list(connection.scalars(text(f"SELECT workspace_id FROM {table}")))
        all_of_them = owner.scalar(
            text(f"SELECT count(*) FROM {table} WHERE workspace_id = :id"), {"id": person.workspace_id}
        )
        assert set(seen) == {person.workspace_id}, table
        assert len(seen) == all_of_them, table


def whose(table, home):
    """The column that says whose rows of `table` are `home`'s, or its practice's, and what stands in it."""
    if table in OF_PRACTICE:
        return "workspace_id", cast.fixed(f"workspace {cast.CLIENTS[home][0]}")
    return "id" if table == "client" else "client_id", cast.fixed(f"client {home}")


TRESPASS = [("dawn", CLIENT, "northgate"), ("ewan", CLIENT, "northgate"), ("tessa", PRACTICE, "northgate")]


@pytest.mark.parametrize(("key", "role", "home"), TRESPASS)
def test_rows_of_others_are_neither_changed_nor_deleted(serving, key, role, home):
    for table in TABLES:
        column, value = whose(table, home)
        for statement in (f"UPDATE {table} SET workspace_id = workspace_id", f"DELETE FROM {table}"):
            if table not in APPEND_ONLY:
                with as_role(serving, role, key) as connection:
                    found = connection.execute(text(f"{statement} WHERE {column} = :id"), {"id": value})
                    assert found.rowcount == 0, (table, statement)


@pytest.mark.parametrize(("key", "role", "home"), TRESPASS)
def test_no_row_is_put_among_those_of_others(serving, owner, key, role, home):
    """A copy of their own row, with a new id: only the wall can be what refuses it."""
    for table in TABLES:
        column, value = whose(table, home)
        row = owner.scalar(text(f"SELECT to_jsonb(t) FROM {table} t WHERE {column} = :id LIMIT 1"), {"id": value})
        copied = json.dumps({**row, "id": str(cast.fixed(f"copy in {table}"))})
        with as_role(serving, role, key) as connection, pytest.raises(ProgrammingError, match="row-level security"):
            connection.execute(
                text(f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, :row)"), {"row": copied}
            )


MOVES = [("client_id", "client northgate"), ("workspace_id", "workspace tidewater")]


@pytest.mark.parametrize(("column", "value"), MOVES)
def test_ones_own_row_is_not_moved_to_others(serving, column, value):
    for table in OF_CLIENTS:
        if table not in APPEND_ONLY:
            with as_role(serving, CLIENT, "dawn") as connection:
                with pytest.raises(ProgrammingError, match="row-level security"):
                    connection.execute(text(f"UPDATE {table} SET {column} = :value"), {"value": cast.fixed(value)})


def test_a_context_that_is_no_id_is_an_error_and_not_an_open_door(serving):
    for value in ("' OR true --", "*", "null"):
        with serving.connect() as connection, pytest.raises(Exception, match="invalid input syntax"):
            connection.execute(text(f"SET LOCAL ROLE {PRACTICE}"))
            connection.execute(text("SELECT set_config('baton.workspace', :value, true)"), {"value": value})
            connection.execute(text("SELECT count(*) FROM activity")).all()


@pytest.mark.slow
def test_a_thousand_transactions_in_turn_on_one_connection_never_see_each_others_rows(owner, furnished):
    """Through the application's own sessions and pool; bare statements, so that only the engine's wall is at work."""
    count = "SELECT pg_backend_pid(), workspace_id, client_id FROM strategy_section"
    people = [cast.BY_KEY[key] for key in ("helen", "tessa", "dawn", "marcus", "ewan")]
    foreign, backends = 0, set()
    with furnished.app.app_context():
        db.engine.dispose()
    for turn in range(1000):
        person = people[turn % len(people)]
        context: Context = NOBODY if turn % 7 == 6 else person.context(writes=turn % 3 == 0)
        with furnished.app.app_context(), entered(context):
            rows = db.session.execute(unscoped(text(count), "only the wall of the engine is to answer")).all()
        backends |= {row[0] for row in rows}
        if context is NOBODY:
            foreign += len(rows)
            continue
        assert rows, turn
        foreign += sum(row[1] != person.workspace_id for row in rows)
        foreign += sum(bool(person.client_id) and row[2] != person.client_id for row in rows)
    assert foreign == 0
    assert len(backends) == 1
