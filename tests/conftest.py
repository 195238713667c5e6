"""The stage of every test: an application on each engine, the cast in its opening scene, browsers for everybody."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask

from devkit import chromium
from devkit.trouble import Trouble
from tests import cast, makers
from tests.databases import Stage, engines_under_test, open_stage
from tests.gone_by import remember_days_gone_by
from tests.pages import Visitor
from tests.told_once import STAGE
from tracker.accounts.models import LoginSession, Membership
from tracker.accounts.tokens import fingerprint, new_token
from tracker.core.context import entered
from tracker.core.database import db

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Whoever sits before a page.
VISITORS = {*cast.BY_KEY, "visit", "visitor"}
# Getting in, taking everything along, deleting, long work and bad days are what an engine answers for itself.
MORE_THAN_PAGES = {"accounts", "archive", "erasure", "faults", "graduation", "jobs", "speed"}
_stages: dict[str, Stage] = {}
remember_days_gone_by()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    _leave_out_twins(config, items)
    _keep_groups_together(config, items)


def pytest_collection_finish() -> None:
    """What was loaded and collected stays to the end: looking through it again and again for what could be let go
    takes more than some tests."""
    gc.collect()
    gc.freeze()


def _leave_out_twins(config: pytest.Config, items: list[pytest.Item]) -> None:
    """How a page reads is the same on every engine. That its statements are understood by each of them is seen where
    every page is opened and every verb carried out: in `tests/fences`, `tests/speed` and `tests/permissions`.

    So it is with what is tried with many values: all of them on the first engine, on the others the first of them.
    Two at once, twice the same, and how many statements that takes are marked `every_engine`."""
    seen: set[tuple[object, ...]] = set()
    twins = [item for item in items if _on_a_further_engine(item) and not item.get_closest_marker("every_engine")]
    twins = [item for item in twins if _of_one_engine(item) or _was_tried(item, seen)]
    if twins:
        config.hook.pytest_deselected(items=twins)
        left_out = set(twins)
        items[:] = [item for item in items if item not in left_out]


def _on_a_further_engine(item: pytest.Item) -> bool:
    return not {*engines_under_test()[1:]}.isdisjoint(_engines_of(item))


def _of_one_engine(item: pytest.Item) -> bool:
    pages = not VISITORS.isdisjoint(item.fixturenames) and item.path.parent.name not in MORE_THAN_PAGES
    return pages or item.get_closest_marker("one_engine") is not None


def _engines_of(item: pytest.Item) -> list[str]:
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return [value for value in values if isinstance(value, str) and value in engines_under_test()]


def _was_tried(item: pytest.Item, seen: set[tuple[object, ...]]) -> bool:
    """Whether the same test was there before with the same engines, with other values."""
    test = (item.parent, item.originalname, *_engines_of(item))
    return test in seen or seen.add(test)


def _keep_groups_together(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of one group tell one story: spread over several processes each would find half of it."""
    if not getattr(config.option, "loadgroup", False):
        return
    scattered = [item.nodeid for item in items if item.get_closest_marker("xdist_group") and "@" not in item.nodeid]
    if scattered:
        raise pytest.UsageError(f"pytest-xdist did not keep its groups together: {scattered[0]}")


@pytest.fixture(params=engines_under_test())
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Stage:
    engine = request.param
    if engine not in _stages:
        folder: Path = tmp_path_factory.mktemp(engine)
        _stages[engine] = open_stage(engine, folder, f"baton_{worker_id}")
        _stages[engine].app.extensions[STAGE] = _stages[engine]
    stage = _stages[engine]
    stage.set_back()
    return stage


@pytest.fixture
def app(stage: Stage) -> Iterator[Flask]:
    """The application before anybody came. CSRF stays on, as people meet it."""
    yield stage.app


@pytest.fixture
def northgate(app: Flask) -> makers.Northgate:
    """Northgate's engagement, active for eight weeks, on the social-media playbook; nothing in it done yet."""
    with app.app_context():
        return makers.northgate()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium for all tests of a process: Playwright cannot be started twice in one.

    Skips where there is no Chromium; where CI is set, that is a failure."""
    from playwright.sync_api import sync_playwright  # the fast tests need not wait for it

    try:
        found = chromium.find()
    except Trouble as trouble:
        pytest.fail(str(trouble))
    if found is None:
        missing = "There is no Chromium: install one, or name it in BATON_CHROMIUM."
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        # As root Chromium has no sandbox of its own.
        running = playwright.chromium.launch(executable_path=found, chromium_sandbox=os.geteuid() != 0)
        yield running
        running.close()


@pytest.fixture
def worker_id(request: pytest.FixtureRequest) -> str:
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """A stranger."""
    return Visitor(app.test_client())


@pytest.fixture
def visit(app: Flask) -> Callable[[str], Visitor]:
    """`visit("helen")`: Helen, signed in, in her workspace."""

    def signed_in(key: str) -> Visitor:
        person = cast.BY_KEY[key]
        client = app.test_client()
        token = new_token()
        with app.app_context():
            db.session.add(LoginSession(user_id=person.user_id, token_hash=fingerprint(token)))
            db.session.commit()
        with client.session_transaction() as session:
            session["_user_id"] = f"{person.user_id}:{token}"
        return Visitor(client, person.workspace, person)

    return signed_in


def _named(key: str) -> Any:
    @pytest.fixture(name=key)
    def person(visit: Callable[[str], Visitor]) -> Visitor:
        return visit(key)

    return person


for _key in cast.BY_KEY:
    globals()[f"_{_key}"] = _named(_key)


@pytest.fixture
def as_person(app: Flask) -> Iterator[Callable[[str], Membership]]:
    """`me = as_person("helen")`: work inside Helen's walls; `db.session` is hers until the next call."""
    entries: list[Any] = []

    def enter(key: str) -> Membership:
        while entries:
            entries.pop().__exit__(None, None, None)
        outer = app.app_context()
        outer.__enter__()
        inner = entered(cast.BY_KEY[key].context())
        inner.__enter__()
        entries.extend([outer, inner])
        return db.session.get_one(Membership, (cast.BY_KEY[key].workspace_id, cast.BY_KEY[key].id))

    yield enter
    while entries:
        entries.pop().__exit__(None, None, None)
