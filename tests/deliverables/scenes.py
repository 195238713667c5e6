"""What stories of deliverables start from: the audit, handed in, put before Helen, accepted."""

from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Flask

from tests.makers import Northgate, acting
from tracker.core.database import db
from tracker.deliverables.models import Deliverable
from tracker.files.checking import check_file
from tracker.tenancy import scoped

TEXT = "## Audit\n\nNineteen accounts, six of them in the names of people who left."
WORDS = "This is how we stand, and I know now what to mend first."


def find(northgate: Northgate, key: str = "audit") -> Deliverable:
    """In the session at hand."""
    query = scoped(Deliverable).where(Deliverable.engagement_id == northgate.id, Deliverable.key == key)
    return db.session.scalars(query).one()


def id_of(app: Flask, northgate: Northgate, key: str = "audit") -> UUID:
    with acting(app, "marcus"):
        return find(northgate, key).id


def path_of(app: Flask, northgate: Northgate, key: str = "audit") -> str:
    return f"/deliverables/{id_of(app, northgate, key)}"


def hand_in(app: Flask, northgate: Northgate, by: str = "mina", text: str = TEXT, **more: Any) -> None:
    with acting(app, by) as me:
        audit = find(northgate)
        files = [check_file("audit.txt", BytesIO(text.encode()))]
        values = {"note": "", "link": "", "files": files, "based_on": audit.version, **more}
        audit.add_version(by=me, text=text, **values)
        db.session.commit()


def ask(app: Flask, northgate: Northgate, by: str = "priya") -> None:
    with acting(app, by) as me:
        find(northgate).ask(by=me)
        db.session.commit()


def accept(app: Flask, northgate: Northgate, words: str = WORDS) -> None:
    with acting(app, "helen") as helen:
        audit = find(northgate)
        audit.accept(words, by=helen, version=audit.version)
        db.session.commit()
