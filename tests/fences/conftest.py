"""The stage of the fences: every client has a record of every kind."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from tests import makers
from tests.databases import Stage, engines_under_test, open_stage
from tests.fences.furnishing import Furnished, furnish
from tracker.accounts.models import Membership

_stages: dict[str, tuple[Stage, Furnished]] = {}


@pytest.fixture(params=engines_under_test())
def furnished(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Furnished:
    engine = request.param
    if engine not in _stages:
        folder: Path = tmp_path_factory.mktemp(f"fences_{engine}")
        stage = open_stage(engine, folder, f"baton_fences_{worker_id}")
        _stages[engine] = stage, furnish(stage.app)
        stage.keep_as_opening()
        shutil.copytree(folder / "files", folder / "files as opened")
    stage, furnished = _stages[engine]
    stage.set_back()
    _put_files_back(Path(furnished.app.config["SETTINGS"].instance))
    return furnished


def _put_files_back(folder: Path) -> None:
    """Tests may delete whole clients, with the bytes of their files."""
    shutil.copytree(folder / "files as opened", folder / "files", dirs_exist_ok=True)


@pytest.fixture
def app(furnished: Furnished) -> Flask:
    return furnished.app


@pytest.fixture
def acting(app: Flask) -> Callable[[str], AbstractContextManager[Membership]]:
    """`with acting("marcus"):` work inside Marcus's walls, and leave them again before a page is opened."""
    return partial(makers.acting, app)
