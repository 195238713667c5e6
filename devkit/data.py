"""The database of `dev.py run`: brought up to date, and filled with the demo the first time."""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from devkit.place import Place
from devkit.steps import fingerprint, run_tool, say

SQLITE = "sqlite:///"
# Without compiled modules every start reads all of the code anew, which takes as long as the rest together.
SLOW = {"PYTHONDONTWRITEBYTECODE"}


def environment(place: Place, port: int, host: str, env: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What Baton is told when it runs here; whatever `env` already says, wins."""
    reached = "127.0.0.1" if host in {"0.0.0.0", "::"} else host
    address = f"[{reached}]" if ":" in reached else reached
    said = {
        "BATON_ENV": "development",
        "BATON_INSTANCE": str(place.instance),
        "DATABASE_URL": f"{SQLITE}{place.database}",
        "BATON_URL": f"http://{address}:{port}",
        "BATON_DEMO": "1",
    }
    kept = {name: value for name, value in env.items() if name not in SLOW}
    return {**kept, **{name: value for name, value in said.items() if not env.get(name)}}


def migrate(place: Place, env: Mapping[str, str]) -> None:
    """Bring the tables to the newest version. An SQLite file that is known to be there is left alone.

    Raises `Trouble` with the reason when a migration fails; its whole output is kept beside the data.
    """
    url = env["DATABASE_URL"]
    if _migrated(place, url):
        return
    if _file(url) and not _version(url):
        place.data_stamps.forget(_demo_step(url))
    say("Bringing the database up to date")
    _flask(place, env, "bringing the database up to date", "migrate")
    place.data_stamps.write("migrated", _migration_inputs(place, url))


def load_demo(place: Place, env: Mapping[str, str], reset: bool = False) -> None:
    """Load the demo into a database that has not had it yet; with `reset`, put it back as it was."""
    if env["BATON_DEMO"] != "1":
        return
    step = _demo_step(env["DATABASE_URL"])
    if reset:
        say("Putting the demo back as it was")
        _flask(place, env, "putting the demo back", "demo", "reset")
    elif not place.data_stamps.fresh(step, "loaded"):
        say("Loading the demo")
        _flask(place, env, "loading the demo", "demo", "load")
    place.data_stamps.write(step, "loaded")


def _flask(place: Place, env: Mapping[str, str], doing: str, *words: str) -> None:
    command = [place.python, "-m", "flask", "--app", "wsgi", *words]
    run_tool(command, doing, place.root, env, log=place.instance / "last-failure.log")


def _migrated(place: Place, url: str) -> bool:
    return bool(_version(url)) and place.data_stamps.fresh("migrated", _migration_inputs(place, url))


def _migration_inputs(place: Place, url: str) -> str:
    return fingerprint(place.root / "migrations", url, _version(url))


def _version(url: str) -> str:
    """The migration an SQLite file is at; empty where that is unknown."""
    path = _file(url)
    if not path or not path.is_file():
        return ""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            return ",".join(row[0] for row in database.execute("SELECT version_num FROM alembic_version"))
    except sqlite3.Error:
        return ""


def _demo_step(url: str) -> str:
    return f"demo-{fingerprint(url)[:12]}"


def _file(url: str) -> Path | None:
    return Path(url.removeprefix(SQLITE)) if urlsplit(url).scheme == "sqlite" else None
