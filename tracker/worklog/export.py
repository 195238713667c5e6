"""The work log as CSV, read a stretch at a time so that memory stays flat however long it is."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy.orm import aliased

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.core.spreadsheet import csv_lines
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

from .models import Why, WorkEntry, WorkQuestion

STRETCH = 1000
HEADINGS = ("Date", "Activity", "Unit", "Quantity", "Minutes", "Mode", "Person", "Logged by", "Note", "State")


def log_as_csv(engagement_id: UUID) -> Iterator[str]:
    """Some lines after the other, the oldest entry first."""
    return csv_lines(_rows(engagement_id))


def _rows(engagement_id: UUID) -> Iterator[tuple[Any, ...]]:
    yield HEADINGS
    after: UUID | None = None
    while True:
        stretch = db.session.execute(_stretch(engagement_id, after)).all()
        for _, on, quantity, minutes, mode, note, back, name, unit, person, logged_by, why, answered in stretch:
            waits = why == Why.NAMED and not answered
            state = "taken back" if back else "waits for confirmation" if waits else "counts"
            yield on, name, unit, quantity, minutes, str(mode), person, logged_by or person, note, state
        if len(stretch) < STRETCH:
            return
        after = stretch[-1][0]


def _stretch(engagement_id: UUID, after: UUID | None) -> Any:
    logger = aliased(Membership)
    same = WorkEntry.workspace_id
    query = (
        scoped(WorkEntry)
        .join(Activity, (Activity.workspace_id == same) & (Activity.id == WorkEntry.activity_id))
        .join(Membership, (Membership.workspace_id == same) & (Membership.id == WorkEntry.person_id))
        .outerjoin(logger, (logger.workspace_id == same) & (logger.id == WorkEntry.logged_by_id))
        .outerjoin(WorkQuestion, (WorkQuestion.workspace_id == same) & (WorkQuestion.id == WorkEntry.question_id))
        .where(WorkEntry.engagement_id == engagement_id)
        .with_only_columns(
            WorkEntry.id, WorkEntry.on, WorkEntry.quantity, WorkEntry.minutes, WorkEntry.mode, WorkEntry.note,
            WorkEntry.taken_back_at, Activity.name, Activity.unit, Membership.name, logger.name, WorkQuestion.why,
            WorkQuestion.answered_at,
        )
        .order_by(WorkEntry.id)
        .limit(STRETCH)
    )  # fmt: skip
    return query if after is None else query.where(WorkEntry.id > after)
