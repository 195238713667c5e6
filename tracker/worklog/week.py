"""A week of one person's work: activities by days, read as sums and saved all or nothing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Engagement
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

from .asking import Asking, withdraw
from .checking import LONGEST_BACK, Ground, Piece
from .counting import counts
from .logging import enter
from .models import Mode, WorkEntry
from .modes import modes_for, usual_mode

A_WEEK = timedelta(days=7)
MEANWHILE = (
    "Work was logged in this week meanwhile. What is there now stands beside your numbers; save again to keep yours."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One activity in one mode; `logged` are the entries by day."""

    activity: Activity
    mode: Mode
    offered: list[Mode]
    logged: dict[date, list[WorkEntry]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.activity.id.hex}-{self.mode}"

    def cell(self, day: date) -> str:
        return f"n-{self.name}-{day:%a}".lower()

    @property
    def chooser(self) -> str:
        return f"m-{self.name}"

    def total(self, day: date) -> int:
        return sum(entry.quantity for entry in self.logged.get(day, ()))


@dataclass(frozen=True, slots=True)
class Week:
    """`days` from Monday to Sunday; `open` are those on which work may be logged."""

    engagement: Engagement
    person: Membership
    days: list[date]
    open: list[date]
    rows: list[Row]

    @property
    def monday(self) -> date:
        return self.days[0]

    @property
    def seen(self) -> str:
        """What stands in the week, in short: it changes with every entry."""
        ids = sorted(str(entry.id) for row in self.rows for found in row.logged.values() for entry in found)
        return hashlib.sha256(" ".join(ids).encode()).hexdigest()[:16]

    @property
    def earlier(self) -> date | None:
        first = max(self.engagement.starts_on, clock.today() - LONGEST_BACK)
        return self.monday - A_WEEK if self.monday > first else None

    @property
    def later(self) -> date | None:
        return self.monday + A_WEEK if self.monday + A_WEEK <= clock.today() else None


class Several(Refused):
    """Several cells are at fault: a sentence for each, by the cell's name."""

    def __init__(self, problems: dict[str, str]):
        self.problems = problems
        super().__init__("Nothing of this week was saved.")


def monday_of(text: str | None) -> date:
    """The Monday of the week that a page asks for; of this one where it asks for none that there is."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        day = clock.today()
    day = min(max(day, clock.today() - LONGEST_BACK), clock.today())
    return day - timedelta(days=day.weekday())


def read_week(ground: Ground, person: Membership, monday: date, activities: Iterable[Activity]) -> Week:
    """One statement. An activity has a row for each mode in which the person logged it, at least for the usual one."""
    days = [monday + timedelta(days=place) for place in range(7)]
    logged: dict[UUID, dict[Mode, dict[date, list[WorkEntry]]]] = {}
    for entry in db.session.scalars(_entries(ground.engagement.id, person, days)):
        logged.setdefault(entry.activity_id, {}).setdefault(entry.mode, {}).setdefault(entry.on, []).append(entry)
    rows = [row for one in activities for row in _rows(one, logged.get(one.id, {}), person, ground.answering(one))]
    today, first = clock.today(), max(ground.engagement.starts_on, clock.today() - LONGEST_BACK)
    return Week(ground.engagement, person, days, [day for day in days if first <= day <= today], rows)


def _entries(engagement_id: UUID, person: Membership, days: list[date]) -> Any:
    return (
        scoped(WorkEntry)
        .where(
            WorkEntry.engagement_id == engagement_id,
            WorkEntry.person_id == person.id,
            WorkEntry.on >= days[0],
            WorkEntry.on <= days[-1],
            counts(engagement_id),
        )
        .order_by(WorkEntry.id)
    )


def _rows(
    activity: Activity, logged: dict[Mode, dict[date, list[WorkEntry]]], person: Membership, answering: set[UUID]
) -> list[Row]:
    offered = [mode for mode in modes_for(person, activity, answering) if _in_the_grid(mode, person)]
    modes = [mode for mode in Mode if mode in logged]
    if not modes and activity.not_applicable_at is None:
        usual = usual_mode(person, activity, answering)
        modes = [usual if usual in offered else offered[-1]]
    return [Row(activity, mode, sorted({*offered, mode}, key=list(Mode).index), logged.get(mode, {})) for mode in modes]


def _in_the_grid(mode: Mode, person: Membership) -> bool:
    """What the practice only checked needs the name of whoever did it, and so a form of its own."""
    return not (person.of_practice and mode == Mode.CLIENT_CHECKED)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a row shall become: its mode and the sums by day."""

    row: Row
    mode: Mode | str
    sums: dict[date, int]


def save_week(week: Week, wishes: Iterable[Wish], *, by: Membership, ground: Ground, seen: str) -> int:
    """Let the week be as wished, all or nothing. Returns how many cells changed.

    A higher sum adds an entry, a lower one or another mode takes back what was there. Raises `Several` with the
    reason at each cell, or `Stale` when the week is not any more as it was `seen`.
    """
    if seen != week.seen:
        raise Stale(MEANWHILE)
    problems: dict[str, str] = {}
    asking, changed = Asking(by), 0
    for wish in wishes:
        for day, wanted in wish.sums.items():
            try:
                changed += _settle(week, wish, day, wanted, by, ground, asking)
            except Refused as refusal:
                place = wish.row.chooser if refusal.field == "mode" else wish.row.cell(day)
                problems.setdefault(place, refusal.message)
    if problems:
        raise Several(problems)
    if changed:
        after = {"week": week.monday, "person": week.person.name, "cells": changed}
        record("work.week_saved", week.engagement, by=by, after=after)
    return changed


def _settle(
    week: Week, wish: Wish, day: date, wanted: int, by: Membership, ground: Ground, asking: Asking
) -> bool:
    before, row = wish.row.total(day), wish.row
    if wanted == before and (wish.mode == row.mode or not before):
        return False
    old = row.logged.get(day, [])
    more = wish.mode == row.mode and wanted > before
    if not more:
        for entry in old:
            entry.taken_back_at = clock.now()
        withdraw(entry.question_id for entry in old)
    if wanted:
        minutes = None if more else sum(entry.minutes or 0 for entry in old) or None
        note = "" if more or not old else old[0].note
        piece = Piece(row.activity, wish.mode, week.person, day, wanted - before if more else wanted, minutes, note)
        enter(piece, by, ground, asking)
    return True
