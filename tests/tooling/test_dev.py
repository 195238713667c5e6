"""The command line: what it takes, and how it tells that something is wrong."""

import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from devkit import install, line, serving, testing
from devkit.line import main, read
from devkit.trouble import Trouble

ROOT = Path(__file__).parents[2]


def test_run_serves_on_this_machine_at_5000_unless_told_otherwise():
    asked = read(["run"])
    assert (asked.host, asked.port, asked.reset_demo) == ("127.0.0.1", 5000, False)
    asked = read(["run", "--port", "8000", "--host", "0.0.0.0", "--reset-demo"])
    assert (asked.host, asked.port, asked.reset_demo) == ("0.0.0.0", 8000, True)


@pytest.mark.parametrize("port", ["0", "65536", "many", "-1", ""])
def test_a_port_that_is_none_is_refused(port, capsys):
    with pytest.raises(SystemExit) as ended:
        read(["run", f"--port={port}"])
    assert ended.value.code == 2
    assert "is not a port: give a number from 1 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [[], ["fly"], ["run", "--fast"], ["run", "extra"]])
def test_what_is_not_understood_is_refused(argv):
    with pytest.raises(SystemExit) as ended:
        read(argv)
    assert ended.value.code == 2


def test_words_that_are_not_ours_go_to_pytest_in_order():
    asked = read(["test", "tests/clients", "--fast", "-k", "stranger or owner", "-x", "--port"])
    assert asked.fast
    assert asked.extra == ["tests/clients", "-k", "stranger or owner", "-x", "--port"]


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (Trouble("The disk is full."), "The disk is full."),
        (OSError(errno.ENOSPC, "x"), "The disk is full: working in this folder ran out of space."),
        (PermissionError(errno.EACCES, "x", "/a"), "Stopped while working in this folder: Permission denied (/a)."),
    ],
)
def test_a_trouble_is_one_paragraph_and_an_exit_code(monkeypatch, capsys, happens, said):
    def fails(*_):
        raise happens

    monkeypatch.setattr(serving, "run", fails)
    assert main(["run"]) == 1
    told = capsys.readouterr()
    assert " ".join(told.err.split()).startswith(said)
    assert "Traceback" not in told.err
    assert told.out == ""


def test_ctrl_c_while_installing_says_that_the_command_goes_on_from_there(monkeypatch, capsys):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(install, "make_venv", interrupted)
    assert main(["assets"]) == 130
    assert "The same command goes on from here." in " ".join(capsys.readouterr().err.split())


def test_a_taken_port_is_said_before_anything_is_made(tmp_path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert main(["run", "--port", str(other.getsockname()[1])], root=tmp_path) == 1
    assert "is taken" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_commands_start_with_the_standard_library_alone():
    bare = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); import devkit.line"]
    assert subprocess.run(bare, capture_output=True, text=True).stderr == ""


class TestTheTestCommand:
    @pytest.fixture
    def ends(self, place, tools, monkeypatch):
        """`ends(pytest=0, ruff=0, contract=0)`: the exit code when the tools end so."""
        for step in ("make_venv", "install_uv", "install_libraries", "fetch_assets"):
            monkeypatch.setattr(install, step, lambda *_: None)

        def run(pytest=0, ruff=0, contract=0, fast=True, extra=()):
            tools.put(place.python, code=pytest)
            tools.put(place.venv / "bin" / "ruff", says="E501 Line too long", code=ruff)
            tools.put(place.venv / "bin" / "lint-imports", code=contract)
            return testing.test(place, fast, extra)

        return run

    def test_it_ends_as_pytest_ends(self, ends):
        assert ends() == 0
        assert ends(pytest=2) == 2
        assert ends(pytest=5, ruff=1) == 5

    def test_code_that_a_check_refuses_fails_though_its_tests_pass(self, ends, capfd):
        assert ends(ruff=1) == 1
        assert "E501 Line too long" in capfd.readouterr().out
        assert ends(contract=1) == 1

    def test_fast_leaves_out_the_browser_and_what_is_slow(self, ends, tools):
        ends(extra=["-k", "gate"])
        asked = tools.asked[-1]
        assert asked[asked.index("-m", 2) + 1] == "not browser and not slow"
        assert asked[-2:] == ["-k", "gate"]

    def test_the_workers_are_as_many_as_the_cores_but_four_at_most(self, place, monkeypatch):
        monkeypatch.setattr(os, "cpu_count", lambda: 64)
        assert testing.pytest_command(place, False, [])[3:5] == ["-n", "4"]
        assert "4" not in testing.pytest_command(place, False, ["-n0"])

    def test_tests_see_no_setting_of_a_baton_that_runs_here(self):
        seen = testing.environment(
            False, "/usr/bin/chromium", {"DATABASE_URL": "x", "BATON_DEMO": "1", "CI": "true", "TEST_DATABASE_URL": "y"}
        )
        assert seen == {
            "CI": "true",
            "TEST_DATABASE_URL": "y",
            "BATON_TEST_ENGINES": "sqlite,postgresql",
            "BATON_CHROMIUM": "/usr/bin/chromium",
        }
        assert testing.environment(True, None, {})["BATON_TEST_ENGINES"] == "sqlite"

    def test_the_many_processes_that_tests_start_may_keep_their_compiled_modules(self):
        assert "PYTHONDONTWRITEBYTECODE" not in testing.environment(True, None, {"PYTHONDONTWRITEBYTECODE": "1"})


def test_every_command_that_is_offered_is_carried_out(monkeypatch, tmp_path):
    done = []
    for module, name in [(serving, "run"), (testing, "test"), (install, "fetch_assets"), (install, "lock")]:
        monkeypatch.setattr(module, name, lambda *_, name=name: done.append(name) or 0)
    for name in ("make_venv", "install_uv"):
        monkeypatch.setattr(install, name, lambda *_: None)
    for command in ("run", "test", "assets", "lock"):
        assert main([command], root=tmp_path) == 0
    assert done == ["run", "test", "fetch_assets", "lock"]
    assert line.ROOT == ROOT
