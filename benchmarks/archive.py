"""How long a workspace takes to go out and to come in elsewhere, and whether memory stays flat while it grows.

    python -m benchmarks.archive --engine sqlite --rows 20000 200000

Each step is told when it is over: seconds on the clock, on the processor, and the most memory that its process took, of
which some 200 MB are Baton itself.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import select

from tracker import create_app
from tracker.archive.checking import check, opened
from tracker.archive.content import Row, Scope, put, rows_of
from tracker.archive.exporting import export
from tracker.archive.importing import bring_in
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.tenancy import Workspace

from . import story
from .line import parser
from .places import ENGINES, open_place

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Took:
    """Seconds on the clock and on the processor, and the most memory in MB."""

    clock: float
    processor: float
    peak: float


def measure(app: Flask, rows: int, file: Path) -> Iterator[str]:
    """The original workspace with so many more events, out and in again; each step by a process of its own."""
    scope = _grown(app, rows)
    steps = {
        "out": lambda: _out(app, scope, file),
        "checked": lambda: _in(app, file, ""),
        "in": lambda: _in(app, file, f"in-{rows}-{os.getpid()}"),
    }
    for name, step in steps.items():
        took = _apart(app, step)
        size = file.stat().st_size / MEGABYTE
        yield (f"{rows:>9,} events  {name:8} {took.clock:7.1f} s  {took.processor:7.1f} s processor  "
               f"{took.peak:5.0f} MB at most  {size:6.1f} MB archive")  # fmt: skip


def _grown(app: Flask, rows: int) -> Scope:
    with app.app_context():
        with entered(Context(writes=False)):
            original = db.session.scalars(select(Workspace.id).order_by(Workspace.created_at)).first()
        with entered(Scope(original).context()):
            event = next(row for name, row in rows_of(Scope(original)) if name == "audit_event")
        with entered(Context(workspace=original)):
            put(_events(event, rows), into=original)
            db.session.commit()
    return Scope(original)


def _events(like: Row, count: int) -> Iterator[tuple[str, Row]]:
    for _ in range(count):
        yield "audit_event", like | {"id": new_id()}


def _out(app: Flask, scope: Scope, file: Path) -> None:
    with app.app_context(), file.open("wb") as out:
        export(scope, out)


def _in(app: Flask, file: Path, slug: str) -> None:
    """With an address it is brought in too; its check is part of that."""
    with app.app_context(), file.open("rb") as source, opened(source) as archive:
        check(archive)
        if slug:
            bring_in(archive, slug=slug)


def _apart(app: Flask, step: Callable[[], None]) -> Took:
    """What a step took in a process of its own."""
    with app.app_context():
        db.engine.dispose()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            step()
            code = 0
        finally:
            os._exit(code)
    _, status, usage = os.wait4(child, 0)
    assert status == 0, "The step failed."
    return Took(time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main() -> None:
    asked = parser(__doc__ or "")
    asked.add_argument("--rows", type=int, nargs="+", default=[20_000, 200_000])
    given = asked.parse_args()
    with TemporaryDirectory(prefix="baton-archive-") as folder:
        for engine in given.engine or ENGINES:
            app = _told(engine, Path(folder) / engine)
            for rows in given.rows:
                for line in measure(app, rows, Path(folder) / "archive.zip"):
                    print(f"{engine:10} {line}", flush=True)


def _told(engine: str, folder: Path) -> Flask:
    """A small practice in a database of its own: one that an earlier run was broken off in would hold more."""
    print(f"{engine:10} telling a small practice", flush=True)
    place, _ = open_place(engine, folder, f"baton_archive_{time.time_ns()}")
    app = create_app(place.settings())
    with app.app_context():
        story.tell(new_id(), days=20, far=(0.6,))
    return app


if __name__ == "__main__":
    main()
