"""The days of an index: how one follows from the one before, from facts and from what happened.

Pure: a commit, the night and a rebuilding of all history go through these same steps, so that they agree exactly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from tracker.engagements.extension_points import Facts, slices_of_noun
from tracker.worklog.shares import SPAN, amounts, every_entry, practice_share

from . import formula
from .flags.kept import critical_open
from .formula import Assessment, Inputs, assess
from .reading import READ, inputs_of
from .steps import Part, parts_of, tally

# Kinds of causes.
KINDS = PEOPLE, TIME, SCOPE, REGRESSION = "people", "time", "scope", "regression"
TIME_PASSED, FACTS_READ, MORE_HAPPENED = "time.passed", "facts.read", "more.happened"
MOST_CAUSES = 20
WEEKS_KEPT = 8
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
    """One day of an index: its numbers as they are kept, what moved them, what its steps are counted of, and by how
    much the last change moved it."""

    day: date
    numbers: dict[str, Any]
    causes: tuple[Cause, ...] = ()
    parts: tuple[Part, ...] = ()
    moved: float = 0.0

    @property
    def value(self) -> float:
        """The index, 0 to 100, unrounded."""
        return float(self.numbers["value"])


def first_day(day: date) -> Day:
    """An engagement of which nothing is known yet: it starts from nought."""
    return Day(day, {"value": 0.0})


def standing_still(facts: Facts, day: date) -> Day:
    """A day of which only the facts are known, not how they came about."""
    return _next(Day(day, {"value": 0.0}), facts, inputs_of(facts), day)


def time_passes(last: Day, facts: Facts, until: date) -> list[Day]:
    """A day for each after `last` up to `until`, as time alone left them while the facts stood still.

    There is no end to how many: the night makes them one by one, and a rebuilding must find the same ones.
    """
    days: list[Day] = []
    if last.day >= until:
        return days
    inputs = inputs_of(facts)
    for ordinal in range(last.day.toordinal() + 1, until.toordinal() + 1):
        now = _next(last, facts, inputs, date.fromordinal(ordinal))
        last = replace(now, causes=([TIME_PASSED, "", "", round(now.moved, 4), TIME, None],))
        days.append(last)
    return days


def follow(last: Day, before: Facts, after: Facts, day: date, events: Sequence[Happened]) -> list[Day]:
    """The days after `last` up to `day`, at whose end the facts changed from `before` to `after`. If that is the day of
    `last`, then it alone, as it went on.

    Without events the facts were only read anew. A slice not known before counts then as if it always had been.
    """
    if not events:
        before = {name: data for name, data in after.items() if name not in before} | before
    passed = time_passes(last, before, day)
    now = passed[-1] if passed else last
    return [*passed[:-1], things_happen(now, after, events) if events else _facts_read(now, after)]


def things_happen(before: Day, facts: Facts, events: Sequence[Happened]) -> Day:
    """The same day after the events of one commit, which left the facts as they are now."""
    scope = any(one.noun == SCOPE for one in events)
    now = _next(before, facts, inputs_of(facts), before.day, scope=scope)
    return replace(now, causes=_bounded([*before.causes, *causes_of(events, now.moved)]))


def _facts_read(before: Day, facts: Facts) -> Day:
    """The same day after Baton itself read facts anew: what that moves is nobody's doing."""
    now = _next(before, facts, inputs_of(facts), before.day)
    points = round(now.moved, 4)
    read = [[FACTS_READ, "", "", points, TIME, None]] if points else []
    return replace(now, causes=_bounded([*before.causes, *read]))


def _next(last: Day, facts: Facts, inputs: Inputs, day: date, *, scope: bool = False) -> Day:
    """The same day or the one after it, with what these facts make of it; its causes are still to be told."""
    numbers, parts = _reckoned(facts, inputs, day), parts_of(facts, day)
    steps = tally(last.numbers, last.parts, parts, new_day=day > last.day, scope=scope)
    return Day(day, numbers | steps, (), parts, numbers["value"] - last.value)


def weekly(kept: list[Any], days: Iterable[Day]) -> list[Any]:
    """`[Monday, newest value]` of each of the last weeks, from those kept and what the days say."""
    weeks = dict(kept)
    for one in days:
        weeks[(one.day - timedelta(days=one.day.weekday())).isoformat()] = round(one.value, 2)
    return [list(week) for week in sorted(weeks.items())[-WEEKS_KEPT:]]


def causes_of(events: Sequence[Happened], moved: float) -> list[Cause]:
    """`[verb, subject, person, points, kind, event]`: together the events of one commit moved the index by `moved`.

    The first that touches what the formula reads carries the movement. A change of what is required is scope, neither
    progress nor regression.
    """
    points, carrier = round(moved, 4), _carrier(events)
    kind = SCOPE if any(one.noun == SCOPE for one in events) else REGRESSION if points < 0 else PEOPLE
    return [
        [event.verb, event.subject, event.person, points if place == carrier else 0.0, kind, event.id]
        for place, event in enumerate(events)
    ]


def _carrier(events: Sequence[Happened]) -> int:
    touching = (place for place, one in enumerate(events) if slices_of_noun.get(one.noun, frozenset()) & READ)
    return next(touching, 0)


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
    result = assess(inputs, day, open_critical_flag=critical_open(facts))
    delivered = amounts(every_entry(facts["work"]), day - SPAN + ONE_DAY, day)
    return {
        **_numbers(result),
        "formula_version": formula.FORMULA_VERSION,
        "delivered": delivered,
        "practice_share": practice_share(delivered),
    }


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
    }
