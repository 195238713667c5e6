"""The provider scorecard: four conditions and eight marks by at least two people. Pure.

A result out of 100 stands only where every condition holds and two people or more have scored; where they disagree,
that is shown, not averaged away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CONDITIONS = {
    "accounts": "We own the accounts and the content",
    "exit": "Exit terms say how knowledge comes back",
    "interests": "Interests are disclosed",
    "liaison": "A liaison is agreed",
}
# What is marked 0 to 5, and how much of the 100 it is.
MARKS = {
    "learning": ("Learns our business", 15),
    "people": ("Named, regular people close to us", 15),
    "cover": ("Covers the hours in which we must answer", 15),
    "evidence": ("Shows evidence and references", 15),
    "open": ("Says openly who wrote what, and reports", 10),
    "brand": ("Judges our brand well", 10),
    "teaching": ("Willing to teach and hand back", 10),
    "cost": ("Clear about cost", 10),
}
TOP_MARK = 5
FEWEST_SCORERS = 2
# Marks this far apart are talked over before they are averaged.
DISAGREEMENT = 2


@dataclass(frozen=True, slots=True)
class Card:
    """What one person says: `holds` by condition, `marks` 0 to 5 by name."""

    scorer: str
    holds: Mapping[str, bool]
    marks: Mapping[str, int]

    @property
    def total(self) -> float:
        """Out of 100, as this person alone sees it."""
        return sum(weight * self.marks[name] / TOP_MARK for name, (_, weight) in MARKS.items())


@dataclass(frozen=True, slots=True)
class Result:
    """`total` out of 100 is None until it stands; `failed` are the conditions that somebody says do not hold."""

    total: float | None
    scorers: int
    failed: tuple[str, ...]
    apart: tuple[str, ...]

    @property
    def enough(self) -> bool:
        return self.scorers >= FEWEST_SCORERS


def combine(cards: Sequence[Card]) -> Result:
    """One result of the cards of different people."""
    failed = tuple(name for name in CONDITIONS if any(not card.holds[name] for card in cards))
    apart = tuple(name for name in MARKS if _spread(cards, name) >= DISAGREEMENT)
    stands = len(cards) >= FEWEST_SCORERS and not failed
    total = sum(card.total for card in cards) / len(cards) if stands else None
    return Result(total, len(cards), failed, apart)


def _spread(cards: Sequence[Card], name: str) -> int:
    marks = [card.marks[name] for card in cards]
    return max(marks) - min(marks) if marks else 0
