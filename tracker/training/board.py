"""The training tab: items by people, how far everybody is together, and what waits for a check."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from heapq import nsmallest
from typing import Any
from uuid import UUID

from sqlalchemy import case

from tracker.access import Can, may
from tracker.accounts.models import Membership, Role
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.engagements.pausing import clock_day
from tracker.tenancy import scoped

from .levels import levels_of, may_verify
from .listed import items_of
from .models import ItemProgress, ProgressState
from .words import moment_words

MOST_SHOWN = 10
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """One person's standing in one item."""

    id: UUID
    state: ProgressState
    stuck: bool
    late: bool


@dataclass(frozen=True, slots=True)
class BoardRow:
    """`cells` by person; `verified` counts everybody active, also those whose columns are not shown."""

    id: str
    number: int
    text: str
    required: bool
    leader: bool
    cells: Mapping[UUID, Cell]
    verified: int
    assigned: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A tick that waits for a check, with its evidence, or a trainee who is stuck. `at` is local time."""

    id: UUID
    text: str
    person: str
    note: str
    link: str
    at: datetime
    mark: str
    place: str = ""

    @property
    def when(self) -> str:
        return moment_words(self.at, clock.today())


@dataclass(frozen=True, slots=True)
class Board:
    """`people` have a column, from `place` (counted from 0) of all `columns`; `unassigned` have nothing on theirs.

    `queue` is the oldest of the `queued` that wait for this person, `elsewhere` counts what waits for other checkers.
    """

    groups: list[tuple[str, list[BoardRow]]]
    people: list[Membership]
    place: int
    columns: int
    unassigned: list[Membership]
    queue: list[Waiting]
    queued: int
    stuck: list[Waiting]
    elsewhere: int
    shown: int
    required: int
    may_assign: bool


def board_of(engagement: Engagement, member: Membership, place: int = 0) -> Board:
    """Four statements at most. Staff see their own column and what everybody has reached together.

    Of many people `MOST_COLUMNS` have a column, those from `place` on.
    """
    listed = items_of(engagement.id)
    found = [*db.session.execute(_progress_in(engagement))]
    people = own_people(engagement)
    active = {person.id: person for person in people}
    rows = [row for row in found if row.person_id in active]
    levels = {} if member.of_practice else levels_of(member)
    trained = {row.person_id for row in rows}
    columns = _columns(member, people, trained)
    place = place if 0 <= place < len(columns) else 0
    shown_people = columns[place : place + MOST_COLUMNS]
    able = _able_to_check(listed, engagement, member, levels)
    waiting = [row for row in rows if row.state == ProgressState.DONE and row.person_id != member.id]
    mine = [row for row in waiting if row.item_id in able]
    day = clock_day(engagement.paused_on, clock.today())
    board_rows = list(_rows(listed, rows, {person.id for person in shown_people}, day))
    return Board(
        groups=_by_module(listed, board_rows),
        people=shown_people,
        place=place,
        columns=len(columns),
        unassigned=[person for person in people if person.id not in trained],
        queue=[_waiting(row, listed, active) for row in nsmallest(MOST_SHOWN, mine, key=lambda row: row.done_at)],
        queued=len(mine),
        stuck=[_waiting(row, listed, active) for row in rows if row.stuck_at and row.item_id in able],
        elsewhere=len(waiting) - len(mine),
        shown=sum(1 for row in board_rows if row.required and row.verified),
        required=sum(1 for row in board_rows if row.required),
        may_assign=may(Can.ASSIGN_TRAINING, engagement),
    )


def own_people(engagement: Engagement) -> list[Membership]:
    """The client's own active people by name; a provider's people are not trained here."""
    query = (
        scoped(Membership)
        .where(
            Membership.client_id == engagement.client_id,
            Membership.role != Role.PROVIDER,
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.name)
    )
    return [*db.session.scalars(query)]


def _progress_in(engagement: Engagement) -> Any:
    """Evidence is read only where it waits for somebody, since the rest of the board does not show it."""
    waits = ItemProgress.state == ProgressState.DONE
    return (
        scoped(ItemProgress)
        .where(ItemProgress.engagement_id == engagement.id)
        .with_only_columns(
            ItemProgress.id, ItemProgress.item_id, ItemProgress.person_id, ItemProgress.state, ItemProgress.due_on,
            ItemProgress.done_at, ItemProgress.stuck_at, case((waits, ItemProgress.note), else_="").label("note"),
            case((waits, ItemProgress.link), else_="").label("link"),
        )
    )  # fmt: skip


def _columns(member: Membership, people: list[Membership], trained: set[UUID]) -> list[Membership]:
    if member.role == Role.STAFF:
        return [person for person in people if person.id == member.id and person.id in trained]
    return [person for person in people if person.id in trained]


def _able_to_check(
    listed: Iterable[dict[str, Any]], engagement: Engagement, member: Membership, levels: Mapping[Any, int]
) -> set[UUID]:
    """The items that `member` may verify when somebody else ticks them."""
    return {UUID(item["id"]) for item in listed if may_verify(member, levels, engagement.id, item["competency"])}


def _rows(
    listed: Iterable[dict[str, Any]], found: Iterable[Any], shown: set[UUID], today: date
) -> Iterable[BoardRow]:
    of_item: dict[UUID, list[Any]] = {}
    for row in found:
        of_item.setdefault(row.item_id, []).append(row)
    for item in listed:
        rows = of_item.get(UUID(item["id"]), [])
        yield BoardRow(
            id=item["id"], number=item["number"], text=item["text"], required=item["required"], leader=item["leader"],
            cells={row.person_id: _cell(row, today) for row in rows if row.person_id in shown},
            verified=sum(1 for row in rows if row.state == ProgressState.VERIFIED),
            assigned=len(rows),
        )  # fmt: skip


def _cell(row: Any, today: date) -> Cell:
    open_still = row.state not in (ProgressState.DONE, ProgressState.VERIFIED)
    return Cell(row.id, row.state, row.stuck_at is not None, open_still and bool(row.due_on) and row.due_on < today)


def _by_module(listed: Iterable[dict[str, Any]], rows: list[BoardRow]) -> list[tuple[str, list[BoardRow]]]:
    groups: dict[str, list[BoardRow]] = {}
    for item, row in zip(listed, rows, strict=True):
        groups.setdefault(item["module"], []).append(row)
    return list(groups.items())


def _waiting(row: Any, listed: Iterable[dict[str, Any]], people: Mapping[UUID, Membership]) -> Waiting:
    item = next(item for item in listed if item["id"] == str(row.item_id))
    done = row.done_at.isoformat() if row.done_at else ""
    at = (row.done_at or row.stuck_at).astimezone(clock.zone())
    return Waiting(row.id, item["text"], people[row.person_id].name, row.note, row.link, at, f"{row.state}:{done}")
