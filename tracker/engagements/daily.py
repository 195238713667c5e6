"""What time alone brings about, once a day or at its hour in every workspace: features register it, the worker has it
done."""

from collections.abc import Callable

from sqlalchemy import select

from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.web import log
from tracker.tenancy import Workspace

Task = Callable[[], int]

_tasks: list[Task] = []
_due: list[Task] = []


def every_day(task: Task) -> Task:
    """Register `task`, called inside one workspace after the other; it commits by itself and returns what it did.

    It may be stopped half way and called again on the same day: what is done already must stay so.
    """
    _tasks.append(task)
    return task


def every_few_minutes(task: Task) -> Task:
    """Register `task` likewise, for what is due at some hour: it finds out itself whether anything is."""
    _due.append(task)
    return task


def do_the_days_work() -> int:
    """Everything registered for each day, in every workspace. A task that fails in one is logged and holds up no
    other."""
    return _everywhere(_tasks)


def do_what_is_due() -> int:
    """Everything registered for its hour, in every workspace."""
    return _everywhere(_due)


def _everywhere(tasks: list[Task]) -> int:
    with entered(Context(writes=False)):
        workspaces = list(db.session.execute(select(Workspace.id, Workspace.zone).where(~Workspace.in_making)))
    count = 0
    for workspace_id, zone in workspaces:
        for task in tasks:
            with entered(Context(workspace=workspace_id, zone=zone)):
                count += _try(task)
    return count


def _try(task: Task) -> int:
    try:
        return task()
    except Exception as problem:
        db.session.rollback()
        log.exception("task failed", task=task.__name__, problem=type(problem).__name__)
        return 0
