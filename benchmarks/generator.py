"""Fills a database with copies of one practice: `python -m benchmarks.generator --workspaces 1000`.

The first practice is told through the verbs of the product (see `story.py`); the others are copies of it.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, select, text

from benchmarks import story
from benchmarks.copying import copied_tables, copy_workspace, marked_ids, original_of
from benchmarks.places import ENGINES, Place, open_place
from benchmarks.troupe import token_of
from tracker import create_app
from tracker.accounts.models import LoginSession, User
from tracker.accounts.tokens import fingerprint
from tracker.core.ids import new_id
from tracker.tenancy import Workspace

TOGETHER = 50
FASTER = ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-400000", "PRAGMA foreign_keys=OFF")


def fill(
    place: Place, workspaces: int, *, days: int = story.DAYS, far: Sequence[float] = story.TEN, say: bool = True
) -> None:
    """Tell the first practice and copy it until there are `workspaces` of them."""
    began = time.perf_counter()
    app = create_app(place.settings())
    with app.app_context(), marked_ids():
        story.tell(new_id(), days, far)
    _say(say, f"told the first practice in {time.perf_counter() - began:.0f} s")
    owner, began = place.owner(), time.perf_counter()
    for first in range(1, workspaces, TOGETHER):
        with owner.connect() as connection, _unchecked(connection):
            original = original_of(connection)
            for number in range(first, min(first + TOGETHER, workspaces)):
                copy_workspace(connection, original, number)
    _sign_everybody_in(owner)
    _tidy(owner)
    _say(say, f"copied it {workspaces - 1} times in {time.perf_counter() - began:.0f} s")
    owner.dispose()


@contextmanager
def _unchecked(connection: Connection) -> Iterator[None]:
    """One transaction without foreign keys: what is copied has been checked when it was written first."""
    if connection.dialect.name == "sqlite":
        for pragma in FASTER:
            connection.connection.driver_connection.execute(pragma)
    else:
        connection.execute(text("SET session_replication_role = replica"))
    yield
    connection.commit()


def _sign_everybody_in(owner: Engine) -> None:
    now = datetime.now(UTC)
    with owner.begin() as connection:
        people = connection.execute(select(User.id, User.email)).all()
        rows = []
        for id, email in people:
            key, _, domain = email.partition("@")
            number = int(domain.removeprefix("practice-").removesuffix(".example"))
            rows.append({
                "id": new_id(), "user_id": id, "token_hash": fingerprint(token_of(number, key)), "address": "",
                "agent": "benchmark", "signed_in_at": now, "seen_at": now,
            })  # fmt: skip
        connection.execute(insert(LoginSession.__table__), rows)


def _tidy(owner: Engine) -> None:
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("ANALYZE")
        else:
            connection.exec_driver_sql("VACUUM ANALYZE")


def workspaces_in(place: Place) -> int:
    owner = place.owner()
    with owner.connect() as connection:
        count = connection.scalar(select(func.count()).select_from(Workspace))
    owner.dispose()
    return count or 0


def counts(place: Place) -> dict[str, int]:
    """Rows by table."""
    owner = place.owner()
    with owner.connect() as connection:
        found = {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in copied_tables()}
    owner.dispose()
    return found


def size_of(place: Place) -> int:
    """Bytes that the database takes."""
    owner = place.owner()
    with owner.connect() as connection:
        if place.engine == "sqlite":
            taken = connection.exec_driver_sql("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        else:
            taken = connection.exec_driver_sql("SELECT pg_database_size(current_database())")
        size = taken.scalar()
    owner.dispose()
    return size


def ready(engine: str, folder: Path, workspaces: int) -> Place:
    """A filled database, as it was left by an earlier run or made now."""
    place, _ = open_place(engine, folder, f"baton_bench_{workspaces}")
    there = workspaces_in(place)
    if not there and workspaces:
        fill(place, workspaces)
    elif there != workspaces:
        raise SystemExit(f"{place.owner_url} holds {there} workspaces, perhaps half of a run that was broken off.")
    return place


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--workspaces", type=int, default=1000)
    parser.add_argument("--folder", type=Path, default=Path("instance/benchmarks"))
    asked = parser.parse_args()
    place = ready(asked.engine, asked.folder, asked.workspaces)
    for name, rows in sorted(counts(place).items(), key=lambda row: -row[1]):
        print(f"{name:20} {rows:>12,}")
    print(f"{'megabytes':20} {size_of(place) / 1e6:>12,.0f}")


def _say(say: bool, words: str) -> None:
    if say:
        print(f"  {words}", flush=True)


if __name__ == "__main__":
    main()
