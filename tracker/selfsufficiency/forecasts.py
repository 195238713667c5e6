"""Keeping forecasts: each one that was made stays as it was said, so that reality can be held against it.

A question is asked once: while neither the week nor what is left nor the plan changes, the newest answer stands. The
night asks what is new, in batches that are read and reckoned outside any transaction that writes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_

from tracker.core import clock
from tracker.core.context import current_context, entered
from tracker.core.database import db
from tracker.engagements.extension_points import Facts
from tracker.engagements.models import Engagement, EngagementState
from tracker.engagements.pausing import spans_of
from tracker.tenancy import scoped

from .forecasting import MOST_WEEKS, WEEK, Outlook, State, full_weeks, monday_of, outlook
from .keeping import standings_locked
from .models import FactSlice, Forecast, Snapshot, Standing

BATCH = 200
TOGETHER = 10  # kept in one transaction, so that nobody waits for long
# Slices that say since when weeks count, and which do not.
SLICES = ("engagement", "plan")
OVER = {EngagementState.HANDED_OVER, EngagementState.CLOSED}


@dataclass(frozen=True, slots=True)
class Asked:
    """The question of one engagement, as it stands today."""

    engagement_id: UUID
    keys: dict[str, UUID]
    state: str
    paused: bool
    planned: date
    left: int
    newest: dict[str, Any] = field(hash=False)

    @property
    def why_not(self) -> str:
        """Why there is nothing to forecast; empty where there is."""
        if self.left == 0:
            return "nothing_left"
        if self.paused:
            return "paused"
        if self.state in OVER:
            return "handed_over"
        return "" if self.state == EngagementState.ACTIVE else "not_active"

    def answered(self, today: date) -> bool:
        """Whether the newest answer is to this very question."""
        mark = [monday_of(today).isoformat(), self.left, self.planned.isoformat(), self.why_not]
        return self.newest.get("asked") == mark

    def answer(self, found: Outlook, today: date) -> dict[str, Any]:
        """What the standing keeps of it: the days by which it is done with an even chance, 85 and 95 of 100, which are
        null where there is none; how many weeks it rests on; why there is no forecast, if so; and what was asked."""
        return {
            "day": today.isoformat(),
            "state": str(found.state),
            "why": self.why_not or found.why,
            "even": _iso(day_after(found.even, today)),
            "likely": _iso(day_after(found.likely, today)),
            "safe": _iso(day_after(found.safe, today)),
            "weeks": len(found.history),
            "planned": self.planned.isoformat(),
            "asked": [monday_of(today).isoformat(), self.left, self.planned.isoformat(), self.why_not],
        }

    def row(self, found: Outlook, today: date) -> dict[str, Any]:
        """The forecast as a row of its own."""
        return {
            **self.keys, "day": today, "state": str(found.state), "steps_left": self.left,
            "history": list(found.history), "method": found.method, "planned_handover": self.planned,
            "even_weeks": found.even, "likely_weeks": found.likely, "safe_weeks": found.safe,
            "even": day_after(found.even, today), "likely": day_after(found.likely, today),
            "safe": day_after(found.safe, today),
        }  # fmt: skip


def forecast_all() -> int:
    """Forecast every engagement of the workspace at hand whose question is new. Returns how many. Reads and reckons
    without a lock, commits a few at a time, and is safe to stop and start again."""
    today, after, count = clock.today(), None, 0
    reading = replace(current_context(), writes=False)
    while True:
        with entered(reading):
            asked = _asked(after)
            answers = list(_answers([one for one in asked if not one.answered(today)], today))
        if not asked:
            return count
        after = asked[-1].engagement_id
        for place in range(0, len(answers), TOGETHER):
            _keep(answers[place : place + TOGETHER], today)
            db.session.commit()
            db.session.expunge_all()
        count += len(answers)


def forecast_now(engagement_id: UUID) -> None:
    """Ask for one engagement, if its question is new. Does not commit."""
    today = clock.today()
    asked = [one for one in _asked(None, engagement_id) if not one.answered(today)]
    _keep(list(_answers(asked, today)), today)


def day_after(weeks: int | None, today: date) -> date | None:
    return None if weeks is None else today + weeks * WEEK


def _asked(after: UUID | None, only: UUID | None = None) -> list[Asked]:
    query = (
        scoped(Engagement)
        .with_only_columns(
            Engagement.id, Engagement.workspace_id, Engagement.client_id, Engagement.state, Engagement.paused_on,
            Engagement.planned_handover, Standing.steps_left, Standing.forecast,
        )
        .join(Standing, (Standing.workspace_id == Engagement.workspace_id) & (Standing.engagement_id == Engagement.id))
        .where(Standing.steps_left.is_not(None))
        .order_by(Engagement.id)
        .limit(BATCH)
    )  # fmt: skip
    if after is not None:
        query = query.where(Engagement.id > after)
    if only is not None:
        query = query.where(Engagement.id == only)
    return [
        Asked(
            id, {"workspace_id": workspace, "client_id": client, "engagement_id": id}, state, paused is not None,
            planned, left, newest or {},
        )
        for id, workspace, client, state, paused, planned, left, newest in db.session.execute(query)
    ]  # fmt: skip


def _answers(asked: Sequence[Asked], today: date) -> Iterator[tuple[Asked, Outlook]]:
    runs = [one.engagement_id for one in asked if not one.why_not]
    facts = _facts(runs)
    earliest = min((_earliest(facts[id], today) for id in runs), default=today)
    moves = _moves(runs, earliest)
    for one in asked:
        if one.why_not:
            yield one, Outlook(State.NONE, ())
            continue
        since = counted_since(facts[one.engagement_id]) or today
        weeks = _weeks(moves.get(one.engagement_id, []), since, facts[one.engagement_id], today)
        yield one, outlook(weeks, one.left)


def _keep(answers: Sequence[tuple[Asked, Outlook]], today: date) -> None:
    answered = {one.engagement_id: (one, found) for one, found in answers}
    for standing in standings_locked(list(answered)):
        one, found = answered[standing.engagement_id]
        standing.forecast = one.answer(found, today)
        if found.state != State.NONE:
            db.session.add(Forecast(**one.row(found, today)))


def _facts(engagement_ids: list[UUID]) -> dict[UUID, Facts]:
    query = scoped(FactSlice).with_only_columns(FactSlice.engagement_id, FactSlice.name, FactSlice.data)
    query = query.where(FactSlice.engagement_id.in_(engagement_ids), FactSlice.name.in_(SLICES))
    found: dict[UUID, Facts] = {id: {} for id in engagement_ids}
    for id, name, data in db.session.execute(query):
        found[id][name] = data
    return found


def _moves(engagement_ids: list[UUID], earliest: date) -> dict[UUID, list[Any]]:
    """The days on which steps moved, and those of which nobody counted them."""
    moved = (Snapshot.steps_done != 0, Snapshot.steps_lost != 0, Snapshot.steps_added != 0)
    query = (
        scoped(Snapshot)
        .with_only_columns(
            Snapshot.engagement_id, Snapshot.day, Snapshot.steps_done, Snapshot.steps_lost, Snapshot.steps_added,
            Snapshot.steps_left,
        )
        .where(
            Snapshot.engagement_id.in_(engagement_ids), Snapshot.current, Snapshot.day >= earliest,
            or_(*moved, Snapshot.steps_left.is_(None)),
        )
    )  # fmt: skip
    found: dict[UUID, list[Any]] = {}
    for id, *row in db.session.execute(query):
        found.setdefault(id, []).append(row)
    return found


def _weeks(rows: Sequence[Any], since: date, facts: Facts, today: date) -> list[Any]:
    uncounted = max((day for day, *_, left in rows if left is None), default=None)
    if uncounted is not None:
        since = max(since, uncounted + timedelta(days=1))
    return full_weeks([(day, *steps) for day, *steps, _ in rows], since, today, spans_of(facts))


def counted_since(facts: Facts) -> date | None:
    """Weeks count once the charter is signed and the work was to begin."""
    about = facts.get("engagement", {})
    if not about.get("charter_signed_on"):
        return None
    return date.fromisoformat(max(about["charter_signed_on"], about["starts_on"]))


def _earliest(facts: Facts, today: date) -> date:
    """No later than the first of the weeks that count: twelve of them, and every week that a pause can have touched."""
    paused = sum((((ended or today) - begun).days // 7 + 2) for begun, ended in spans_of(facts))
    return monday_of(today) - (MOST_WEEKS + paused) * WEEK


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
