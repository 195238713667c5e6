"""The queue of ticks that wait for a check, over every engagement that somebody may see; verifying several at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, false, or_

from tracker.accounts.models import Membership
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.models import Engagement
from tracker.engagements.visibility import visible_engagements
from tracker.tenancy import scoped

from .board import Waiting
from .levels import level_needed, levels_of
from .models import ChecklistItem, ItemProgress, Module, ProgressState

SIZE = 50
MOST_CHOICES = 3000


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the queue is narrowed to; each may be empty."""

    client: UUID | None = None
    engagement: UUID | None = None
    person: UUID | None = None
    module: UUID | None = None

    @classmethod
    def read(cls, values: Mapping[str, str]) -> "Narrowed":
        """From an address; whatever is no id is passed over."""
        return cls(**{field.name: _id(values.get(field.name, "")) for field in fields(cls)})

    def as_dict(self) -> dict[str, str]:
        chosen = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(id) for name, id in chosen.items() if id is not None}

    @property
    def columns(self) -> list[Any]:
        asked = {
            Client.id: self.client, Engagement.id: self.engagement, Membership.id: self.person, Module.id: self.module,
        }  # fmt: skip
        return [column == id for column, id in asked.items() if id is not None]


EVERYTHING = Narrowed()
Choices = dict[str, list[tuple[UUID, str]]]


@dataclass(frozen=True, slots=True)
class Queue:
    """`after` is what the next page starts behind, None on the last. `choices` by what the queue can be narrowed to."""

    rows: list[Waiting]
    after: str | None
    choices: Choices


class NotTogether(Refused):
    """Some of those chosen cannot be verified, so none was. `reasons` names each."""

    def __init__(self, reasons: Sequence[str]):
        self.reasons = tuple(reasons)
        super().__init__("Nothing was verified. Take these out, or look at them again:")


def queue_of(member: Membership, after: str = "", narrowed: Narrowed = EVERYTHING, size: int = SIZE) -> Queue:
    """Oldest tick first. Three statements: what `member` is proven in, what there is to choose from, and the rows."""
    mine = _in_her_hands(member)
    query = _waiting(member, mine).where(*narrowed.columns)
    if (start := _key(after)) is not None:
        at, id = start
        query = query.where(or_(ItemProgress.done_at > at, and_(ItemProgress.done_at == at, ItemProgress.id > id)))
    query = query.order_by(ItemProgress.done_at, ItemProgress.id).limit(size + 1)
    rows = [*db.session.execute(query)]
    full = len(rows) > size
    return Queue(
        [_row(row) for row in rows[:size]], _mark(rows[size - 1]) if full else None, _choices(member, mine)
    )


def verify_together(picked: Mapping[UUID, str], note: str, *, by: Membership) -> int:
    """Verify several ticks with one note: all of them or none. `picked` holds the mark of what was looked at by id.

    Each must pass the rules that it would pass alone. Raises `NotTogether` with every reason.
    """
    if not picked:
        raise Refused("Tick at least one item first.", "picks")
    if len(picked) > SIZE:
        raise Refused(f"At most {SIZE} at once.", "picks")
    in_hands = _in_her_hands(by)
    query = (
        scoped(ItemProgress)
        .join(ChecklistItem, _of(ChecklistItem, ItemProgress.item_id))
        .where(ItemProgress.id.in_(picked), in_hands)
        .order_by(ItemProgress.done_at, ItemProgress.id)
    )
    rows = [*db.session.scalars(query)]
    reasons = [f"{row.person.name}, {row.item.text}: {why}" for row in rows if (why := _why_not(row, picked, by))]
    if len(rows) < len(picked):
        reasons.append("Something that you ticked is not in your queue any more.")
    if reasons:
        raise NotTogether(reasons)
    for row in rows:
        row.verify(by, picked[row.id], because=note)
    return len(rows)


def _why_not(row: ItemProgress, picked: Mapping[UUID, str], by: Membership) -> str:
    if row.person_id == by.id:
        return "nobody verifies their own work."
    if row.mark != picked[row.id] or not row.waiting:
        return "it changed after you opened this page."
    return "" if row.person.active else "this person has left."


def _waiting(member: Membership, mine: Any) -> Any:
    return _joined(member, mine).with_only_columns(
        ItemProgress.id, ItemProgress.state, ItemProgress.note, ItemProgress.link, ItemProgress.done_at,
        ChecklistItem.text, Membership.name.label("person"), Client.name.label("client"),
        Engagement.title.label("engagement"),
    )  # fmt: skip


def _choices(member: Membership, mine: Any) -> Choices:
    """The clients, engagements, people and modules of which something waits."""
    query = _joined(member, mine).with_only_columns(
        Client.id, Client.name, Engagement.id, Engagement.title, Membership.id, Membership.name, Module.id, Module.title
    )  # fmt: skip
    found: Choices = {field.name: [] for field in fields(Narrowed)}
    seen: dict[str, dict[UUID, str]] = {name: {} for name in found}
    for row in db.session.execute(query.distinct().limit(MOST_CHOICES)):
        for place, name in enumerate(found):
            seen[name][row[2 * place]] = row[2 * place + 1]
    return {name: sorted(named.items(), key=lambda pair: pair[1]) for name, named in seen.items()}


def _joined(member: Membership, mine: Any) -> Any:
    """Every tick that waits for `member`, whose hands `mine` says."""
    return (
        scoped(ItemProgress)
        .join(ChecklistItem, _of(ChecklistItem, ItemProgress.item_id))
        .join(Module, (Module.workspace_id == ChecklistItem.workspace_id) & (Module.id == ChecklistItem.module_id))
        .join(Membership, _of(Membership, ItemProgress.person_id))
        .join(Engagement, _of(Engagement, ItemProgress.engagement_id))
        .join(Client, _of(Client, ItemProgress.client_id))
        .where(
            ItemProgress.state == ProgressState.DONE, ItemProgress.person_id != member.id,
            Membership.ended_at.is_(None), mine,
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


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
