"""Whether Baton is alive and ready, for whatever watches over it."""

import sqlite3
from datetime import timedelta
from functools import cache
from typing import Any

from flask import Blueprint
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tracker.access import public
from tracker.core import clock
from tracker.core.commands import alembic_config
from tracker.core.database import db
from tracker.tenancy import unscoped

from .models import Heartbeat
from .worker import NAME

pages = Blueprint("health", __name__)
SILENCE = timedelta(seconds=90)


@pages.route("/healthz")
@public
def alive() -> Any:
    """The process answers."""
    return {"process": "ok"}


@pages.route("/readyz")
@public
def ready() -> Any:
    """200 when the database answers, stands at the newest migration, and a worker was seen of late; else 503."""
    try:
        version = db.session.scalar(unscoped(text("SELECT version_num FROM alembic_version"), "of no tenant"))
        beat = db.session.get(Heartbeat, NAME)
    except SQLAlchemyError:
        db.session.rollback()
        return {"database": "unreachable"}, 503
    states = {
        "database": "ok",
        "migrations": "ok" if version == _newest() else "behind",
        "worker": "ok" if beat is not None and beat.seen_at > clock.now() - SILENCE else "not seen",
    }
    if db.engine.dialect.name == "sqlite":
        states["sqlite"] = _sqlite_version()
    ok = all(states[name] == "ok" for name in ("database", "migrations", "worker"))
    return states, 200 if ok else 503


@cache
def _newest() -> str | None:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(alembic_config("")).get_current_head()


def _sqlite_version() -> str:
    """Shown because some versions have a rare fault when several processes checkpoint at once."""
    return sqlite3.sqlite_version
