"""What the practice may remember of engagements that it cannot open any more: whose, since when, and how they stood."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import aliased, lazyload

from tracker.accounts.models import Membership
from tracker.clients.models import Client
from tracker.core.paging import newest_first
from tracker.engagements.models import Engagement
from tracker.engagements.visibility import remembered
from tracker.selfsufficiency.models import Snapshot
from tracker.selfsufficiency.stages import Stage
from tracker.tenancy import scoped


@dataclass(frozen=True, slots=True)
class Remembered:
    """`on` is the day of the handover, or of an early end; `stage` the one it had reached by then, empty for none."""

    client: str
    on: date | None
    early: bool
    stage: str


def remembered_of(member: Membership) -> tuple[list[Remembered], UUID | None]:
    """A page, the newest first, and the key of the next one. One statement."""
    ended = func.coalesce(Engagement.handed_over_on, Engagement.stopped_on)
    query = (
        remembered(member)
        .options(lazyload(Engagement.client))
        .join(Client, (Client.workspace_id == Engagement.workspace_id) & (Client.id == Engagement.client_id))
        .with_only_columns(
            Engagement.id, Client.name, ended, Engagement.handed_over_on.is_(None).label("early"), _stage_on(ended)
        )
    )
    page = newest_first(query, Engagement.id)
    return [_remembered(row) for row in page.rows], page.after


def _stage_on(day: Any) -> Any:
    on = aliased(Snapshot)
    query = scoped(on).with_only_columns(on.stage).where(
        on.workspace_id == Engagement.workspace_id, on.engagement_id == Engagement.id, on.day <= day,
        on.current.is_(True),
    )  # fmt: skip
    return query.order_by(on.day.desc()).limit(1).scalar_subquery()


def _remembered(row: Any) -> Remembered:
    _, client, on, early, stage = row
    day = date.fromisoformat(on) if isinstance(on, str) else on
    return Remembered(client, day, bool(early), Stage[stage.upper()].label if stage else "")
