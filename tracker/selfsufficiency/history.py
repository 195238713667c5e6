"""The history of an index: a row for each of its days, what moved it, and what it comes to over a span."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from tracker.audit import AuditEvent
from tracker.core.database import db
from tracker.tenancy import scoped

from .days import ONE_DAY, TIME, Cause
from .display import COLUMNS
from .models import FactChange, Snapshot
from .movements import DUST, Movement, by_kind, events_behind, told
from .words import stage_of

# Spans that can be chosen, in days; None is since the start.
SPANS: dict[str, tuple[str, int | None]] = {
    "month": ("Four weeks", 28),
    "quarter": ("Twelve weeks", 84),
    "year": ("A year", 365),
    "all": ("Since the start", None),
}
DEFAULT = "quarter"
LONGEST = 2000  # days that are summed up and drawn
PAGE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A day, or a run of days (`first` to `day`) on which nothing but time moved the index, as it was at its end.

    `cause` is what moved it most, `main` the same as it is told; none for a quiet day.
    """

    first: date
    day: date
    value: float
    change: float
    stage: str
    pillars: tuple[float, ...]
    kinds: dict[str, float]
    version: int
    cause: Cause | None = None
    main: Movement | None = None

    @property
    def quiet(self) -> bool:
        return not self.kinds.keys() - {TIME} and abs(self.change) < DUST


@dataclass(frozen=True, slots=True)
class Summary:
    """A span as a whole: from which value to which, and what that is made of, in points by kind."""

    first: date
    last: date
    began: float
    ended: float
    kinds: dict[str, float]
    points: list[dict[str, Any]] = field(default_factory=list)

    @property
    def change(self) -> float:
        return self.ended - self.began


@dataclass(frozen=True, slots=True)
class History:
    """`rows` are the newest first; the next page begins before the day `earlier`, None on the last."""

    summary: Summary
    rows: list[Row]
    earlier: date | None


def history(engagement_id: UUID, span: str, before: date | None, today: date, *, every: bool) -> History | None:
    """The span's days, `PAGE` rows of them from `before`; None when nothing was reckoned yet. `every` tells quiet days
    one by one. Two statements."""
    days = SPANS[span][1]
    kept = _kept(engagement_id, today - days * ONE_DAY if days else None)
    if not kept:
        return None
    # The day before a span is read along, to tell how far the first one moved; nought came before the first of all.
    opening = kept[0] if days and kept[0].day <= today - days * ONE_DAY else None
    shown = kept[1:] if opening is not None and kept[1:] else kept
    summary = _summary(shown, opening)
    rows = _rows(shown, summary.began, every)
    rows = [row for row in reversed(rows) if before is None or row.day < before]
    page = rows[:PAGE]
    events = events_behind(row.cause for row in page if row.cause)
    return History(summary, [_with_main(row, events) for row in page], page[-1].first if rows[PAGE:] else None)


def _kept(engagement_id: UUID, since: date | None) -> list[Any]:
    columns = (
        Snapshot.day, Snapshot.value, Snapshot.stage, Snapshot.causes, Snapshot.formula_version,
        *(getattr(Snapshot, name) for name in COLUMNS.values()),
    )  # fmt: skip
    query = scoped(Snapshot).with_only_columns(*columns).where(Snapshot.engagement_id == engagement_id)
    query = query.where(Snapshot.current).order_by(Snapshot.day.desc()).limit(LONGEST)
    if since is not None:
        query = query.where(Snapshot.day >= since)
    return list(reversed(db.session.execute(query).all()))


def _summary(shown: Sequence[Any], opening: Any | None) -> Summary:
    first = shown[0]
    began = opening.value if opening is not None else first.value - sum(cause[3] for cause in first.causes)
    kinds = by_kind(cause for row in shown for cause in row.causes)
    points = [{"on": row.day, "value": row.value} for row in shown]
    return Summary(first.day, shown[-1].day, max(began, 0.0), shown[-1].value, kinds, points)


def _rows(shown: Sequence[Any], began: float, every: bool) -> list[Row]:
    rows: list[Row] = []
    value = began
    for one in shown:
        row = _row(one, one.value - value)
        if not every and rows and row.quiet and rows[-1].quiet and rows[-1].version == row.version:
            row = _joined(rows.pop(), row)
        rows.append(row)
        value = one.value
    return rows


def _row(one: Any, change: float) -> Row:
    causes = [cause for cause in one.causes if abs(cause[3]) >= DUST]
    return Row(
        one.day, one.day, one.value, change, stage_of(one.stage).label,
        tuple(getattr(one, name) for name in COLUMNS.values()), by_kind(one.causes), one.formula_version,
        max(causes, key=lambda cause: abs(cause[3]), default=None),
    )  # fmt: skip


def _joined(earlier: Row, row: Row) -> Row:
    kinds = {kind: earlier.kinds.get(kind, 0.0) + row.kinds.get(kind, 0.0) for kind in earlier.kinds | row.kinds}
    return replace(row, first=earlier.first, change=earlier.change + row.change, kinds=kinds, cause=None)


def _with_main(row: Row, events: Mapping[str, AuditEvent]) -> Row:
    return replace(row, main=told(row.day, [row.cause], events)[0]) if row.cause else row


@dataclass(frozen=True, slots=True)
class DayTold:
    """One day: its numbers, every movement of it, what other versions of the formula said, and its neighbours.

    `recorded_since` is the day from which changes were written down, when that is not the beginning.
    """

    now: Snapshot
    was: Snapshot | None
    movements: list[Movement]
    others: list[Snapshot]
    earlier: date | None
    later: date | None
    recorded_since: date | None


def day_told(engagement_id: UUID, day: date) -> DayTold | None:
    """What happened on a day; None where it has no row. Three statements."""
    around = scoped(Snapshot).where(
        Snapshot.engagement_id == engagement_id, Snapshot.day >= day - ONE_DAY, Snapshot.day <= day + ONE_DAY
    )
    rows = list(db.session.scalars(around.order_by(Snapshot.formula_version.desc())))
    current = {row.day: row for row in rows if row.current}
    now, was = current.get(day), current.get(day - ONE_DAY)
    if now is None:
        return None
    return DayTold(
        now, was, told(day, now.causes, events_behind(now.causes)),
        [row for row in rows if row.day == day and not row.current],
        was.day if was is not None else None, day + ONE_DAY if day + ONE_DAY in current else None,
        _recorded_since(engagement_id),
    )  # fmt: skip


def newest_day(engagement_id: UUID, today: date) -> date:
    """The last day that has a row; today where there is none."""
    days = scoped(Snapshot).with_only_columns(Snapshot.day).where(Snapshot.engagement_id == engagement_id)
    return db.session.scalar(days.order_by(Snapshot.day.desc()).limit(1)) or today


def _recorded_since(engagement_id: UUID) -> date | None:
    query = scoped(FactChange).with_only_columns(FactChange.day, FactChange.events)
    first = db.session.execute(query.where(FactChange.engagement_id == engagement_id, FactChange.number == 1)).first()
    return first.day if first is not None and not first.events else None
