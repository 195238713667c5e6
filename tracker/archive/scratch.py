"""Which ids were seen, on disk beside the memory, so that an archive of any size is checked in little of it."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

Named = tuple[bytes, bytes | None]


class Seen:
    """Ids by table, each with the client it belongs to."""

    def __init__(self, path: str):
        self._db = sqlite3.connect(path)
        self._db.executescript(
            """
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;
            CREATE TABLE seen (part TEXT, id BLOB, client BLOB, PRIMARY KEY (part, id)) WITHOUT ROWID;
            CREATE TABLE later (part TEXT, id BLOB, client BLOB);
            """
        )

    def add(self, part: str, ids: Iterable[Named]) -> bool:
        """False when one of them was seen already."""
        try:
            self._db.executemany("INSERT INTO seen VALUES (?, ?, ?)", [(part, *one) for one in ids])
        except sqlite3.IntegrityError:
            return False
        return True

    def have(self, part: str, wanted: set[Named]) -> bool:
        """Is there a row for each? One that is to be a certain client's must be that client's."""
        ids = list({id for id, _ in wanted})
        found = dict(self._found(part, ids))
        return all(id in found and (client is None or found[id] == client) for id, client in wanted)

    def _found(self, part: str, ids: list[bytes]) -> Iterator[tuple[bytes, bytes | None]]:
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            marks = ",".join("?" * len(some))
            query = f"SELECT id, client FROM seen WHERE part = ? AND id IN ({marks})"
            yield from self._db.execute(query, [part, *some])

    def remember(self, part: str, wanted: set[Named]) -> None:
        """Ask for these at the end: rows of the same table may name each other in any order."""
        self._db.executemany("INSERT INTO later VALUES (?, ?, ?)", [(part, *one) for one in wanted])

    def all_remembered_are_there(self) -> bool:
        lacking = """
            SELECT 1 FROM later LEFT JOIN seen ON seen.part = later.part AND seen.id = later.id
            WHERE seen.id IS NULL OR (later.client IS NOT NULL AND seen.client IS NOT later.client) LIMIT 1
            """
        return self._db.execute(lacking).fetchone() is None

    def close(self) -> None:
        self._db.close()


@contextmanager
def scratch() -> Iterator[Seen]:
    """What is seen while one archive is checked; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="baton-archive-") as folder:
        seen = Seen(f"{folder}/seen.sqlite3")
        try:
            yield seen
        finally:
            seen.close()
