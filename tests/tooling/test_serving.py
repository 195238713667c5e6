"""The web server and the worker run side by side, and end together."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from devkit.serving import Program, programs, serve
from devkit.trouble import Trouble

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
WAITS = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *a: sys.exit()); time.sleep(60)"


def program(name: str, code: str) -> Program:
    return Program(name, [sys.executable, "-c", code])


def test_when_one_ends_by_itself_the_other_is_ended_and_it_is_said(place):
    web, worker = program("the web server", WAITS), program("the worker", "raise SystemExit(3)")
    with pytest.raises(Trouble, match=r"the worker ended by itself \(exit code 3\). Nothing was restarted"):
        serve([web, worker], place, os.environ, lambda: True)
    assert web.running.poll() is not None


def test_asked_to_stop_it_ends_both_in_order(place, capsys):
    both = [program("the web server", WAITS), program("the worker", WAITS)]

    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
    assert serve(both, place, os.environ, lambda: True) == 0
    assert all(one.running.poll() is not None for one in both)
    assert "Stopping" in capsys.readouterr().out


def test_ctrl_c_before_it_answers_ends_what_was_started(place):
    web, worker = program("the web server", WAITS), program("the worker", WAITS)

    def interrupted():
        raise KeyboardInterrupt

    assert serve([web, worker], place, os.environ, interrupted) == 0
    assert web.running.poll() is not None
    assert worker.running is None


def test_a_web_server_that_never_answers_is_told_and_not_waited_for(place):
    web = program("the web server", "raise SystemExit(1)")
    with pytest.raises(Trouble, match=r"the web server ended by itself \(exit code 1\)"):
        serve([web, program("the worker", WAITS)], place, os.environ, lambda: False)


def test_a_program_that_cannot_be_started_ends_the_others(place):
    web = program("the web server", WAITS)
    with pytest.raises(Trouble, match="Stopped while starting the worker: No such file"):
        serve([web, Program("the worker", ["/nowhere/python"])], place, os.environ, lambda: True)
    assert web.running.poll() is not None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent died")
def test_nothing_is_left_behind_when_the_command_itself_is_killed(place):
    parent = f"""
import os, sys, time
from devkit.serving import Program
from devkit.place import Place
from pathlib import Path
child = Program("the web server", [sys.executable, "-c", {WAITS!r}])
child.start(Place(Path({str(place.root)!r})), os.environ)
print(child.running.pid, flush=True)
time.sleep(60)
"""
    command = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True)
    child = int(command.stdout.readline())
    command.kill()
    command.wait()
    assert _gone(child)


def _gone(pid: int, patience: float = 10) -> bool:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            with open(f"/proc/{pid}/stat") as stat:
                if stat.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False


STAND_IN = """
import time
def app(environ, start_response):
    time.sleep(0.5)
    start_response("200 OK", [])
    return [b"hello"]
"""


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_the_web_server_listens_where_it_was_told_and_finishes_its_answer_before_it_ends(place, tools, host):
    with socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as free:
        port = free.getsockname()[1]
    (place.root / "wsgi.py").write_text(STAND_IN)
    place.python.unlink()
    place.python.symlink_to(sys.executable)
    web, worker = programs(place, host, port)
    answers = []

    def asked_and_ended():
        try:
            connection = socket.create_connection((host, port))
        except OSError:
            return False
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM)).start()
        answers.append(connection)
        return True

    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])}
    assert serve([web, program("the worker", WAITS)], place, env, asked_and_ended) == 0
    assert answers[0].makefile("rb").read().endswith(b"hello")
    answers[0].close()
    assert web.running.returncode == 0
    assert worker.command[-1] == "worker"
