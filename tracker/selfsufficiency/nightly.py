"""The night: every engagement that runs is reckoned for the new day, since time alone moves its index.

A batch is read in one go by a session that only reads; then a few engagements at a time have a short transaction of
their own, so that nobody who works at night waits longer than for a colleague. What is done stays done when the night
is broken off.
"""

import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.prepared import prepared
from tracker.core.web import log
from tracker.engagements.extension_points import Facts
from tracker.engagements.models import EngagementState
from tracker.tenancy import Workspace, scoped

from . import formula
from .facts_on_record import facts_of_many
from .forecasts import forecast_all
from .keeping import reckon_together
from .models import Standing

BATCH = 50
# Kept in one transaction: together they hold SQLite's one lock for some thirty milliseconds.
TOGETHER = 4
# SQLite lets one write at a time, and whoever waits looks again only now and then: there has to be a gap to find.
GAP_SECONDS = 0.004
# Nothing runs there any more. If it ever goes on, the days between are filled in then.
OVER = [EngagementState.CLOSED, EngagementState.DECLINED, EngagementState.ENDED_EARLY]
FIRST = UUID(int=0)


class Due(NamedTuple):
    """An engagement that is to be reckoned, as its standing was when its facts were read."""

    engagement_id: UUID
    mark: UUID
    day: date


def reckon_everywhere() -> int:
    """Reckon the day of every engagement that runs, in one workspace after the other. Returns how many.

    Safe to stop and start again: those already reckoned today are passed over.
    """
    with entered(Context(writes=False)):
        workspaces = list(db.session.execute(select(Workspace.id, Workspace.zone).where(~Workspace.in_making)))
    return sum(reckon_workspace(workspace_id, zone) for workspace_id, zone in workspaces)


def reckon_workspace(workspace_id: UUID, zone: str) -> int:
    """The same in one workspace."""
    with entered(Context(workspace=workspace_id, zone=zone)):
        forecast_all()
    count, after = 0, FIRST
    while True:
        with entered(Context(workspace=workspace_id, zone=zone, writes=False)):
            batch = [Due(*row) for row in db.session.execute(*_due(clock.today(), after, formula.FORMULA_VERSION))]
            facts = facts_of_many([due.engagement_id for due in batch])
        if not batch:
            return count
        after = batch[-1].engagement_id
        with entered(Context(workspace=workspace_id, zone=zone)):
            count += sum(_reckon(few, facts) for few in _by_few(batch, clock.today()))


def _by_few(batch: Sequence[Due], today: date) -> Iterator[list[Due]]:
    """Those that are only a day behind go together; what takes longer holds the lock for itself alone."""
    yesterday = today - timedelta(days=1)
    usual = [due for due in batch if due.day == yesterday]
    yield from (usual[place : place + TOGETHER] for place in range(0, len(usual), TOGETHER))
    yield from ([due] for due in batch if due.day != yesterday)


def _reckon(few: list[Due], facts: dict[UUID, Facts]) -> int:
    """One that cannot be reckoned is logged and holds up no other."""
    try:
        count = reckon_together({due.engagement_id: due.mark for due in few}, facts)
        db.session.commit()
    except Exception as problem:
        db.session.rollback()
        if len(few) > 1:
            return sum(_reckon([due], facts) for due in few)
        log.exception("not reckoned", engagement=str(few[0].engagement_id), problem=type(problem).__name__)
        return 0
    db.session.expunge_all()
    time.sleep(GAP_SECONDS)
    return count


@prepared
def _due(today: Any, after: UUID, version: int) -> Any:
    behind = (Standing.day < today) | (Standing.formula_version != version)
    waiting = scoped(Standing).with_only_columns(Standing.engagement_id, Standing.mark, Standing.day)
    waiting = waiting.where(Standing.state.not_in(OVER), Standing.engagement_id > after, behind)
    return waiting.order_by(Standing.engagement_id).limit(BATCH)
