"""The numbers of a report in words: one set of sentences for the page, the letter and the PDF.

Pure, so that a report that was sent reads the same on any later day.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.core.drawing.figures import part, whole
from tracker.engagements.words import in_a_row
from tracker.selfsufficiency.forecast_words import words_of

from .movement import KINDS
from .numbers import Numbers

SEVERITY = {"critical": "Critical", "high": "High", "warn": "Warning"}
STILL = 0.5


def in_words(numbers: Numbers) -> dict[str, Any]:
    """What the templates say, as plain text and numbers; empty before anything was reckoned."""
    if not numbers:
        return {}
    moved = numbers["moved"]
    return {
        "answer": numbers["answer"],
        "value": whole(numbers["value"]),
        "exact": numbers["value"],
        "stage": numbers["stage"],
        "stage_number": numbers["stage_number"],
        "change": change_words(numbers["value"], moved),
        "held": numbers["held"],
        "next": numbers["next"],
        "doubts": [f"{word}. {says}" for word, says in numbers.get("doubts", ()) if word],
        "note": " ".join(says for word, says in numbers.get("doubts", ()) if not word),
        "then_on": long_day(moved["then_on"]) if moved else "",
        "today": long_day(numbers["day"]),
        "pillars": [_pillar(row, moved.get("then_pillars", {})) for row in numbers["pillars"]],
        "moved": [[KINDS[kind], points_words(points)] for kind, points in moved.get("kinds", ())] + _rest(moved),
        "causes": [[words, points_words(points)] for _, words, points in moved.get("causes", ())],
        "trend": moved.get("trend", []),
        "trend_points": [
            {"on": date.fromisoformat(day), "value": value} for day, value in moved.get("trend", ())
        ],
        "signed": list(_signed(numbers["signed"])),
        "work": list(_work(numbers["work"], numbers["practice"])) + list(_hours(numbers["hours"])),
        "road": list(_road(numbers["road"])),
        "gate": _gate(numbers["road"]["gate"]),
        "missing": numbers["road"]["gate"].get("missing", []),
        "decisions": [
            [f"{row['code']}: {row['question']}", f"{row['decision']} ({row['by']})"] for row in numbers["decisions"]
        ],
        "flags": [[SEVERITY[row["severity"]], row["title"], _since(row)] for row in numbers["flags"]],
        "risks": [[SEVERITY[row["severity"]], row["title"], _held(row)] for row in numbers["risks"]],
    }


def change_words(value: float, moved: dict[str, Any]) -> str:
    """“up 4 since 1 November 2026”; empty while there is nothing to compare with."""
    if not moved or moved["then_on"] == (moved["trend"][-1][0] if moved["trend"] else ""):
        return ""
    by = int(value) - int(moved["then"])
    since = f"since {long_day(moved['then_on'])}"
    return f"unchanged {since}" if by == 0 else f"{'up' if by > 0 else 'down'} {abs(by)} {since}"


def _pillar(row: list[Any], then: dict[str, float]) -> dict[str, Any]:
    key, name, now, least = row
    before = then.get(key)
    moved = None if before is None else float(part(now)) - float(part(before))  # of what is shown, so that it adds up
    return {
        "key": key,
        "name": name,
        "value": now,
        "least": least,
        "now": part(now),
        "then": "" if before is None else part(before),
        "change": "" if moved is None else "no change" if abs(moved) < 0.005 else f"{_signed_number(moved, 2)}",
    }


def _rest(moved: dict[str, Any]) -> list[list[str]]:
    rest = moved.get("rest", 0.0)
    return [["Not told apart", points_words(rest)]] if abs(rest) >= STILL else []


def _signed(row: dict[str, Any]) -> Iterator[str]:
    for key, words in (
        ("gates", "Gates passed"), ("sections", "Sections of the strategy signed"), ("rules", "Ways of working signed"),
        ("accepted", "Deliverables accepted"), ("owned", "Somebody of yours answers now for"),
        ("runbooks", "Runbooks that worked when somebody else tried them"),
    ):  # fmt: skip
        if row[key]:
            yield f"{words}: {in_a_row(row[key])}."
    if row["rungs"]:
        yield f"On the ladder: {in_a_row([f'{name} on rung {rung} of 4' for name, rung in row['rungs']])}."
    if row["items"]:
        items = "One training item" if row["items"] == 1 else f"{row['items']} training items"
        people = "one person" if row["people"] == 1 else f"{row['people']} people"
        yield f"{items} verified, of {people}."


def _work(row: dict[str, Any], practice: str) -> Iterator[str]:
    if row["share"] is None:
        yield "No work was logged in the last 28 days."
        return
    was = f"; before the period it was {_percent(row['share_then'])}" if row["share_then"] is not None else ""
    yield f"{practice} delivered {_percent(row['share'])} of the work of the last 28 days{was}."
    yield f"Your own hands did {_percent(row['hands_on'] or 0)} of it."


def _hours(row: dict[str, Any]) -> Iterator[str]:
    if row:
        weeks = "the one full week" if row["weeks"] == 1 else f"the {row['weeks']} full weeks"
        used, planned = f"{row['used']:.0f}", f"{row['planned']:.0f}"
        yield f"Your people logged {used} of the {planned} hours kept free in {weeks} of the period."


def _road(row: dict[str, Any]) -> Iterator[str]:
    if row["handed_over_on"]:
        yield f"Handed over on {long_day(row['handed_over_on'])}."
        return
    if row["paused_on"]:
        yield f"Paused since {long_day(row['paused_on'])}: the clocks stand."
    phases = [f"{name}, planned until {long_day(planned)}" for name, planned in row["phases"]]
    if phases:
        yield f"Now in {in_a_row(phases)}."
    if row["steps_left"] is not None:
        yield _steps(row["steps_left"])
    told = row["forecast"]
    yield words_of(told, date.fromisoformat(told["day"]) if told else date.min)
    yield f"The planned handover is {long_day(row['planned_handover'])}."


def _steps(left: int) -> str:
    return "No step is left." if left == 0 else "One step is left." if left == 1 else f"{left} steps are left."


def _gate(gate: dict[str, Any]) -> str:
    if not gate:
        return ""
    missing = gate["of"] - gate["met"]
    said = f"The next gate is {gate['name']}: {gate['met']} of {gate['of']} criteria met"
    return f"{said}. Still missing:" if missing else f"{said}; it waits for the owner alone."


def _since(row: dict[str, Any]) -> str:
    if row["count"] == 1:
        return f"A flag, open since {long_day(row['since'])}."
    return f"{row['count']} flags, the oldest open since {long_day(row['since'])}."


def _held(row: dict[str, Any]) -> str:
    said = f"{row['owner']} owns it" if row["owner"] else "Nobody of yours has accepted to own it"
    return f"{said}. {row['plan']}" if row["plan"] else f"{said}."


def points_words(points: float) -> str:
    return f"{_signed_number(points, 1)} points"


def _signed_number(value: float, digits: int) -> str:
    return f"{value:+.{digits}f}".replace("-", "\N{MINUS SIGN}")


def _percent(value: float) -> str:
    return f"{value * 100:.0f}%"


def long_day(day: date | str) -> str:
    """`21 November 2026`: the year too, since it is read later as well."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{on.day} {on:%B} {on.year}"
