"""A kind of job for the stories: it marks the places it comes to and can be made to wait there."""

from pathlib import Path

from flask import Flask

from tests import cast
from tests.dying import killed_at, stop_at
from tracker.audit import AuditEvent, record
from tracker.core.context import entered
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.models import Engagement
from tracker.jobs import Job, Outcome, ask_for, job_kind
from tracker.jobs.models import JobTicket
from tracker.jobs.working import do_waiting
from tracker.tenancy import scoped


@job_kind("tests.count")
def count(job, by, progress):
    """Reads, then keeps one event."""
    args = job.args
    for number in range(args.get("of", 3)):
        progress(number + 1, args.get("of", 3))
    reach(args, "reading")
    if args.get("refuse"):
        raise Refused("Row 3 has no date. Nothing was imported.")
    if args.get("break"):
        raise ZeroDivisionError

    def keep(by):
        record("counted.kept", db.session.scalars(scoped(Engagement)).first(), by=by)
        db.session.flush()
        reach(args, "writing")
        return Outcome("Counted to three.", "overview.running")

    return keep


def reach(args, place):
    """Say that this place is reached, and stay there if the story wants it."""
    if args.get("stay") == place:
        stop_at(Path(args["mark"]), place)


def asked(app: Flask, key: str = "priya", **args) -> Job:
    with app.app_context(), entered(cast.BY_KEY[key].context()):
        by = db.session.get_one(cast.Membership, (cast.BY_KEY[key].workspace_id, cast.BY_KEY[key].id))
        job = ask_for("tests.count", "Counting to three", by=by, args=args)
        db.session.commit()
        return job.id


def job(app: Flask, id) -> Job:
    with app.app_context(), entered(cast.BY_KEY["marcus"].context(False)):
        found = db.session.scalars(scoped(Job).where(Job.id == id)).one()
        db.session.expunge(found)
        return found


def kept(app: Flask) -> int:
    with app.app_context(), entered(cast.BY_KEY["marcus"].context(False)):
        return len(db.session.scalars(scoped(AuditEvent).where(AuditEvent.verb == "counted.kept")).all())


def tickets(app: Flask) -> list[JobTicket]:
    with app.app_context():
        return list(db.session.scalars(db.select(JobTicket)))


def killed_worker(app: Flask, mark: Path, place: str) -> None:
    """A worker's process is killed at the place where the story has it wait."""
    killed_at(app, mark, place, do_waiting)
