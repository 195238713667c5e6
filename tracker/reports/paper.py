"""A report as a PDF."""

from datetime import date
from typing import Any

from tracker.core.pdf import typeset
from tracker.core.prose import tree

from .showing import in_words, long_day


def paper_of(
    *, title: str, since: date, until: date, parts: list[dict[str, Any]], numbers: dict[str, Any], client: str,
    practice: str, by: str,
) -> bytes:  # fmt: skip
    """The PDF of what a reader gets. The same words and numbers give the same bytes."""
    data = {
        "title": title,
        "period": period_words(since, until),
        "client": client,
        "practice": practice,
        "by": by,
        "shown": _plain(in_words(numbers)),
        "parts": [{**part, "text": tree(part["text"])} for part in parts],
    }
    return typeset("status_report", data, on=until)


def _plain(shown: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in shown.items() if key != "trend_points"}


def period_words(since: date, until: date) -> str:
    return f"{long_day(since)} to {long_day(until)}"
