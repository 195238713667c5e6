"""What stories of files start from: a runbook with a file on it."""

from io import BytesIO
from uuid import UUID

from flask import Flask

from tests.files import specimens
from tests.makers import Northgate, acting
from tracker.core.database import db
from tracker.files.attaching import attach
from tracker.files.checking import check_file
from tracker.responsibilities.models import Activity
from tracker.toolkit.adding import write_runbook
from tracker.toolkit.models import Runbook


def write(app: Flask, northgate: Northgate) -> UUID:
    """Priya writes the runbook of replying."""
    with acting(app, "priya") as priya:
        runbook = write_runbook(northgate.get(Activity, "reply"), by=priya, title="How we reply", text="1. Read it.")
        db.session.commit()
        return runbook.id


def put(
    app: Flask, northgate: Northgate, runbook: UUID, name: str = "plan.pdf", content: bytes = specimens.PDF
) -> UUID:
    """Priya attaches a file to it."""
    with acting(app, "priya") as priya:
        row, = attach(northgate.one(Runbook, runbook), [check_file(name, BytesIO(content))], by=priya)
        db.session.commit()
        return row.id


def book(northgate: Northgate) -> str:
    return f"/activities/{northgate.activity('reply')}/runbook"


def pdf(name: str = "plan.pdf") -> tuple[BytesIO, str]:
    """A file as a form sends it."""
    return BytesIO(specimens.PDF), name
