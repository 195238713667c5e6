"""Views reach data through `scoped` alone, and what goes past the walls is listed here by hand."""

import ast
from collections import Counter
from pathlib import Path

import pytest

import tracker

ROOT = Path(tracker.__file__).parent
# Whether the database itself is there is asked on behalf of no tenant.
HEALTH = ROOT / "notifications/views.py"
VIEWS = sorted({*ROOT.glob("*/views.py"), *ROOT.glob("*/views/*.py")} - {HEALTH})
CODE = sorted(ROOT.rglob("*.py"))
# Names that open another door to data than `scoped` and `scoped_or_404`.
OTHER_DOORS = {"select", "text", "insert", "update", "delete", "unscoped", "create_engine", "literal_column"}
OTHER_WAYS = {"query", "get", "get_one", "connection", "engine", "merge", "bulk_save_objects", "bulk_insert_mappings"}


def name_of(path):
    return str(path.relative_to(ROOT))


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def test_the_fence_finds_the_views():
    assert len({path.relative_to(ROOT).parts[0] for path in VIEWS}) >= 11


@pytest.mark.parametrize("path", VIEWS, ids=name_of)
def test_a_view_imports_no_other_door(path):
    imported = [
        alias.name for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom) for alias in node.names
        if (node.module or "").startswith(("sqlalchemy", "tracker.tenancy"))
    ]  # fmt: skip
    whole = [alias.name for node in ast.walk(tree(path)) if isinstance(node, ast.Import) for alias in node.names]
    assert not OTHER_DOORS & set(imported), imported
    assert not [name for name in whole if name.startswith("sqlalchemy")]


@pytest.mark.parametrize("path", VIEWS, ids=name_of)
def test_a_view_goes_by_no_other_way(path):
    """No `Model.query`, no `db.session.get(…)`, no connection or engine of its own."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and node.attr in OTHER_WAYS:
            owner = ast.unparse(node.value)
            assert node.attr != "query" or not owner[0].isupper(), f"{name_of(path)}:{node.lineno} {owner}.query"
            assert owner not in {"db", "db.session"}, f"{name_of(path)}:{node.lineno} {owner}.{node.attr}"


# Statements that go past the walls: where, and how many. Each says why beside it.
PAST_THE_WALLS = {
    "erasure/mentions.py": 1,
    "erasure/person.py": 1,
    "erasure/rewriting.py": 1,
    "archive/removing.py": 1,
    "accounts/identity.py": 1,
    "archive/putting.py": 1,
    "graduation/copying.py": 4,
    "graduation/rows.py": 2,
    "notifications/views.py": 1,
}
# Where a text is handed to the database as SQL. Models write the conditions of their indexes so.
BARE_SQL = {
    "core/roles.py",
    "demo/removing.py",
    "notifications/views.py",
    "selfsufficiency/keeping.py",  # two strengths of lock in one statement
}
# Where an engine is opened or used outside a session, on which no context is set.
OWN_ENGINE = {
    "__init__.py",
    "core/database.py",
    "core/roles.py",
    "demo/removing.py",
    "notifications/views.py",
}


def calls(name):
    found = Counter()
    for path in CODE:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == name:
                found[name_of(path)] += 1
    return dict(found)


def test_every_statement_that_goes_past_the_walls_is_known():
    assert calls("unscoped") == PAST_THE_WALLS


def test_every_bare_sql_is_known():
    found = {*calls("text"), *calls("exec_driver_sql")}
    assert {name for name in found if "/models/" not in name} == BARE_SQL


def test_every_engine_outside_a_session_is_known():
    reached = {
        name_of(path) for path in CODE for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "engine" and ast.unparse(node.value).endswith("db")
    }  # fmt: skip
    assert {*calls("create_engine"), *reached} == OWN_ENGINE


# Where code becomes the role that may change and delete what is append-only.
REMOVING = {"archive/removing.py", "erasure/person.py", "erasure/rewriting.py"}


def test_every_place_that_removes_is_known():
    found = {
        name_of(path) for path in CODE for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and any(word.arg == "removes" for word in node.keywords)
    }  # fmt: skip
    assert found == REMOVING


def test_every_statement_past_the_walls_gives_its_reason():
    for path in CODE:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "unscoped":
                reason = node.args[1]
                assert isinstance(reason, ast.Constant) and len(reason.value) > 8, f"{name_of(path)}:{node.lineno}"
