"""What stories of packs start from: one asked for, and the worker's turn."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Flask

from tests.databases import settings_for
from tests.dying import PATIENCE, stop_at
from tests.makers import Northgate, acting
from tracker import create_app
from tracker.core.database import db
from tracker.files.models import Attachment
from tracker.files.storage import storage
from tracker.handover.models import HandoverPack, PackOrder
from tracker.handover.packs import ask_for_pack, assembling, newest_pack
from tracker.jobs import Job
from tracker.jobs.working import do_waiting
from tracker.tenancy import scoped

ROOT = Path(__file__).resolve().parents[2]


def ask(app: Flask, northgate: Northgate, who: str = "priya", kind: str = "") -> Any:
    """Somebody asks for a pack. Gives the id of the order."""
    with acting(app, who) as by:
        order = ask_for_pack(northgate.engagement, by=by, kind=kind)
        db.session.commit()
        return order.id


def work(app: Flask) -> int:
    with app.app_context():
        return do_waiting()


def assembled(app: Flask, northgate: Northgate, who: str = "priya", kind: str = "") -> HandoverPack:
    """Ask, let the worker do it, and take the newest pack."""
    ask(app, northgate, who, kind)
    work(app)
    return newest(app, northgate)


def newest(app: Flask, northgate: Northgate) -> HandoverPack:
    with acting(app, "helen"):
        pack = newest_pack(northgate.id)
        assert pack is not None, jobs(app)
        db.session.expunge(pack)
        return pack


def content(app: Flask, northgate: Northgate, kind: str) -> bytes:
    """The bytes of the newest pack's PDF or ZIP, as they lie in the storage."""
    with acting(app, "helen"):
        pack = newest_pack(northgate.id)
        row = db.session.scalars(
            scoped(Attachment).where(Attachment.subject_id == pack.id, Attachment.kind == kind)
        ).one()
        return b"".join(storage().read(row.key))


def rows(app: Flask, model: Any) -> list[Any]:
    with acting(app, "marcus"):
        return [*db.session.scalars(scoped(model).order_by(model.id))]


def jobs(app: Flask) -> list[tuple[str, str]]:
    return [(str(job.state), job.message) for job in rows(app, Job)]


def kept_files(app: Flask) -> set[str]:
    """The keys of everything that lies in the folder of files."""
    folder = app.config["SETTINGS"].instance / "files"
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def named_files(app: Flask) -> set[str]:
    return {row.key for row in rows(app, Attachment)}


def open_orders(app: Flask) -> int:
    return sum(1 for order in rows(app, PackOrder) if order.ended_at is None)


class Workers:
    """Processes that are killed while they build a pack. They come of one that has everything loaded and never built
    one itself: what sets the PDF runs on threads, which a process that already did hands on to no child."""

    def __init__(self, app: Flask):
        settings = app.config["SETTINGS"]
        command = [sys.executable, "-m", "tests.handover.packing", settings.database_url, settings.owner_database_url]
        self._parent = subprocess.Popen(
            [*command, str(settings.instance)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self._parent.kill()
        self._parent.communicate()

    def killed_at(self, place: str, mark: Path) -> None:
        """One of them is killed where it stands."""
        self._parent.stdin.write(f"{place}={mark}\n")
        self._parent.stdin.flush()
        worker = int(self._parent.stdout.readline())
        try:
            until = time.monotonic() + PATIENCE
            while not mark.exists() and time.monotonic() < until:
                time.sleep(0.02)
            assert mark.read_text() == place
        finally:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
            assert self._parent.stdout.readline() == "gone\n"


def bear_workers(url: str, owner: str, folder: str) -> None:
    app = create_app(settings_for(url, Path(folder), owner))
    for line in sys.stdin:
        place, _, mark = line.strip().partition("=")
        if (worker := os.fork()) == 0:
            with app.app_context():
                _work_to(Path(mark), place)
            os._exit(0)
        print(worker, flush=True)
        os.waitpid(worker, 0)
        print("gone", flush=True)


def _work_to(mark: Path, place: str) -> None:
    def stop() -> None:
        stop_at(mark, place)

    if place == "reading":
        reading = assembling.gather
        assembling.gather = lambda *given: (stop(), reading(*given))[1]
    elif place == "between the files":
        bundling = assembling.bundle
        assembling.bundle = lambda *given: (stop(), bundling(*given))[1]
    elif place == "before the commit":
        recording = assembling.record
        assembling.record = lambda *given, **more: (recording(*given, **more), db.session.flush(), stop())[0]
    do_waiting()


if __name__ == "__main__":
    bear_workers(*sys.argv[1:])
