"""How the index moved in a period, and what moved it: pure reckoning on rows that were kept day by day."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from tracker.selfsufficiency.days import MORE_HAPPENED, TIME_PASSED
from tracker.selfsufficiency.display import COLUMNS
from tracker.selfsufficiency.formula import PILLARS

KINDS = {
    "people": "What people did",
    "time": "Time alone: skills and proofs grew older",
    "scope": "Changes of what is required",
    "regression": "Steps back",
}
DUST = 0.05
MOST_CAUSES = 6
# As many points as a small picture can hold.
MOST_POINTS = 60


class Kept(Protocol):
    """The index at the end of one day."""

    day: date
    value: float
    stage: str
    causes: Sequence[Any]


def moved(rows: Sequence[Kept], since: date) -> dict[str, Any]:
    """From rows in the order of their days: how it stood at the start of the period, and what moved it since.

    The start is the end of the day `since`, else the first day kept. `rest` is what no cause was kept for.
    """
    if not rows:
        return {}
    before = [row for row in rows if row.day <= since]
    then, now = (before[-1] if before else rows[0]), rows[-1]
    causes = [cause for row in rows if row.day > then.day for cause in row.causes]
    kinds = dict.fromkeys(KINDS, 0.0)
    for cause in causes:
        kinds[_kind(cause)] += cause[3]
    return {
        "then": then.value,
        "then_on": then.day.isoformat(),
        "then_stage": then.stage,
        "then_pillars": {key: getattr(then, COLUMNS[key]) for key in PILLARS},
        "kinds": [[key, points] for key, points in kinds.items() if abs(points) >= DUST],
        "rest": now.value - then.value - sum(kinds.values()),
        "causes": _foremost(causes),
        "trend": _thinned([[row.day.isoformat(), round(row.value, 2)] for row in rows if row.day >= then.day]),
    }


def _kind(cause: Sequence[Any]) -> str:
    if cause[0] == TIME_PASSED:
        return "time"
    kind = cause[4] if len(cause) > 4 else "people"
    return kind if kind in KINDS else "people"


def _foremost(causes: list[Sequence[Any]]) -> list[list[Any]]:
    """What moved it most, summed by what it was: `[kind, words, points]`."""
    sums: dict[tuple[str, str], float] = {}
    for cause in causes:
        if cause[0] not in {TIME_PASSED, MORE_HAPPENED}:
            noun, _, did = cause[0].replace("_", " ").partition(".")
            key = (_kind(cause), f"{cause[1]}: {noun} {did}")
            sums[key] = sums.get(key, 0.0) + cause[3]
    found = sorted(([kind, words, points] for (kind, words), points in sums.items()), key=lambda row: -abs(row[2]))
    return [row for row in found if abs(row[2]) >= DUST][:MOST_CAUSES]


def _thinned(points: list[Any]) -> list[Any]:
    """At most so many points, the first and the last among them."""
    every = max(1, -(-len(points) // MOST_POINTS))
    return [point for place, point in enumerate(points) if place % every == 0 or place == len(points) - 1]
