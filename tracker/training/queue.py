"""The queue of ticks that wait for a check, over every engagement that somebody may see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, false, or_

from tracker.accounts.models import Membership
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.engagements.visibility import visible_engagements
from tracker.tenancy import scoped

from .board import Waiting
from .levels import level_needed, levels_of
from .models import ChecklistItem, ItemProgress, ProgressState

SIZE = 50


@dataclass(frozen=True, slots=True)
class Queue:
    """`after` is what the next page starts behind, None on the last."""

    rows: list[Waiting]
    after: str | None


def queue_of(member: Membership, after: str = "", size: int = SIZE) -> Queue:
    """Oldest tick first. Two statements: what `member` is proven in, and the page of rows."""
    query = _waiting(member)
    if (start := _key(after)) is not None:
        at, id = start
        query = query.where(or_(ItemProgress.done_at > at, and_(ItemProgress.done_at == at, ItemProgress.id > id)))
    query = query.order_by(ItemProgress.done_at, ItemProgress.id).limit(size + 1)
    rows = [*db.session.execute(query)]
    full = len(rows) > size
    return Queue([_row(row) for row in rows[:size]], _mark(rows[size - 1]) if full else None)


def _waiting(member: Membership) -> Any:
    return (
        scoped(ItemProgress)
        .join(
            ChecklistItem,
            (ChecklistItem.workspace_id == ItemProgress.workspace_id) & (ChecklistItem.id == ItemProgress.item_id),
        )
        .join(Membership, _of(Membership, ItemProgress.person_id))
        .join(Engagement, _of(Engagement, ItemProgress.engagement_id))
        .join(Client, _of(Client, ItemProgress.client_id))
        .where(
            ItemProgress.state == ProgressState.DONE,
            ItemProgress.person_id != member.id,
            Membership.ended_at.is_(None),
            _in_her_hands(member),
        )
        .with_only_columns(
            ItemProgress.id, ItemProgress.state, ItemProgress.note, ItemProgress.link, ItemProgress.done_at,
            ChecklistItem.text, Membership.name.label("person"), Client.name.label("client"),
            Engagement.title.label("engagement"),
        )
    )  # fmt: skip


def _of(model: Any, column: Any) -> Any:
    return (model.workspace_id == ItemProgress.workspace_id) & (model.id == column)


def _in_her_hands(member: Membership) -> Any:
    """What `member` may verify: the practice in the engagements that it sees, a client's people where proven."""
    if member.of_practice:
        return ItemProgress.engagement_id.in_(visible_engagements(member).with_only_columns(Engagement.id))
    needed = level_needed(member.role)
    if needed is None:
        return false()
    proven = [pair for pair, level in levels_of(member).items() if level >= needed]
    return or_(false(), *(_in_skill(engagement_id, key) for engagement_id, key in proven))


def _in_skill(engagement_id: UUID, key: str) -> Any:
    return and_(ItemProgress.engagement_id == engagement_id, ChecklistItem.competency_key == key)


def _row(row: Any) -> Waiting:
    mark = f"{row.state}:{row.done_at.isoformat()}"
    at, place = row.done_at.astimezone(clock.zone()), f"{row.client}, {row.engagement}"
    return Waiting(row.id, row.text, row.person, row.note, row.link, at, mark, place)


def _mark(row: Any) -> str:
    return f"{row.done_at.isoformat()}~{row.id}"


def _key(mark: str) -> tuple[datetime, UUID] | None:
    """None for whatever is not a mark of ours."""
    at, _, id = mark.partition("~")
    try:
        moment, key = datetime.fromisoformat(at), UUID(id)
    except ValueError:
        return None
    return (moment, key) if moment.tzinfo is not None else None
