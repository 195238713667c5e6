"""All days of an index from the changes of its facts, through the very steps that each commit and each night takes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.engagements.extension_points import Facts

from .days import Day, Happened, first_day, follow, standing_still, time_passes
from .facts_on_record import Changes, changed


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the history of facts, with its events."""

    day: date
    events: Sequence[Happened]
    patch: Changes


@dataclass(frozen=True, slots=True)
class Course:
    """The days of an engagement by their dates, in order.

    `whole`: since its beginning. Otherwise what happened before the first of the days, and on it, is not on record.
    """

    days: dict[date, Day]
    whole: bool


def replay(changes: Iterable[Change], until: date) -> Course:
    """The course of an engagement up to `until`, from all its changes in order."""
    facts: Facts = {}
    days: dict[date, Day] = {}
    last: Day | None = None
    whole = True
    for change in changes:
        after = changed(facts, change.patch)
        if last is not None:
            told = follow(last, facts, after, change.day, change.events)
        elif change.events:
            told = follow(first_day(change.day), {}, after, change.day, change.events)
        else:
            told, whole = [standing_still(after, change.day)], False
        days |= {one.day: one for one in told}
        facts, last = after, told[-1]
    if last is not None:
        days |= {one.day: one for one in time_passes(last, facts, until)}
    return Course(days, whole)
