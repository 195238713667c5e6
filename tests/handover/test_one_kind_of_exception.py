"""Exceptions of the gate and of acceptances, which were two tables, become one and can be parted again."""

from datetime import date, datetime

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from tests.databases import engines_under_test
from tests.empty_database import empty_database
from tracker.archive.forward import gatherings
from tracker.archive.one_kind_of_exception import one_kind
from tracker.core.commands import alembic_config, migrate
from tracker.core.ids import new_id

_SCRIPT = next(
    one for one in ScriptDirectory.from_config(alembic_config("")).walk_revisions()
    if one.path.endswith("_exceptions.py")
)  # fmt: skip
BEFORE, AFTER = _SCRIPT.down_revision, _SCRIPT.revision
DUE, CLOSED = date(2026, 12, 24), datetime(2026, 12, 1, 9, 30)


def dated(id, criterion, **more):
    return {
        "id": id, "client_id": "c", "engagement_id": "e", "waiver_id": f"w{id}", "criterion_id": criterion,
        "text": "The pack is complete", "answers_id": "priya", "due_on": DUE, "reminded": 2, "closed_at": None,
        "closed_by_id": None, "evidence": "", "link": "",
    } | more  # fmt: skip


def added(id, criterion, acceptance="a1", **more):
    return {
        "id": id, "client_id": "c", "engagement_id": "e", "acceptance_id": acceptance, "criterion_id": criterion,
        "text": "The pack is complete", "answers_id": "priya", "due_on": DUE, "closed_at": None,
        "closed_by_name": "", "how": "",
    } | more  # fmt: skip


def test_what_an_acceptance_took_along_stands_in_the_one_of_the_gate():
    (row,) = one_kind([dated("d1", "k1")], [added("h1", "k1")])
    assert (row["id"], row["waiver_id"], row["acceptance_id"], row["reminded"]) == ("d1", "wd1", "a1", 2)


def test_what_it_added_stands_for_itself():
    rows = one_kind([dated("d1", "k1")], [added("h1", None, text="The yard's key", how="Found.", closed_at=CLOSED)])
    own = next(row for row in rows if row["id"] == "h1")
    assert (own["waiver_id"], own["acceptance_id"], own["evidence"], own["closed_at"]) == (None, "a1", "Found.", CLOSED)
    assert own.keys() == rows[0].keys()


def test_of_several_the_one_of_the_same_day_is_meant_and_the_newest_acceptance_counts():
    old = dated("d1", "k1", closed_at=CLOSED, evidence="Taken over anew.")
    new = dated("d2", "k1", due_on=date(2027, 2, 1))
    taken = [added("h2", "k1", "a2", due_on=date(2027, 2, 1)), added("h1", "k1", "a1"), added("h3", "k1", "a3")]
    rows = one_kind([old, new], taken)
    assert [(row["id"], row["acceptance_id"]) for row in rows] == [("d1", "a3"), ("d2", "a2")]


def test_one_that_was_closed_in_either_is_closed():
    (row,) = one_kind([dated("d1", "k1")], [added("h1", "k1", closed_at=CLOSED, closed_by_name="Helen", how="Done.")])
    assert (row["closed_at"], row["closed_by_name"], row["evidence"]) == (CLOSED, "Helen", "Done.")
    (row,) = one_kind([dated("d1", "k1", closed_at=CLOSED, evidence="Seen.")], [added("h1", "k1")])
    assert (row["closed_at"], row["evidence"]) == (CLOSED, "Seen.")


def test_an_older_archive_is_gathered_where_the_migration_moves_rows():
    assert (AFTER, "dated_exception") in gatherings


@pytest.fixture(params=engines_under_test())
def url(request, tmp_path, worker_id):
    return empty_database(request.param, tmp_path, f"exceptions_{worker_id}", loose=True)


@pytest.mark.slow
def test_rows_move_up_down_and_up_again(url):
    migrate(url, BEFORE)
    engine = create_engine(url)
    ids = {}

    def plain(value):
        """An id as the engine keeps it: each short name is one id."""
        if isinstance(value, str) and 0 < len(value) < 4:
            id = ids.setdefault(value, new_id())
            return id if url.startswith("postgresql") else id.bytes
        return value if url.startswith("postgresql") or not isinstance(value, date) else str(value)

    def put(table, row):
        names = ", ".join(row)
        with engine.begin() as connection:
            connection.execute(
                text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(':' + name for name in row)})"),
                {name: plain(value) for name, value in row.items()},
            )

    def rows(query):
        with engine.connect() as connection:
            if url.startswith("postgresql"):
                connection.execute(text("SET row_security = off"))
                for table in ("dated_exception", "handover_exception"):
                    connection.execute(text(f"ALTER TABLE IF EXISTS {table} NO FORCE ROW LEVEL SECURITY"))
            return [tuple(row) for row in connection.execute(text(query))]

    for workspace, words in (("p", "In the practice's"), ("n", "In the client's own")):
        # After a graduation the same ids stand in two workspaces.
        own = {"workspace_id": workspace, "answers_id": "m"}
        put("dated_exception", dated("d1", "k1", text=words) | own | {"waiver_id": "w1"})
        put("handover_exception", added("h1", "k1") | own)
    more = {"workspace_id": "p", "answers_id": "m"}
    put("handover_exception", added("h2", None, text="The key of the yard", how="It hangs here.", closed_at=CLOSED,
                                    closed_by_name="Helen Ames") | more)  # fmt: skip
    put("handover_exception", added("h3", "k2", text="Nobody at the gate knew") | more)
    upward = (
        "SELECT text, waiver_id IS NOT NULL, criterion_id IS NOT NULL, acceptance_id IS NOT NULL, closed_by_name, "
        "evidence, reminded FROM dated_exception ORDER BY text"
    )
    migrate(url, AFTER)
    found = rows(upward)
    assert [(*row[:1], *map(bool, row[1:4]), *row[4:]) for row in found] == [
        ("In the client's own", True, True, True, "", "", 2),
        ("In the practice's", True, True, True, "", "", 2),
        ("Nobody at the gate knew", False, True, True, "", "", 0),
        ("The key of the yard", False, False, True, "Helen Ames", "It hangs here.", 0),
    ]
    command.downgrade(alembic_config(url), BEFORE)
    assert rows("SELECT text FROM dated_exception ORDER BY text") == [("In the client's own",), ("In the practice's",)]
    assert rows("SELECT text, closed_by_name, how FROM handover_exception ORDER BY text") == [
        ("In the client's own", "", ""), ("In the practice's", "", ""), ("Nobody at the gate knew", "", ""),
        ("The key of the yard", "Helen Ames", "It hangs here."),
    ]  # fmt: skip
    migrate(url, AFTER)
    assert rows(upward) == found
    engine.dispose()
