"""How many people could leave before something critical stops, and who is nearest to being one more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts
from tracker.engagements.weak_spots import World, counting

from .cover import ALONE, Shown, able_people, faded, shown_on
from .levels import LEVELS
from .proofs import last_shown
from .sight import Sight


@dataclass(frozen=True, slots=True)
class Carried:
    """Something critical and the people who carry it. `hands` counts them: when as many leave, it stops.

    `nearest` names who is closest to being one more and how far she is, only where the reader may know it.
    """

    kind: str
    id: str
    name: str
    hands: int
    nearest: str

    @property
    def words(self) -> str:
        if self.hands == 0:
            return "Nobody carries it"
        if self.hands == 1:
            return "Stops when one person leaves"
        return f"Stops when {self.hands} people leave"


def bus_factor(facts: Facts, sight: Sight, today: date) -> list[Carried]:
    """Critical skills and critical activities, those that the fewest carry first. Pure."""
    if not facts:
        return []
    world, shown = World(facts, today), last_shown(facts)
    skills = {row["key"]: row for row in facts["competencies"]}
    able = {key: {one for one in able_people(row, shown, today) if world.here(one)} for key, row in skills.items()}
    found = [
        Carried("skill", row["id"], row["name"], len(able[key]), _nearest(row, able[key], world, shown, sight))
        for key, row in skills.items()
        if row["critical"] and not row["leader"]
    ]
    found += [
        Carried("activity", row["id"], row["name"], len(_carriers(row, able)), "")
        for row in counting(facts["activities"])
        if row["critical"]
    ]
    return sorted(found, key=lambda one: one.hands)


def _carriers(activity: dict[str, Any], able: Mapping[str, set[str]]) -> set[str]:
    """Whoever is independent in everything that the activity asks for."""
    needed = [able[key] for key in activity["competencies"] if key in able]
    return set.intersection(*needed) if needed else set()


def _nearest(row: dict[str, Any], able: set[str], world: World, shown: Shown, sight: Sight) -> str:
    """The highest level first, of two the one who showed it last; empty where two can already, or none is known."""
    if len(able) > 1:
        return ""
    others = [
        held for held in row["people"]
        if held["person"] not in able and held["level"] > 0 and world.here(held["person"])
        and sight.knows(row["key"], held["person"])
    ]  # fmt: skip
    if not others:
        return ""
    best = max(others, key=lambda held: (held["level"], shown_on(row, held, shown)))
    name = world.name(best["person"]).split()[0]
    if best["level"] >= ALONE and faded(shown_on(row, best, shown), world.today):
        return f"{name} could, and has only to show it again"
    return f"{name} is nearest: {LEVELS[best['level']].lower()}"
