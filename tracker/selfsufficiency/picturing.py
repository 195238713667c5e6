"""What the pictures of one engagement are drawn from: stored days and facts in, what the drawings want out. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tracker.core.drawing.hands import MOST, Weeks
from tracker.core.drawing.responsibility import Charge, Hand
from tracker.engagements.extension_points import Facts

from .formula import PILLARS
from .words import AGED, LEFT_BEHIND

SPAN = timedelta(days=28)
# A movement is marked on the line from so many points on; of each kind only the largest.
NOTABLE, MOST_MARKS = 0.5, 6
COLUMNS = {"S": "strategy", "T": "tools", "R": "responsibility", "P": "practice", "Z": "resilience"}

Cause = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Told:
    """Something that the line of the index marks on its day; without `kind` a milestone."""

    on: date
    text: str
    sub: str = ""
    kind: str = ""


def told(facts: Facts, days: Iterable[tuple[date, Iterable[Cause]]]) -> list[Told]:
    """Gates that were closed, and what moved the index without being progress: by day, with its points."""
    return sorted([*milestones(facts), *_marks(days)], key=lambda one: one.on)


def milestones(facts: Facts) -> list[Told]:
    return [
        Told(date.fromisoformat(phase["closed_on"]), f"{phase['name']} gate {phase['state']}")
        for phase in facts["gates"]
        if phase["closed_on"] and phase["state"] in {"passed", "waived"}
    ]


def _marks(days: Iterable[tuple[date, Iterable[Cause]]]) -> list[Told]:
    """Scope and regressions on their days; what time took, summed over four weeks, on the last day of them."""
    moved: dict[tuple[str, date], tuple[float, str]] = {}
    first = newest = date.min
    for day, causes in days:
        first, newest = (day if first == date.min else first), day
        for verb, subject, _, points, kind, *_ in causes:
            on = first + SPAN * ((day - first) // SPAN) + SPAN - timedelta(days=1) if kind == "time" else day
            sum_so_far, words = moved.get((kind, on), (0.0, ""))
            words = words or (_words(verb, subject) if points else "")
            moved[kind, on] = sum_so_far + points, words
    found = []
    for kind in ("scope", "regression", "time"):
        sums = [(on, points, words) for (one, on), (points, words) in moved.items() if one == kind]
        large = sorted((row for row in sums if abs(row[1]) >= NOTABLE), key=lambda row: -abs(row[1]))[:MOST_MARKS]
        for on, points, words in large:
            said = words if kind != "time" else LEFT_BEHIND if points > 0 else AGED
            found.append(Told(min(on, newest), f"{said} ({points:+.1f})", kind=kind))
    return found


def _words(verb: str, subject: str) -> str:
    noun, _, did = verb.replace("_", " ").partition(".")
    return f"{subject}: {noun} {did}" if subject else "More on the same day"


def days_asked(today: date) -> list[date]:
    """The last days of the four weeks that the picture of hands shows, the oldest first."""
    return [today - SPAN * n for n in range(MOST - 1, -1, -1)]


def hands_in(delivered: Mapping[date, Mapping[str, float]], today: date) -> list[Weeks]:
    """Four weeks each, from the first of which anything is stored."""
    known = [day for day in days_asked(today) if day in delivered]
    shown = [day for day in days_asked(today) if known and day >= known[0]]
    return [Weeks(day - SPAN + timedelta(days=1), day, delivered.get(day) or {}) for day in shown]


def pillars_in(start: Any, now: Any) -> list[tuple[str, float, float]]:
    """Name, value at the start and value now, of two rows that hold the five pillars."""
    return [(name, getattr(start, COLUMNS[key]), getattr(now, COLUMNS[key])) for key, name in PILLARS.items()]


def charges_in(facts: Facts, practice: str) -> list[Charge]:
    """Who holds each activity that applies, in the order of the playbook."""
    people, sourcing = facts["people"], facts.get("sourcing") or {}
    return [_charge(row, people, sourcing.get(row["id"]), practice) for row in facts["activities"] if not row["na"]]


def _charge(row: dict[str, Any], people: Mapping[str, Any], decision: dict[str, Any] | None, practice: str) -> Charge:
    accountable, deputy = (_post(row[post], people) for post in ("accountable", "deputy"))
    doer, kind = row["doer"], row["doer"]["kind"]
    does = supplies = None
    if kind == "person" and doer["person"] in people:
        does = Hand(people[doer["person"]]["name"])
    elif kind == "practice":
        does = Hand(practice, practice=True)
    elif kind == "provider":  # the practice stays the practice, also where it is contracted as a provider
        ours = bool(decision and decision["by_practice"])
        supplies = Hand(practice if ours else doer["provider_name"], practice=ours)
    return Charge(row["name"], row["critical"], accountable, deputy, does, supplies)


def _post(post: dict[str, Any] | None, people: Mapping[str, Any]) -> Hand | None:
    if post is None or not people.get(post["person"], {}).get("active"):
        return None
    return Hand(people[post["person"]]["name"], asked=not post["accepted_on"])
