"""The night: every engagement that runs is reckoned for the new day, since time alone moves its index.

A batch is read in one go by a session that only reads; then each engagement has a short transaction of its own, so that
nobody who works at night waits longer than for a colleague. What is done stays done when the night is broken off.
"""

import time
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.prepared import prepared
from tracker.core.web import log
from tracker.engagements.models import EngagementState
from tracker.tenancy import Workspace, scoped

from . import formula
from .facts_on_record import facts_of_many
from .forecasts import forecast_all
from .keeping import reckon_with
from .models import Standing

BATCH = 50
# SQLite lets one write at a time, and whoever waits looks again only now and then: there has to be a gap to find.
GAP_SECONDS = 0.004
# Nothing runs there any more. If it ever goes on, the days between are filled in then.
OVER = [EngagementState.CLOSED, EngagementState.DECLINED, EngagementState.ENDED_EARLY]
FIRST = UUID(int=0)


def reckon_everywhere() -> int:
    """Reckon the day of every engagement that runs, in one workspace after the other. Returns how many.

    Safe to stop and start again: those already reckoned today are passed over.
    """
    with entered(Context(writes=False)):
        workspaces = list(db.session.execute(select(Workspace.id, Workspace.zone)))
    return sum(reckon_workspace(workspace_id, zone) for workspace_id, zone in workspaces)


def reckon_workspace(workspace_id: UUID, zone: str) -> int:
    """The same in one workspace."""
    with entered(Context(workspace=workspace_id, zone=zone)):
        forecast_all()
    count, after = 0, FIRST
    while True:
        with entered(Context(workspace=workspace_id, zone=zone, writes=False)):
            batch = [tuple(row) for row in db.session.execute(*_due(clock.today(), after, formula.FORMULA_VERSION))]
            facts = facts_of_many([engagement_id for engagement_id, _ in batch])
        if not batch:
            return count
        after = batch[-1][0]
        with entered(Context(workspace=workspace_id, zone=zone)):
            count += sum(_reckon(engagement_id, mark, facts.get(engagement_id, {})) for engagement_id, mark in batch)


def _reckon(engagement_id: UUID, mark: UUID, facts: Any) -> bool:
    """One that cannot be reckoned is logged and holds up no other."""
    try:
        there = reckon_with(engagement_id, mark, facts)
        db.session.commit()
    except Exception as problem:
        db.session.rollback()
        log.exception("not reckoned", engagement=str(engagement_id), problem=type(problem).__name__)
        return False
    db.session.expunge_all()
    time.sleep(GAP_SECONDS)
    return there


@prepared
def _due(today: Any, after: UUID, version: int) -> Any:
    behind = (Standing.day < today) | (Standing.formula_version != version)
    waiting = scoped(Standing).with_only_columns(Standing.engagement_id, Standing.mark)
    waiting = waiting.where(Standing.state.not_in(OVER), Standing.engagement_id > after, behind)
    return waiting.order_by(Standing.engagement_id).limit(BATCH)
