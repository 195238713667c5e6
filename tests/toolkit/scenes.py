"""What stories of the toolkit start from: checks, access and runbooks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import Flask

from tests import cast
from tests.makers import Northgate, member
from tests.told_once import told_once
from tracker.accounts.models import Membership
from tracker.core.context import entered
from tracker.core.database import db
from tracker.responsibilities.models import Activity
from tracker.toolkit.adding import write_runbook
from tracker.toolkit.models import CONTROLS, AccessGrant, Holder, Runbook, Tool, give_access

OURS = {name: Holder.CLIENT for name in CONTROLS}
THEIRS = {name: Holder.PRACTICE for name in CONTROLS}
FORM = {"account": "client", "recovery": "client", "billing": "client", "admin": "client"}


@contextmanager
def acting(app: Flask, key: str) -> Iterator[Membership]:
    """Work inside this person's walls for a while; what was not committed is dropped."""
    with app.app_context(), entered(cast.BY_KEY[key].context()):
        yield member(key)


@told_once
def check(app: Flask, northgate: Northgate, by: str, tool: str = "scheduler", **holders: Holder) -> UUID:
    """Somebody checks a tool: the client's own but for `holders`."""
    with acting(app, by) as me:
        done = northgate.get(Tool, tool).check(by=me, holders={**OURS, **holders})
        db.session.commit()
        return done.id


@told_once
def let_in(app: Flask, northgate: Northgate, key: str, tool: str = "scheduler", admin: bool = False) -> UUID:
    """Helen gives somebody access."""
    with acting(app, "helen") as helen:
        grant: AccessGrant = give_access(northgate.get(Tool, tool), member(key), by=helen, admin=admin)
        db.session.commit()
        return grant.id


@told_once
def write(app: Flask, northgate: Northgate, by: str = "priya") -> UUID:
    """Somebody writes the runbook of replying."""
    with acting(app, by) as me:
        runbook = write_runbook(northgate.get(Activity, "reply"), by=me, title="How we reply", text="1. Read it.")
        db.session.commit()
        return runbook.id


def try_out(app: Flask, northgate: Northgate, id: UUID, by: str, worked: bool = True, **more: Any) -> None:
    """Somebody follows a runbook and says whether it worked."""
    with acting(app, by) as me:
        runbook = northgate.one(Runbook, id)
        runbook.test(by=me, worked=worked, note="" if worked else "Step 1 is missing.", version=runbook.version, **more)
        db.session.commit()
