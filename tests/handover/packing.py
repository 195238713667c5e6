"""What stories of packs start from: one asked for, and the worker's turn."""

import sys
import time
from pathlib import Path
from typing import Any

from flask import Flask

from tests.databases import settings_for
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


def worker(url: str, owner: str, folder: str, mark: str, place: str) -> None:
    """What a worker's process does: at a place it says that it is there and waits to be killed."""

    def stop() -> None:
        if not Path(mark).exists():
            Path(mark).write_text(place)
            time.sleep(60)

    if place == "reading":
        reading = assembling.gather
        assembling.gather = lambda *given: (stop(), reading(*given))[1]
    elif place == "between the files":
        bundling = assembling.bundle
        assembling.bundle = lambda *given: (stop(), bundling(*given))[1]
    elif place == "before the commit":
        recording = assembling.record
        assembling.record = lambda *given, **more: (recording(*given, **more), db.session.flush(), stop())[0]
    app = create_app(settings_for(url, Path(folder), owner))
    with app.app_context():
        do_waiting()


if __name__ == "__main__":
    worker(*sys.argv[1:])
