"""How a runbook stands after its tests."""

from collections.abc import Sequence

from sqlalchemy.orm import joinedload

from tracker.core import clock
from tracker.core.database import db
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

from .gate_rules import TESTED_WITHIN
from .models import Runbook, RunbookTest

MOST_TESTS = 20


def tests_of(runbook: Runbook) -> list[RunbookTest]:
    """The last tests, newest first, with who made them."""
    query = scoped(RunbookTest).where(RunbookTest.runbook_id == runbook.id)
    return [*db.session.scalars(query.order_by(RunbookTest.at.desc(), RunbookTest.id.desc()).limit(MOST_TESTS))]


def runbook_and_tests(activity: Activity) -> tuple[Runbook | None, list[RunbookTest]]:
    """The runbook of an activity with its last tests, newest first. One statement."""
    query = (
        scoped(Runbook)
        .add_columns(RunbookTest)
        .outerjoin(
            RunbookTest, (RunbookTest.workspace_id == Runbook.workspace_id) & (RunbookTest.runbook_id == Runbook.id)
        )
        .where(Runbook.activity_id == activity.id)
        .options(joinedload(RunbookTest.tester, innerjoin=False))  # else a runbook without a test would not be found
        .order_by(RunbookTest.at.desc(), RunbookTest.id.desc())
        .limit(MOST_TESTS)
    )
    rows = db.session.execute(query).all()
    return (rows[0][0] if rows else None), [test for _, test in rows if test is not None]


def standing_of(runbook: Runbook, tests: Sequence[RunbookTest]) -> str:
    """draft (the present text is untested, or failed), tested, or stale (tested more than a year ago).

    `tests` newest first. Only a test of the present version by somebody other than its author counts.
    """
    counting = [test for test in tests if test.version == runbook.version and test.tester_id != runbook.author_id]
    if not counting or not counting[0].worked:
        return "draft"
    return "stale" if clock.today() - clock.day_of(counting[0].at) > TESTED_WITHIN else "tested"
