"""Baton as it is deployed: its own processes and database, a real mail server, the operator's own commands."""

import os
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from devkit.children import dies_with_parent
from tests import postgres
from tests.mailbox import Mailbox, free_port, open_mailbox

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90


@dataclass
class House:
    """A running Baton. `url` is where it answers, `mail` what it sent, `env` what its processes were told."""

    url: str
    env: dict[str, str]
    log: Path
    mail: Mailbox

    def newest_link(self, address: str, after: int = 0) -> str:
        """The link in the newest letter to `address`; waits until more than `after` letters came to it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if len(self.mail.to(address)) > after:
                return self.mail.link_to(address)
            time.sleep(0.1)
        raise AssertionError(f"No letter came to {address}. {self.said()}")

    def flask(self, *words: str) -> None:
        """Run a command of the operator. Raises `RuntimeError` with its own words."""
        run_flask(self.env, *words)

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")[-3000:]


def run_flask(env: dict[str, str], *words: str) -> None:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    if ended.returncode:
        raise RuntimeError(f"{' '.join(words)}: {ended.stdout}{ended.stderr}")


@contextmanager
def open_house(
    engine: str, folder: Path, name: str, demo: bool = False, told: Callable[[Path], object] | None = None
) -> Iterator[House]:
    """Baton on `engine` in `folder`, its web server and worker running, its tables made and empty (or the demo's).

    `told` puts a demo that was told before into the folder of an SQLite one.
    """
    port = free_port()
    with open_mailbox() as mail:
        house = House(f"http://127.0.0.1:{port}", {}, folder / "log", mail)
        house.env = _environment(engine, folder, name, house.url, mail.url, demo)
        if engine == "postgresql":
            house.flask("database-roles")
        if told is not None and engine == "sqlite":
            told(folder)
        house.flask("migrate")
        if demo:
            house.flask("demo", "load")
        with house.log.open("ab") as words:
            running = [_start(house.env, words, "-m", "devkit.web", "127.0.0.1", str(port))]
            running.append(_start(house.env, words, "-m", "flask", "--app", "wsgi", "worker"))
            try:
                _wait_until_ready(house, running)
                yield house
            finally:
                for process in running:
                    process.terminate()
                for process in running:
                    process.wait(timeout=30)


def _environment(engine: str, folder: Path, name: str, url: str, smtp: str, demo: bool) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL" and not key.startswith("BATON_")}
    told = {
        "BATON_ENV": "production", "BATON_SECRET_KEY": secrets.token_urlsafe(48), "BATON_URL": url,
        "BATON_INSTANCE": str(folder), "BATON_SMTP_URL": smtp, "BATON_MAIL_FROM": "Baton <baton@baton.example>",
        "BATON_DEMO": "1" if demo else "0",
    }  # fmt: skip
    return {**kept, **told, **(_postgres_addresses(name) if engine == "postgresql" else {})}


def _postgres_addresses(name: str) -> dict[str, str]:
    server = postgres.server()
    admin = create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    admin.dispose()
    owner = make_url(server.url(name))
    serving = owner.set(username="baton_web", password="for tests only")
    addresses = {"BATON_OWNER_DATABASE_URL": owner, "DATABASE_URL": serving}
    return {key: address.render_as_string(hide_password=False) for key, address in addresses.items()}


def _start(env: dict[str, str], words: object, *command: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=env, stdout=words, stderr=words, stdin=subprocess.DEVNULL,
        start_new_session=True, preexec_fn=dies_with_parent(),
    )  # fmt: skip


def _wait_until_ready(house: House, running: list[subprocess.Popen]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if any(process.poll() is not None for process in running):
            break
        try:
            urllib.request.urlopen(f"{house.url}/readyz", timeout=10).close()
            return
        except (OSError, urllib.error.HTTPError):
            time.sleep(0.2)
    raise RuntimeError(f"Baton did not start: {house.said()}")
