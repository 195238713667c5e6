"""Northgate after its handover, on its way into a workspace of its own."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from tests import cast
from tests.makers import Northgate, acting, member
from tests.told_once import told_once
from tracker.audit import record
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.engagements.models import Engagement, EngagementState
from tracker.graduation import rows, working
from tracker.graduation.asking import Wish, ask
from tracker.graduation.models import Graduation, GraduationTicket, Grant
from tracker.jobs.models import Job, JobState
from tracker.tenancy import Workspace, scoped, unscoped

WORDS = "It is our work now, so its record belongs with us."
OLD, NORTHGATE = cast.fixed("workspace harbour"), cast.fixed("client northgate")


@told_once
def handed_over(app: Flask, northgate: Northgate) -> None:
    """Helen has accepted, a month ago."""
    with acting(app, "helen") as helen:
        engagement = northgate.engagement
        engagement.state = EngagementState.HANDED_OVER
        engagement.handed_over_on = clock.today() - timedelta(days=30)
        record("engagement.handed_over", engagement, by=helen, after={"state": "handed_over"})
        db.session.commit()


def wish(grant: Grant = Grant.NOTHING, **values: Any) -> Wish:
    until = clock.today() + timedelta(days=90) if grant == Grant.READ else None
    said = {"name": "Northgate Recruitment", "slug": "northgate", "zone": "Europe/London", "keep_until": until}
    return Wish(grant=grant, **said | values)


def asked(app: Flask, northgate: Northgate, grant: Grant = Grant.NOTHING, words: str = WORDS) -> tuple[UUID, UUID]:
    """Helen has asked. The ids of the graduation and of the workspace to be."""
    with acting(app, "helen"):
        made = ask(northgate.engagement, wish(grant), words, by=member("helen"), practice="Harbour & Lane")
        db.session.commit()
        return made.id, made.target_id


def carried_out(app: Flask) -> None:
    """The worker does all that waits."""
    with app.app_context():
        working.carry_on()


def stage_of(app: Flask, graduation: UUID) -> str | None:
    with app.app_context(), entered(Context(workspace=OLD, writes=False)):
        query = scoped(Graduation).where(Graduation.id == graduation)
        return db.session.scalar(query.with_only_columns(Graduation.stage))


def trouble_of(app: Flask, graduation: UUID) -> str | None:
    with app.app_context(), entered(Context(workspace=OLD, writes=False)):
        query = scoped(Graduation).where(Graduation.id == graduation)
        return db.session.scalar(query.with_only_columns(Graduation.trouble))


def at_once(app: Flask) -> None:
    """Whoever held the claim has died long ago."""
    with app.app_context(), entered(Context()):
        for ticket in db.session.scalars(select(GraduationTicket)):
            ticket.next_try_at = clock.now()
        db.session.commit()


def content(app: Flask, workspace: UUID, client: UUID) -> dict[str, list[str]]:
    """Every row of a client as text, by table; the workspace itself, and what says that it moves, left out."""
    found: dict[str, list[str]] = {}
    with app.app_context(), entered(Context(workspace=workspace, writes=False)):
        for table in rows.tables_that_move():
            query = select(table).where(rows.of_client(table, workspace, client)).order_by(table.c.id)
            read = db.session.execute(unscoped(query, "a test looks at every row")).mappings()
            found[table.name] = [_told(dict(row)) for row in read]
    return found


BOUND_TO_A_PLACE = {"workspace_id", "own", "moving", "sealed_at"}


def _told(row: dict[str, Any]) -> str:
    kept = {name: value for name, value in row.items() if name not in BOUND_TO_A_PLACE}
    if "key" in kept and "hash" in kept:
        kept.pop("key")
    return json.dumps({name: rows._plain(value) for name, value in kept.items()}, sort_keys=True)


def everybody_else(app: Flask, client: UUID = NORTHGATE) -> dict[str, list[str]]:
    """Every row of the practice's workspace that is not `client`'s."""
    found: dict[str, list[str]] = {}
    with app.app_context(), entered(Context(workspace=OLD, writes=False)):
        for table in rows.Base.metadata.sorted_tables:
            if "workspace_id" not in table.c or table.name in {"graduation", "graduation_ticket", "letter"}:
                continue
            wall = table.c.id if table.name == "client" else table.c.get("client_id")
            query = select(table).where(table.c.workspace_id == OLD).order_by(table.c.id)
            query = query if wall is None else query.where((wall != client) | wall.is_(None))
            read = db.session.execute(unscoped(query, "a test looks at every row")).mappings()
            found[table.name] = [_told(dict(row)) for row in read]
    return found


def forget_the_furnished(app: Flask) -> None:
    """Who furnishes leaves a graduation that nobody asked for, and long work that nobody does."""
    with app.app_context(), entered(Context(workspace=OLD)):
        for graduation in db.session.scalars(scoped(Graduation)):
            db.session.delete(graduation)
        for job in db.session.scalars(scoped(Job)):
            job.state = JobState.DONE
        db.session.commit()


def workspace(app: Flask, id: UUID) -> Workspace | None:
    with app.app_context():
        return db.session.get(Workspace, id)


def engagement_in(workspace_id: UUID, northgate: Northgate) -> Engagement:
    return db.session.get_one(Engagement, (workspace_id, northgate.id))
