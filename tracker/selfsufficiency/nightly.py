"""The night: every engagement that runs is reckoned for the new day, since time alone moves its index."""

from sqlalchemy import select

from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.tenancy import Workspace, scoped

from .forecasts import forecast_all
from .keeping import reckon
from .models import Standing


def reckon_all() -> int:
    """Reckon every engagement of the workspace at hand that runs, each in a transaction of its own.

    Returns how many. Safe to stop and start again: those already reckoned today are passed over.
    """
    today = clock.today()
    stale = scoped(Engagement).with_only_columns(Engagement.id).join(
        Standing, (Standing.workspace_id == Engagement.workspace_id) & (Standing.engagement_id == Engagement.id)
    )  # fmt: skip
    waiting = list(db.session.scalars(stale.where(Standing.day < today)))
    db.session.rollback()
    for engagement_id in waiting:
        reckon(engagement_id)
        db.session.commit()
    return len(waiting)


def reckon_everywhere() -> int:
    """`reckon_all` in every workspace, one after the other. Returns how many engagements."""
    with entered(Context(writes=False)):
        workspaces = list(db.session.execute(select(Workspace.id, Workspace.zone)))
    count = 0
    for workspace_id, zone in workspaces:
        with entered(Context(workspace=workspace_id, zone=zone)):
            forecast_all()
            count += reckon_all()
    return count
