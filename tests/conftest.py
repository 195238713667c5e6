"""The stage of every test: an application on each engine, the cast in its opening scene, browsers for everybody."""

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
from tests.pages import Visitor
from tracker.accounts.models import LoginSession, Membership
from tracker.accounts.tokens import fingerprint, new_token
from tracker.core.context import entered
from tracker.core.database import db

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_stages: dict[str, Stage] = {}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    _leave_out_twins(config, items)
    _keep_groups_together(config, items)


def _leave_out_twins(config: pytest.Config, items: list[pytest.Item]) -> None:
    """How a page reads is the same on every engine. That its statements are understood by each of them is seen where
    every page is opened and every verb carried out: in `tests/fences`, `tests/speed` and `tests/permissions`."""
    twins = [item for item in items if item.get_closest_marker("one_engine") and _on_a_further_engine(item)]
    twins = [item for item in twins if not item.get_closest_marker("every_engine")]
    if twins:
        config.hook.pytest_deselected(items=twins)
        left_out = set(twins)
        items[:] = [item for item in items if item not in left_out]


def _on_a_further_engine(item: pytest.Item) -> bool:
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return not {*engines_under_test()[1:]}.isdisjoint(value for value in values if isinstance(value, str))


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
