"""What stories of deletion share: asking, the day on which it is due, and a worker that is killed."""

import os
import signal
import time
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from flask import Flask
from sqlalchemy import JSON, LargeBinary, String, cast, select

from tests.makers import acting, member
from tracker.accounts.members import end_place
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import Base, db
from tracker.erasure.asking import ask_for_place
from tracker.erasure.columns import COLUMNS
from tracker.erasure.daily import carry_out, delete_what_is_due
from tracker.erasure.models import Deletion
from tracker.tenancy import unscoped


def leaves_and_is_to_be_forgotten(app: Flask, key: str, by: str = "helen") -> UUID:
    """Her place ends, and whoever answers for the people asks that her name goes."""
    with acting(app, by) as asker:
        end_place(member(key), by=asker)
        id = ask_for_place(member(key), by=asker).id
        db.session.commit()
        return id


@contextmanager
def in_days(days: int):
    with clock.at(clock.now() + timedelta(days=days)):
        yield


def comes_due(app: Flask, days: int = 15) -> int:
    with in_days(days), app.app_context():
        return delete_what_is_due()


def seen(app: Flask, id: UUID) -> Deletion:
    with app.app_context(), entered(Context(writes=False)):
        row = db.session.get_one(Deletion, id)
        db.session.expunge(row)
        return row


def where_it_stands(app: Flask, workspaces: list[UUID], name: str, but: str = "ts") -> list[str]:
    """The columns of tenants, but for those so marked, in which `name` stands anywhere in these workspaces."""
    found = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            mark = COLUMNS.get(table.name, {}).get(column.name)
            if mark is None or mark.kind in but or isinstance(column.type, LargeBinary):
                continue
            text = cast(column, String) if isinstance(column.type, JSON) else column
            query = select(column).where(text.contains(name)).limit(1)
            for workspace in workspaces if "workspace_id" in table.columns else []:
                narrowed = query.where(table.c.workspace_id == workspace)
                with app.app_context(), entered(Context(workspace, writes=False)):
                    if db.session.execute(unscoped(narrowed, "looks where a name still stands")).first():
                        found.append(f"{table.name}.{column.name}")
    return found


def killed_after(app: Flask, id: UUID, seconds: float) -> bool:
    """Another process carries the deletion out and is killed so soon; whether it had ended before."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    child = os.fork()
    if child == 0:
        try:
            with app.app_context():
                db.engine.dispose(close=False)
                carry_out(id)
            os._exit(0)
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0
