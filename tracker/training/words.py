"""Days and moments of a checklist as people say them."""

from datetime import date, datetime, timedelta

from tracker.core import clock


def day_words(day: date, today: date) -> str:
    """`today`, `tomorrow`, `Wednesday` (the coming week), `Friday 4 December`, with the year when it is another."""
    away = (day - today).days
    if away in (0, 1, -1):
        return {0: "today", 1: "tomorrow", -1: "yesterday"}[away]
    if 1 < away < 7:
        return f"{day:%A}"
    return f"{day:%A} {day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")


def due_words(due: date | None, today: date) -> str:
    """`Due Wednesday`, `2 days late`; empty without a due date."""
    if due is None:
        return ""
    late = (today - due).days
    if late > 0:
        return "1 day late" if late == 1 else f"{late} days late"
    return f"Due {day_words(due, today)}"


def moment_words(moment: datetime, today: date) -> str:
    """`today at 08:52` in the workspace's time zone."""
    local = moment.astimezone(clock.zone())
    return f"{day_words(local.date(), today)} at {local:%H:%M}"


def end_of_week(today: date) -> date:
    """The Sunday that ends the week of `today`."""
    return today + timedelta(days=6 - today.weekday())


def long_day(day: date, short: bool = False) -> str:
    """`21 November 2026`, or `21 Nov 2026`: for what is kept on paper."""
    return f"{day.day} {day:%b} {day.year}" if short else f"{day.day} {day:%B} {day.year}"
