"""Moments as people say them, the exact time on hover. Values come in the workspace's own time zone."""

from datetime import date, datetime
from functools import lru_cache

from markupsafe import Markup, escape

NEVER = "Never"


def exact(value: date) -> str:
    """ "21 November 2026 at 07:00"; a date has no hour."""
    clock = f" at {value:%H:%M}" if isinstance(value, datetime) else ""
    return f"{value.day} {value:%B %Y}{clock}"


@lru_cache(maxsize=2048)
def day(value: date | None, today: date | None = None, weekday: bool = False, none_word: str = NEVER) -> Markup:
    """With `today`: "Today", "4 days ago", "Wednesday" (of the coming week), "5 February"; else with its year."""
    return tag(value, _words(value, today, weekday)) if value else _none(none_word)


@lru_cache(maxsize=2048)
def moment(value: datetime | None, today: date | None = None, none_word: str = NEVER) -> Markup:
    """ "Today at 08:52"."""
    return tag(value, f"{_words(value, today)} at {value:%H:%M}") if value else _none(none_word)


@lru_cache(maxsize=2048)
def short(value: date | None, none_word: str = "None") -> Markup:
    """ "21 Nov", for narrow columns."""
    return tag(value, short_words(value)) if value else _none(none_word)


def short_words(value: date) -> str:
    return f"{value.day} {value:%b}"


@lru_cache(maxsize=2048)
def span(first: date, last: date) -> str:
    """ "9 to 30 Jan", "12 Dec to 2 Jan", "12 Dec 2026 to 2 Jan 2027" where the year changes."""
    years = first.year != last.year
    start = f"{first.day}{f' {first:%b}' if years or first.month != last.month else ''}"
    if (last - first).days > 300:
        return f"{start} {first.year} to {last.day} {last:%b %Y}"
    return f"{start} to {last.day} {last:%b}"


def _words(value: date, today: date | None, weekday: bool = False) -> str:
    on = value.date() if isinstance(value, datetime) else value
    now = today.date() if isinstance(today, datetime) else today
    away = (on - now).days if now else None
    if away is not None and -1 <= away <= 1:
        return ("Yesterday", "Today", "Tomorrow")[away + 1]
    if away is not None and -14 < away < 0:
        return f"{-away} days ago"
    if away is not None and 1 < away < 7:
        return f"{on:%A}"
    year = "" if now and on.year == now.year else f" {on.year}"
    return f"{f'{on:%A} ' if weekday else ''}{on.day} {on:%B}{year}"


def tag(value: date, words: str) -> Markup:
    """`words` of one's own for a moment, the exact time on hover."""
    return Markup(f'<time datetime="{value.isoformat()}" title="{exact(value)}">{escape(words)}</time>')


def _none(word: str) -> Markup:
    return Markup(f'<span class="bt-quiet">{escape(word)}</span>')
