"""Rebuilding history: what the changes on record say of each day, beside what is kept of it.

A new formula is the same: its days are not there yet, and the earlier ones stay beside them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import update

from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.core.prepared import prepared
from tracker.tenancy import scoped

from . import formula
from .days import Day, Happened, weekly
from .facts_on_record import keys_of
from .models import FactChange, Snapshot, Standing
from .replay import Change, Course, replay

Rows = dict[date, Snapshot]


@dataclass(frozen=True, slots=True)
class Difference:
    """A day that is not kept as history says: which columns differ, or that it is `missing` or `unknown`."""

    day: date
    what: tuple[str, ...]


def courses(standings: Iterable[Standing]) -> Iterator[tuple[Standing, Course, Rows]]:
    """For each standing what history says, and what is kept by this formula. Three statements for all."""
    standings = list(standings)
    ids = [standing.engagement_id for standing in standings]
    events = {
        str(id): Happened(str(id), verb, subject, person)
        for id, verb, subject, person in db.session.execute(*_events_of(ids))
    }
    changes: dict[UUID, list[Change]] = defaultdict(list)
    for id, day, told, patch in db.session.execute(*_changes_of(ids)):
        changes[id].append(Change(day, [events[one] for one in told], patch))
    rows: dict[UUID, Rows] = defaultdict(dict)
    for row in db.session.scalars(*_rows_of(ids, formula.FORMULA_VERSION)):
        rows[row.engagement_id][row.day] = row
    for standing in standings:
        id = standing.engagement_id
        yield standing, replay(changes[id], standing.day), rows[id]


def differences(standing: Standing, course: Course, rows: Rows) -> Iterator[Difference]:
    """Where what is kept is not what history says; nothing is said of days before it begins."""
    first = min(course.days, default=None)
    for day, one in course.days.items():
        if day == first and not course.whole:
            continue
        if day not in rows:
            yield Difference(day, ("missing",))
        elif what := _differing(rows[day], one):
            yield Difference(day, what)
    for day in rows.keys() - course.days.keys():
        if first is not None and (course.whole or day > first):
            yield Difference(day, ("unknown",))
    now = course.days.get(standing.day)
    if now is not None and (what := _differing(standing, now, course.whole or standing.day != first)):
        yield Difference(standing.day, tuple(f"standing.{name}" for name in what))


def _differing(row: Snapshot | Standing, day: Day, with_causes: bool = True) -> tuple[str, ...]:
    said: dict[str, Any] = {**day.numbers, "causes": list(day.causes)} if with_causes else day.numbers
    return tuple(name for name, value in said.items() if getattr(row, name) != value)


def rebuild(standing: Standing) -> list[Difference]:
    """Make what is kept of an engagement what its history says; returns what differed. Does not commit.

    Its standing has to be locked.
    """
    ((_, course, rows),) = courses([standing])
    found = list(differences(standing, course, rows))
    if not found:
        return found
    first = min(course.days)
    for day, one in course.days.items():
        if day not in rows:
            rows[day] = Snapshot(**keys_of(standing), day=day, **one.numbers, causes=list(one.causes))
            db.session.add(rows[day])
        elif day != first or course.whole:
            _mend(rows[day], one)
    for day in [day for day in rows if day not in course.days and (course.whole or day > first)]:
        db.session.delete(rows[day])
    if (now := course.days.get(standing.day)) is not None:
        _mend(standing, now, course.whole or standing.day != first)
        standing.weekly, standing.mark = weekly(standing.weekly, course.days.values()), new_id()
    db.session.flush()
    _show_this_version(standing, first)
    return found


def _mend(row: Snapshot | Standing, day: Day, with_causes: bool = True) -> None:
    for name in _differing(row, day, with_causes):
        setattr(row, name, list(day.causes) if name == "causes" else day.numbers[name])
    if isinstance(row, Snapshot) and db.session.is_modified(row):
        row.computed_at = clock.now()


def _show_this_version(standing: Standing, since: date) -> None:
    """Of a day that has rows of several formulas, pages show this one's."""
    mine = Snapshot.formula_version == formula.FORMULA_VERSION
    of_days = (Snapshot.engagement_id == standing.engagement_id, Snapshot.day >= since, Snapshot.current != mine)
    written = update(Snapshot).where(*of_days).values(current=mine)
    db.session.execute(written.execution_options(synchronize_session=False))


@prepared
def _changes_of(ids: list[UUID]) -> Any:
    columns = (FactChange.engagement_id, FactChange.day, FactChange.events, FactChange.patch)
    of = scoped(FactChange).with_only_columns(*columns).where(FactChange.engagement_id.in_(ids))
    return of.order_by(FactChange.engagement_id, FactChange.number)


@prepared
def _events_of(ids: list[UUID]) -> Any:
    columns = (AuditEvent.id, AuditEvent.verb, AuditEvent.subject_name, AuditEvent.actor_name)
    return scoped(AuditEvent).with_only_columns(*columns).where(AuditEvent.engagement_id.in_(ids))


@prepared
def _rows_of(ids: list[UUID], version: int) -> Any:
    return scoped(Snapshot).where(Snapshot.engagement_id.in_(ids), Snapshot.formula_version == version)
