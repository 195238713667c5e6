"""When a scheduled report is due: pure reckoning with the clocks on the wall."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .models import Rhythm

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = timedelta(days=7)


def next_moment(
    rhythm: Rhythm, weekday: int, hour: int, zone: ZoneInfo, after: datetime, last: datetime | None = None
) -> datetime:
    """The first moment later than `after` at which a report is due; `last` is the one before, from which every other
    week is counted. Across a change of the clocks the hour on the wall stays."""
    today = after.astimezone(zone).date()
    if rhythm == Rhythm.MONTHLY:
        found = (_at(_first(month, weekday), hour, zone) for month in _months(today))
        return next(moment for moment in found if moment > after)
    step = 2 * WEEK if rhythm == Rhythm.FORTNIGHTLY and last is not None else WEEK
    day = last.astimezone(zone).date() if step > WEEK else today + timedelta(days=(weekday - today.weekday()) % 7)
    while (moment := _at(day, hour, zone)) <= after:
        day += step
    return moment


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone)


def _first(month: date, weekday: int) -> date:
    """The first such weekday of a month."""
    return month + timedelta(days=(weekday - month.weekday()) % 7)


def _months(day: date) -> list[date]:
    first = day.replace(day=1)
    return [first, (first + timedelta(days=32)).replace(day=1)]


def rhythm_words(rhythm: str, weekday: int, hour: int) -> str:
    """“every other week, on Friday at 08:00”."""
    word = {"weekly": "every week", "fortnightly": "every other week", "monthly": "every month"}[rhythm]
    return f"{word}, on {'the first ' if rhythm == 'monthly' else ''}{WEEKDAYS[weekday]} at {hour:02}:00"
