"""How long a workspace takes to go out and to come in elsewhere, and whether memory stays flat while it grows.

    python -m benchmarks.archive --engine sqlite --rows 20000 200000
"""

import os
import time
from collections.abc import Callable, Iterator
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

from .generator import ready
from .line import parser
from .places import ENGINES

MEGABYTE = 1024 * 1024


def measure(app: Flask, rows: int, file: Path) -> str:
    """The original workspace with so many more events, out and in again; each step by a process of its own."""
    scope = _grown(app, rows)
    steps = {
        "out": lambda: _out(app, scope, file),
        "checked": lambda: _in(app, file, ""),
        "in": lambda: _in(app, file, f"in-{rows}-{os.getpid()}"),
    }
    told = [f"{rows:>9,} events, {{size:.1f}} MB"]
    for name, step in steps.items():
        seconds, peak = _apart(app, step)
        told.append(f"{name} {seconds:.1f} s (peak {peak:.0f} MB)")
    return ": ".join([told[0].format(size=file.stat().st_size / MEGABYTE), ", ".join(told[1:])])


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


def _apart(app: Flask, step: Callable[[], None]) -> tuple[float, float]:
    """(seconds, the most memory in MB) of a process of its own."""
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
    return time.monotonic() - began, usage.ru_maxrss / 1024


def main() -> None:
    asked = parser(__doc__ or "")
    asked.add_argument("--rows", type=int, nargs="+", default=[20_000, 200_000])
    given = asked.parse_args()
    with TemporaryDirectory(prefix="baton-archive-") as folder:
        for engine in given.engine or ENGINES:
            app = create_app(ready(engine, Path(folder) / engine, 1).settings())
            for rows in given.rows:
                print(engine, measure(app, rows, Path(folder) / "archive.zip"), flush=True)


if __name__ == "__main__":
    main()
