"""What the machine must bring is checked first, and a lack of it is said."""

import ast
import importlib.util
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from devkit import chromium
from devkit.place import check_port, check_venv_can_be_made, keep_secret_key, usable_npm
from devkit.trouble import Trouble

ROOT = Path(__file__).parents[2]


def test_a_taken_port_is_named_with_a_way_out():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Trouble, match=f"Port {port} on 127.0.0.1 is taken.*choose another port: .*--port"):
            check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(Trouble, match="This machine cannot serve on 192.0.2.1"):
        check_port("192.0.2.1", 5000)


def test_a_python_without_ensurepip_is_told_which_debian_package_to_install(monkeypatch):
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else there(name))
    with pytest.raises(Trouble, match="apt-get install python3-venv"):
        check_venv_can_be_made()


@pytest.mark.parametrize("version", [(3, 9), (3, 10), (2, 7)])
def test_an_old_python_is_told_so_and_nothing_more(version):
    start = f"import sys; sys.version_info = {version}; sys.argv = ['dev.py', 'run']; exec(open('dev.py').read())"
    ended = subprocess.run([sys.executable, "-c", start], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Baton needs Python 3.11 or newer, and this is {version[0]}.{version[1]}.")
    assert "Traceback" not in ended.stderr


def test_dev_py_has_no_word_that_an_old_python_cannot_read():
    newer = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Match, ast.FunctionDef, ast.AsyncFunctionDef)
    words = list(ast.walk(ast.parse((ROOT / "dev.py").read_text(), feature_version=(3, 4))))
    assert not [word for word in words if isinstance(word, newer)]


@pytest.mark.parametrize(("version", "usable"), [("10.8.2", True), ("7.0.0", True), ("6.14.18", False), ("", False)])
def test_an_npm_is_used_unless_it_is_too_old_for_the_lock_file(only_on_path, tools, version, usable):
    npm = only_on_path() / "npm"
    tools.put(npm, says=version)
    assert usable_npm() == (str(npm) if usable else None)


def test_the_secret_key_is_made_once_and_is_its_owners_alone(tmp_path):
    key = keep_secret_key(tmp_path / "instance")
    first = key.read_text()
    assert len(first) >= 32
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert keep_secret_key(tmp_path / "instance").read_text() == first


def test_a_key_that_was_cut_off_by_a_full_disk_is_made_anew(tmp_path):
    (tmp_path / "secret_key").write_text("")
    assert len(keep_secret_key(tmp_path).read_text()) >= 32


def test_the_named_chromium_goes_before_the_one_on_the_path(tools, only_on_path, tmp_path):
    tools.put(only_on_path() / "chromium")
    tools.put(tmp_path / "own")
    assert chromium.find({"BATON_CHROMIUM": str(tmp_path / "own")}) == str(tmp_path / "own")
    assert chromium.find({"PATH": str(tmp_path / "path")}) == str(tmp_path / "path" / "chromium")
    assert chromium.find({"PATH": str(tmp_path / "nowhere")}) is None
    with pytest.raises(Trouble, match="there is no program there"):
        chromium.find({"BATON_CHROMIUM": str(tmp_path / "gone")})


def test_chromium_is_installed_on_debian_as_root_and_only_there(tools, only_on_path, tmp_path, monkeypatch, capsys):
    release = tmp_path / "os-release"
    release.write_text('PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n')
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 0)
    tools.put(only_on_path() / "apt-get")
    assert chromium.may_install(release)
    release.write_text("ID=ubuntu\nID_LIKE=debian\n")
    assert not chromium.may_install(release)
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 1000)
    release.write_text("ID=debian\n")
    assert not chromium.may_install(release)
    monkeypatch.setattr(chromium, "may_install", lambda: True)
    monkeypatch.delenv("BATON_CHROMIUM", raising=False)
    assert chromium.provide(tmp_path) is None
    assert [words[:2] for words in tools.asked] == [["apt-get", "update"], ["apt-get", "install"]]
    assert "installing Debian's with apt-get" in capsys.readouterr().out
