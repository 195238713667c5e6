"""The days of an index: how one follows from the one before, from facts and from what happened.

Pure: a commit, the night and a rebuilding of all history go through these same steps, so that they agree exactly.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tracker.engagements.extension_points import Facts
from tracker.worklog.shares import SPAN, amounts, every_entry, practice_share

from .formula import Assessment, Inputs, assess
from .reading import inputs_of
from .steps import Part, parts_of, tally

# Kinds of causes.
KINDS = PEOPLE, TIME, SCOPE, REGRESSION = "people", "time", "scope", "regression"
TIME_PASSED, MORE_HAPPENED = "time.passed", "more.happened"
MOST_CAUSES = 20
# After a longer silence only so many of its last days are told one by one.
MOST_DAYS_AT_ONCE = 400
ONE_DAY = timedelta(days=1)

Cause = list[Any]


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, as the causes of a day remember it."""

    id: str
    verb: str
    subject: str
    person: str

    @property
    def noun(self) -> str:
        return self.verb.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of an index: its numbers as they are kept, what moved them, and what its steps are counted of."""

    day: date
    numbers: dict[str, Any]
    causes: tuple[Cause, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def value(self) -> float:
        """The index, 0 to 100, unrounded."""
        return float(self.numbers["value"])


def first_day(day: date) -> Day:
    """An engagement of which nothing is known yet: it starts from nought."""
    return Day(day, {"value": 0.0})


def time_passes(last: Day, facts: Facts, until: date) -> list[Day]:
    """A day for each after `last` up to `until`, as time alone left them while the facts stood still."""
    first = max(last.day + ONE_DAY, until - (MOST_DAYS_AT_ONCE - 1) * ONE_DAY)
    inputs, days = inputs_of(facts), []
    for ordinal in range(first.toordinal(), until.toordinal() + 1):
        day = date.fromordinal(ordinal)
        numbers, parts = _reckoned(facts, inputs, day), parts_of(facts, day)
        steps = tally(last.numbers, last.parts, parts, new_day=True, scope=False)
        moved = round(numbers["value"] - last.value, 4)
        last = Day(day, numbers | steps, ([TIME_PASSED, "", "", moved, TIME, None],), parts)
        days.append(last)
    return days


def things_happen(before: Day, facts: Facts, events: Iterable[Happened]) -> Day:
    """The same day after the events of one commit, which left the facts as they are now."""
    told = list(events)
    numbers, parts = _reckoned(facts, inputs_of(facts), before.day), parts_of(facts, before.day)
    scope = any(one.noun == SCOPE for one in told)
    steps = tally(before.numbers, before.parts, parts, new_day=False, scope=scope)
    causes = causes_of(told, numbers["value"] - before.value)
    return Day(before.day, numbers | steps, _bounded([*before.causes, *causes]), parts)


def causes_of(events: list[Happened], moved: float) -> list[Cause]:
    """`[verb, subject, person, points, kind, event]`: together the events of one commit moved the index by `moved`.

    The first of them carries the movement. A change of what is required is scope, neither progress nor regression.
    """
    points = round(moved, 4)
    kind = SCOPE if any(one.noun == SCOPE for one in events) else REGRESSION if points < 0 else PEOPLE
    return [
        [event.verb, event.subject, event.person, points if place == 0 else 0.0, kind, event.id]
        for place, event in enumerate(events)
    ]


def _bounded(causes: list[Cause]) -> tuple[Cause, ...]:
    """At most `MOST_CAUSES`: those that moved nothing go first, then the last are told together, no point lost."""
    spare = len(causes) - MOST_CAUSES
    for place in range(len(causes) - 1, -1, -1):
        if spare > 0 and not causes[place][3]:
            del causes[place]
            spare -= 1
    if spare > 0:
        kept, rest = causes[: MOST_CAUSES - len(KINDS)], causes[MOST_CAUSES - len(KINDS) :]
        causes = [*kept, *(told for kind in KINDS if (told := _together(rest, kind)))]
    return tuple(causes)


def _together(causes: list[Cause], kind: str) -> Cause | None:
    points = [cause[3] for cause in causes if cause[4] == kind]
    return [MORE_HAPPENED, "", "", round(sum(points), 4), kind, None] if points else None


def _reckoned(facts: Facts, inputs: Inputs, day: date) -> dict[str, Any]:
    """What is kept of a day, by the names of its columns."""
    delivered = amounts(every_entry(facts["work"]), day - SPAN + ONE_DAY, day)
    return {**_numbers(assess(inputs, day)), "delivered": delivered, "practice_share": practice_share(delivered)}


def _numbers(result: Assessment) -> dict[str, Any]:
    pillars = result.pillars
    return {
        "value": result.index,
        "strategy": pillars["S"],
        "tools": pillars["T"],
        "responsibility": pillars["R"],
        "practice": pillars["P"],
        "resilience": pillars["Z"],
        "stage": result.stage.name.lower(),
        "held_by": [held if isinstance(held, str) else list(held) for held in result.held_by],
        "present": result.coverage.present,
        "required": result.coverage.required,
        "upper_bound": result.upper_bound,
        "low": result.low,
        "high": result.high,
        "formula_version": result.version,
    }
