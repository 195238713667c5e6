"""Holding kept history against what is on record, everywhere or in one place, and mending it where asked.

Reads a batch at a time without a lock; mends one engagement at a time, each in a transaction of its own. Whatever was
mended is found right when it is started again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.tenancy import Workspace, scoped

from . import formula
from .keeping import standing_locked
from .models import Standing
from .rebuilding import Difference, courses, differences, rebuild

BATCH = 20


@dataclass(frozen=True, slots=True)
class Checked:
    """One engagement: where kept history differs from what is on record, which begins on the day `since`.

    `whole`: that is the engagement's beginning. None is on record before the first change after an update.
    """

    workspace: str
    engagement: str
    since: date | None
    whole: bool
    differences: list[Difference]


def check_history(
    slug: str | None = None, reference: int | None = None, *, outdated: bool = False, write: bool = False
) -> Iterator[Checked]:
    """Every engagement, those of the workspace `slug`, or the one of that reference; `outdated` takes only those that
    another version of the formula reckoned last."""
    with entered(Context(writes=False)):
        found = select(Workspace.id, Workspace.slug, Workspace.zone).order_by(Workspace.slug)
        workspaces = list(db.session.execute(found if slug is None else found.where(Workspace.slug == slug)))
    for id, name, zone in workspaces:
        after: UUID | None = None
        while True:
            with entered(Context(workspace=id, zone=zone, writes=False)):
                batch = _batch(after, reference, outdated)
                checked = list(_checked(name, batch))
            if not batch:
                break
            after = batch[-1][0].engagement_id
            for (standing, _), one in zip(batch, checked, strict=True):
                if write and one.differences:
                    with entered(Context(workspace=id, zone=zone)):
                        rebuild(standing_locked(standing.engagement_id))
                        db.session.commit()
                yield one


def _batch(after: UUID | None, reference: int | None, outdated: bool) -> list[tuple[Standing, str]]:
    same = (Engagement.workspace_id == Standing.workspace_id) & (Engagement.id == Standing.engagement_id)
    query = scoped(Standing).add_columns(Engagement.reference).join(Engagement, same)
    if after is not None:
        query = query.where(Standing.engagement_id > after)
    if reference is not None:
        query = query.where(Engagement.reference == reference)
    if outdated:
        query = query.where(Standing.formula_version != formula.FORMULA_VERSION)
    rows = db.session.execute(query.order_by(Standing.engagement_id).limit(BATCH))
    return [(standing, f"E-{number:04d}") for standing, number in rows]


def _checked(workspace: str, batch: list[tuple[Standing, str]]) -> Iterator[Checked]:
    codes = {standing.engagement_id: code for standing, code in batch}
    for standing, course, rows in courses([standing for standing, _ in batch]):
        since = min(course.days, default=None)
        found = list(differences(standing, course, rows))
        yield Checked(workspace, codes[standing.engagement_id], since, course.whole and since is not None, found)
