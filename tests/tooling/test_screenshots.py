"""The pictures of the README are taken of a Baton of their own."""

import pytest

from devkit import chromium, install, line, screenshots
from devkit.place import Place
from devkit.screenshots import Studio
from devkit.trouble import Trouble


def test_it_can_be_asked_for():
    assert line.read(["screenshots"]).command == "screenshots"


def test_the_developers_own_data_are_left_alone(tmp_path):
    place, studio = Place(tmp_path), Studio(tmp_path, tmp_path / "studio")
    assert studio.database == tmp_path / "studio" / "baton.sqlite3"
    assert studio.python == place.python and studio.instance != place.instance


def test_what_steers_the_developers_own_baton_does_not_steer_this_one():
    told = {"DATABASE_URL": "sqlite:///mine", "BATON_DEMO": "0", "PATH": "/bin"}
    assert screenshots._without_ours(told) == {"PATH": "/bin"}


def test_without_a_browser_it_says_what_to_do(tmp_path, monkeypatch):
    for step in ("make_venv", "install_uv", "install_libraries", "fetch_assets"):
        monkeypatch.setattr(install, step, lambda *_: None)
    monkeypatch.setattr(chromium, "provide", lambda *_: None)
    with pytest.raises(Trouble, match="install Chromium"):
        screenshots.take(Place(tmp_path))
