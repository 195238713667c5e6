"""Measures: what is read, how often, by whom, from which baseline toward which target; and the numbers reviewed."""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from tracker.accounts.models import Membership
from tracker.accounts.own_people import check_own_person
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.numbers import say_quantity
from tracker.engagements.models import Engagement

from .goals import FARTHEST, hold
from .models import Direction, Goal, Measure, MeasureReview

RHYTHMS = {7: "Every week", 14: "Every two weeks", 30: "Every month", 91: "Every quarter"}
OLDEST = date(2000, 1, 1)
LONGEST_DECISION = 2_000
_FREE_PLACE = 1_000  # behind those of the playbook, in the order in which they are added


@dataclass(frozen=True, slots=True)
class Described:
    """What a measure says of itself."""

    name: str
    unit: str
    direction: Direction = Direction.UP
    decision: str = ""
    source: str = ""
    rhythm: int = 30
    goal: Goal | None = None
    owner: Membership | None = None
    baseline: float | None = None
    baseline_on: date | None = None
    target: float | None = None
    target_on: date | None = None

    def columns(self) -> dict[str, Any]:
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        goal, owner = found.pop("goal"), found.pop("owner")
        return found | {"goal_id": goal.id if goal else None, "owner_id": owner.id if owner else None}


def add_measure(engagement: Engagement, said: Described, *, by: Membership) -> Measure:
    """Raises `Refused` at the field that does not fit the others."""
    _check(said, engagement.client_id)
    measure = Measure(
        **engagement.keys, position=_FREE_PLACE, **said.columns(),
    )  # fmt: skip
    db.session.add(measure)
    record("measure.added", measure, by=by)
    if measure.baseline is not None:
        _record_baseline(measure, by)
    return measure


def change_measure(measure: Measure, said: Described, *, by: Membership, seen: int) -> None:
    """Raises `Stale` when somebody changed it after version `seen`. Changing nothing records nothing."""
    hold(measure)
    if measure.version != seen:
        raise Stale("Somebody changed this measure meanwhile. What you wrote is kept below.")
    _check(said, measure.client_id, measure)
    changed = {name: value for name, value in said.columns().items() if getattr(measure, name) != value}
    if not changed:
        return
    before = {name: getattr(measure, name) for name in changed}
    for name, value in changed.items():
        setattr(measure, name, value)
    measure.version += 1
    based = {"baseline", "baseline_on"} & changed.keys()
    if changed.keys() - based:
        record("measure.changed", measure, by=by, before=before, after=changed)
    if based:
        _record_baseline(measure, by, before)


def _record_baseline(measure: Measure, by: Membership, before: dict[str, Any] | None = None) -> None:
    said = "none" if measure.baseline is None else say_quantity(measure.baseline, measure.unit)
    was = {name: value for name, value in (before or {}).items() if name.startswith("baseline")}
    after = {"baseline": said, "baseline_on": measure.baseline_on}
    record("measure.baseline_set", measure, by=by, before=was, after=after)


def _check(said: Described, client_id: Any, before: Measure | None = None) -> None:
    today = clock.today()
    if said.owner is not None and (before is None or said.owner.id != before.owner_id):
        check_own_person(said.owner, client_id, "owner")
    if said.rhythm not in RHYTHMS:
        raise Refused("Choose how often it is read.", "rhythm")
    if (said.baseline is None) != (said.baseline_on is None):
        missing = ("day on which the baseline was read", "baseline_on")
        if said.baseline is None:
            missing = ("number that was read on that day", "baseline")
        raise Refused(f"Give the {missing[0]}, or leave both empty.", missing[1])
    if said.baseline_on is not None and not OLDEST <= said.baseline_on <= today:
        raise Refused("The baseline was read on a day that is past, or today.", "baseline_on")
    if said.target_on is not None and said.target is None:
        raise Refused("Say which number is to be reached by then.", "target")
    if said.target_on is not None and not OLDEST <= said.target_on <= today + FARTHEST:
        raise Refused("Choose a day within ten years.", "target_on")
    if said.target_on is not None and said.baseline_on is not None and said.target_on <= said.baseline_on:
        raise Refused("The target lies after the baseline.", "target_on")
    _check_way(said)


def _check_way(said: Described) -> None:
    if said.target is None or said.baseline is None:
        return
    if said.direction == Direction.UP and said.target < said.baseline:
        raise Refused("More is better, and yet the target lies below the baseline.", "target")
    if said.direction == Direction.DOWN and said.target > said.baseline:
        raise Refused("Less is better, and yet the target lies above the baseline.", "target")


def retire(measure: Measure, *, by: Membership) -> None:
    """It is no longer read, and what was read stays. Doing it twice changes nothing."""
    hold(measure)
    if measure.retired_on is None:
        measure.retired_on = clock.today()
        measure.version += 1
        record("measure.retired", measure, by=by)


def take_up_measure(measure: Measure, *, by: Membership) -> None:
    hold(measure)
    if measure.retired_on is not None:
        measure.retired_on = None
        measure.version += 1
        record("measure.taken_up", measure, by=by)


def review_numbers(engagement: Engagement, decided: str, *, by: Membership) -> MeasureReview:
    """Whoever sat down with the numbers says what was decided from them, even if that was to change nothing."""
    if not decided:
        raise Refused("Say what you decided, even if it was to go on as before.", "decided")
    review = MeasureReview(
        **engagement.keys, by_id=by.id, decided=decided,
    )  # fmt: skip
    db.session.add(review)
    record("numbers.reviewed", engagement, by=by, because=decided)
    return review


def next_reading(measure: Measure, last: date | None) -> date:
    """The day on which the next value is due."""
    start = last or measure.baseline_on or clock.day_of(measure.created_at)
    return start + timedelta(days=measure.rhythm)
