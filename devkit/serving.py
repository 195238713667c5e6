"""`dev.py run`: the web server and the worker, side by side in the foreground."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from devkit import data, install
from devkit.children import dies_with_parent
from devkit.place import Place, check_port, keep_secret_key
from devkit.steps import say
from devkit.trouble import Trouble, from_os

PATIENCE = 10
LOOK_EVERY = 0.1
EVERYWHERE = {"0.0.0.0", "::"}


def run(place: Place, host: str, port: int, reset_demo: bool) -> int:
    """Install what is missing, then serve until Ctrl-C. Returns the exit code; raises `Trouble`."""
    check_port(host, port)
    install.make_venv(place)
    install.install_uv(place)
    install.install_libraries(place, "requirements.txt")
    install.fetch_assets(place)
    keep_secret_key(place.instance)
    env = data.environment(place, port, host)
    data.migrate(place, env)
    data.load_demo(place, env, reset_demo)
    check_port(host, port)
    return serve(programs(place, host, port), place, env, lambda: _announce(host, port, env))


@dataclass
class Program:
    """One of the processes that make up Baton; SIGTERM asks it to end in order."""

    name: str
    command: Sequence[str]
    running: subprocess.Popen | None = None

    def start(self, place: Place, env: Mapping[str, str]) -> None:
        """In a session of its own: Ctrl-C reaches this command alone, which then ends its programs."""
        try:
            self.running = subprocess.Popen(
                self.command,
                cwd=place.root,
                env=dict(env),
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=dies_with_parent(),
            )
        except OSError as error:
            raise from_os(error, f"starting {self.name}") from error

    def stop(self) -> None:
        """Ask it to end; insist after ten seconds."""
        if self.running and self.running.poll() is None:
            self.running.terminate()
            try:
                self.running.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.running.kill()
                self.running.wait()


def programs(place: Place, host: str, port: int) -> list[Program]:
    """The web server and the worker."""
    python = str(place.python)
    return [
        Program("the web server", [python, "-m", "devkit.web", host, str(port)]),
        Program("the worker", [python, "-m", "flask", "--app", "wsgi", "worker"]),
    ]


def serve(
    side_by_side: Sequence[Program], place: Place, env: Mapping[str, str], announce: Callable[[], bool]
) -> int:
    """Run the programs until Ctrl-C or SIGTERM, or until one ends by itself, which ends the others too.

    The first has the machine to itself until `announce`, asked again and again, says that it answers.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    first, *others = side_by_side
    try:
        first.start(place, env)
        while not announce():
            _look_after([first])
        for program in others:
            program.start(place, env)
        while True:
            _look_after(side_by_side)
    except KeyboardInterrupt:
        say("Stopping")
        return 0
    finally:
        for program in side_by_side:
            program.stop()
        signal.signal(signal.SIGTERM, before)


def _look_after(running: Sequence[Program]) -> None:
    for program in running:
        if program.running.poll() is not None:
            raise Trouble(
                f"Baton has stopped: {program.name} ended by itself (exit code {program.running.returncode}). "
                "Nothing was restarted; what it said stands above."
            )
    time.sleep(LOOK_EVERY)


def _announce(host: str, port: int, env: Mapping[str, str]) -> bool:
    """Say where Baton is, once it can be reached there."""
    try:
        socket.create_connection((_reached(host), port), timeout=1).close()
    except OSError:
        return False
    say(f"Baton is at {env['BATON_URL']} (Ctrl-C stops it)")
    if host in EVERYWHERE and env["BATON_DEMO"] == "1":
        say("Mind: whoever reaches this machine can sign in as the demo people")
    return True


def _reached(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
