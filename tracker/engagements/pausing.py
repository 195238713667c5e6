"""Paused time: what clocks leave out. Pure, so that every feature counts the same days.

A span is `(first paused day, day on which it went on)`; the second is None while the pause lasts and is itself a
running day.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

Span = tuple[date, date | None]
ONE_DAY = timedelta(days=1)


def paused_days(spans: Iterable[Span], first: date, last: date) -> int:
    """How many days from `first` up to but not including `last` were paused. Overlapping spans count once."""
    paused: set[int] = set()
    for begun, ended in spans:
        start, end = max(begun, first), min(ended or last, last)
        paused.update(range(start.toordinal(), end.toordinal()))
    return len(paused)


def running_days(spans: Iterable[Span], first: date, last: date) -> int:
    """How many days from `first` up to but not including `last` counted; negative when `last` lies before `first`."""
    if last < first:
        return -running_days(spans, last, first)
    return (last - first).days - paused_days(spans, first, last)


def clock_day(paused_on: date | None, today: date) -> date:
    """The day at which an engagement's clocks stand: today, or the day on which it was paused."""
    return min(paused_on, today) if paused_on is not None else today


def window_start(spans: Iterable[Span], today: date, days: int) -> date:
    """The first day of a window of so many running days that ends today, paused days left out."""
    spans, day = list(spans), today
    while running_days(spans, day, today) < days:
        day -= ONE_DAY * max(1, days - running_days(spans, day, today))
    return day


def spans_of(facts: dict[str, Any]) -> list[Span]:
    """The paused spans among the facts of an engagement."""
    return [
        (date.fromisoformat(begun), date.fromisoformat(ended) if ended else None)
        for begun, ended in facts.get("plan", {}).get("pauses", ())
    ]
