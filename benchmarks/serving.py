"""Servers to ask: gunicorn with sync workers in processes of their own, ended with the block that started them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.places import Place
from devkit.children import dies_with_parent

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 90


class Server:
    """One gunicorn. It can be killed without warning and started again on the same port."""

    def __init__(self, app: str, environment: dict[str, str], log: Path, workers: int = 2):
        self.app, self.log, self.workers = app, log, workers
        self.port = _free_port()
        self.environment = {**os.environ, **environment, "PYTHONUNBUFFERED": "1"}
        self.running: subprocess.Popen | None = None

    def start(self) -> "Server":
        """Start it and wait until it answers. Raises `RuntimeError` with its own words if it does not."""
        command = [
            sys.executable, "-m", "gunicorn", "--workers", str(self.workers), "--bind", f"127.0.0.1:{self.port}",
            "--backlog", "1024", "--timeout", "60", self.app,
        ]  # fmt: skip
        with self.log.open("ab") as words:
            self.running = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=words, stderr=words, start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGKILL),
            )  # fmt: skip
        self._wait()
        return self

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.running.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                    connection.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
                    if connection.recv(1):
                        return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"The server did not start: {self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        """`kill -9` for the whole server: nobody gets to finish anything."""
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()

    def stop(self) -> None:
        if self.running is not None and self.running.poll() is None:
            self.running.terminate()
            self.running.wait(timeout=PATIENCE)


@contextmanager
def served(place: Place, *, floor: bool = False, workers: int = 2, production: bool = True) -> Iterator[Server]:
    """Baton, or the floor, on `place`."""
    app = "benchmarks.floor:app" if floor else "wsgi:app"
    more = {"BATON_FLOOR": "1"} if floor else {"BATON_ENV": "production" if production else "testing"}
    log = place.folder / f"{'floor' if floor else 'baton'}-{place.engine}.log"
    server = Server(app, {**place.environment(), **more}, log, workers)
    try:
        yield server.start()
    finally:
        server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
