"""Installing: each step once, locked, and honest about what failed."""

import pytest

from devkit import install
from devkit.install import fetch_assets, install_libraries, install_uv, make_venv, told_as_pip
from devkit.trouble import Trouble


def test_libraries_are_installed_with_hashes_and_once(place, tools):
    for _ in range(2):
        install_uv(place)
        install_libraries(place, "requirements.txt")
    assert [words[0] for words in tools.asked] == ["python", "uv"]
    assert all("--require-hashes" in words for words in tools.asked)


def test_libraries_are_installed_again_when_their_lock_changes(place, tools):
    install_libraries(place, "requirements.txt")
    (place.root / "requirements.txt").write_text("flask==4\n")
    install_libraries(place, "requirements.txt")
    assert len(tools.asked) == 2


def test_a_step_that_failed_is_tried_again(place, tools):
    tools.put(place.venv / "bin" / "uv", says="error sending request", code=2)
    with pytest.raises(Trouble, match="No package registry could be reached while installing the libraries"):
        install_libraries(place, "requirements.txt")
    tools.put(place.venv / "bin" / "uv")
    install_libraries(place, "requirements.txt")
    assert len(tools.asked) == 2


def test_an_environment_that_works_is_kept_and_one_that_was_moved_is_made_anew(place, tools, monkeypatch):
    tools.put(place.root / "python3.11")
    monkeypatch.setattr(install, "base_python", lambda: place.root / "python3.11")
    make_venv(place)
    make_venv(place)
    assert tools.asked == [["python3.11", "-m", "venv", str(place.venv)]]
    place.stamps.write("venv", "made elsewhere")
    make_venv(place)
    assert tools.asked[1] == ["python3.11", "-m", "venv", "--clear", str(place.venv)]


def test_without_npm_the_one_from_the_locked_package_is_used(place, tools, only_on_path, capsys):
    only_on_path()
    with pytest.raises(Trouble, match="npm did not finish fetching the files for the browser"):
        fetch_assets(place)
    assert [words[0] for words in tools.asked] == ["uv", "npm"]
    assert tools.asked[0][-1].endswith("requirements-node.txt")
    assert tools.asked[1][1:3] == ["ci", "--ignore-scripts"]
    assert "No npm here" in capsys.readouterr().out


def test_without_npm_and_without_its_package_the_person_is_told_to_install_node(place, tools, only_on_path):
    only_on_path()
    tools.put(place.venv / "bin" / "uv", says="no wheel for this machine", code=2)
    with pytest.raises(Trouble, match="Install Node.js with npm, or mend this: .*no wheel for this machine"):
        fetch_assets(place)


def test_without_npm_and_without_space_the_disk_is_named_and_not_npm(place, tools, only_on_path):
    only_on_path()
    tools.put(place.venv / "bin" / "uv", says="No space left on device (os error 28)", code=2)
    with pytest.raises(Trouble, match="^The disk is full: installing the libraries"):
        fetch_assets(place)


def test_an_npm_that_ran_out_of_space_without_a_word_is_found_out(place, tools, only_on_path, monkeypatch):
    tools.put(only_on_path() / "npm", says="10.8.2")
    place.packages.mkdir()
    monkeypatch.setattr(install, "nearly_full", lambda *folders: True)
    with pytest.raises(Trouble, match="The disk is full: fetching the files for the browser"):
        fetch_assets(place)


def test_uv_is_told_of_the_mirror_that_pip_was_told_of_unless_it_has_its_own():
    assert told_as_pip({"PIP_INDEX_URL": "http://mirror.invalid"}) == {"UV_DEFAULT_INDEX": "http://mirror.invalid"}
    assert told_as_pip({"PIP_CERT": "/ca.crt", "SSL_CERT_FILE": "/own.crt"}) == {}
