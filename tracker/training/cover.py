"""Who can do something alone today: level 3 or above, and not faded to less than a half.

A level is as fresh as the newest day of practice or proof. Up to 90 days it counts in full, after that it halves every
180 days (ρ of the index). Below a half it no longer covers for anybody.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

FRESH_DAYS = 90
HALVING_DAYS = 180
ALONE = 3
COVERS = 0.5

Shown = Mapping[tuple[str, str], str]


def freshness(shown_on: date, today: date) -> float:
    """ρ, 0 to 1."""
    days = (today - shown_on).days
    return 1.0 if days <= FRESH_DAYS else 0.5 ** ((days - FRESH_DAYS) / HALVING_DAYS)


def faded(shown_on: date, today: date) -> bool:
    """ρ < .5: it counts for nobody until it is practised or shown again."""
    return freshness(shown_on, today) < COVERS


def fades_on(shown_on: date, today: date) -> date:
    """The next day on which it loses: the first of fading, or the first on which it covers no more."""
    begins = shown_on + timedelta(days=FRESH_DAYS + 1)
    return begins if begins > today else shown_on + timedelta(days=FRESH_DAYS + HALVING_DAYS + 1)


def shown_on(row: dict[str, Any], held: dict[str, Any], shown: Shown) -> date:
    """The newest day of proof or practice of one person in the competency `row`."""
    return date.fromisoformat(max(held["on"], shown.get((row["key"], held["person"]), "")))


def able_people(row: dict[str, Any], shown: Shown, today: date) -> list[str]:
    """Everybody ever judged who can do it alone today, also those who left."""
    return [
        held["person"]
        for held in row["people"]
        if held["level"] >= ALONE and not faded(shown_on(row, held, shown), today)
    ]
