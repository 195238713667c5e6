"""Where an engagement would break: one list across features, for any world in which somebody is gone.

A feature registers a look at its own part of the facts with `@looks_for_weak_spots`. A look is a pure function of a
`World`: the facts, a day, and who is thought away. So the same rules answer three questions: what is weak now, what
breaks if the practice leaves today, and what becomes fragile when one person leaves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from .extension_points import Facts

SEVERITIES = ("critical", "high", "warn")
PRACTICE, CLIENT = "practice", "client"


@dataclass(frozen=True, slots=True)
class World:
    """The facts on a day, with the people in `gone` thought away, and the whole practice where `practice_gone`."""

    facts: Facts
    today: date
    gone: frozenset[str] = frozenset()
    practice_gone: bool = False

    def here(self, person: str | None) -> bool:
        """Is she one of the client's own people who is here?"""
        return self.around(person) and self.facts["people"][person]["side"] == CLIENT

    def around(self, person: str | None) -> bool:
        """Is she here at all, on whichever side?"""
        known = self.facts["people"].get(person) if person and person not in self.gone else None
        return bool(known and known["active"]) and not (self.practice_gone and known["side"] == PRACTICE)

    def name(self, person: str) -> str:
        known = self.facts["people"].get(person)
        return known["name"] if known else "Somebody who left"


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing that would break. `key` stays the same from day to day, so that it can be seen to be mended.

    `mend` says what to do at `endpoint`; `who` may do it: owner, keeper (owner or champion), trainer, anybody.
    `skill` marks what follows from somebody's level: before she leaves, only her trainers may read it beside her name.
    """

    key: str
    severity: str
    title: str
    text: str
    mend: str
    who: str
    endpoint: str
    id: str
    skill: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that was looked at; without spots it would go on. `hands`: how many people carry it, where known."""

    name: str
    spots: tuple[Spot, ...] = ()
    hands: int | None = None


Look = Callable[[World], Iterable[Thing]]
_looks: dict[str, Look] = {}


def looks_for_weak_spots(group: str) -> Callable[[Look], Look]:
    """Register a look; `group` is the heading under which pages show what it finds."""

    def register(look: Look) -> Look:
        _looks[group] = look
        return look

    return register


@dataclass(frozen=True, slots=True)
class Found:
    """What one look found: `spots`, the gravest first; the names of what would go on, and of what few hands carry."""

    group: str
    spots: tuple[Spot, ...]
    fine: tuple[str, ...] = ()
    thin: tuple[str, ...] = ()


def weak_spots(world: World) -> list[Found]:
    """Every look at `world`, in the order in which features stand. Nothing before the facts are known."""
    return [_found(group, look(world)) for group, look in _looks.items()] if world.facts else []


def breaks_without_practice(facts: Facts, today: date) -> list[Found]:
    """What breaks, or would be nobody's, if the practice left today."""
    return weak_spots(World(facts, today, practice_gone=True))


def leaves_with(facts: Facts, person: str, today: date) -> list[Found]:
    """What is weak only because `person` leaves: known from the facts as they are while she still counts."""
    before = {spot.key for found in weak_spots(World(facts, today)) for spot in found.spots}
    after = weak_spots(World(facts, today, frozenset({person})))
    return [
        Found(found.group, spots)
        for found in after
        if (spots := tuple(spot for spot in found.spots if spot.key not in before))
    ]


def keys_now(facts: Facts, today: date) -> set[str]:
    """The keys of everything weak now."""
    return {spot.key for found in weak_spots(World(facts, today)) for spot in found.spots}


def menders(who: str, facts: Facts) -> list[str]:
    """The people who can mend what asks for `who`, as ids; empty where anybody can."""
    owners = [id for id, one in facts["people"].items() if one["role"] == "owner" and one["active"]]
    champions = [one["person"] for one in facts["engagement"]["champions"] if one["accepted"]]
    return {"owner": owners, "keeper": champions or owners, "trainer": facts["engagement"]["consultants"]}.get(who, [])


def _found(group: str, things: Iterable[Thing]) -> Found:
    seen = list(things)
    spots = sorted((spot for thing in seen for spot in thing.spots), key=lambda spot: SEVERITIES.index(spot.severity))
    fine = tuple(thing.name for thing in seen if not thing.spots)
    return Found(group, tuple(spots), fine, tuple(thing.name for thing in seen if thing.hands in (1, 2)))


def counting(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that apply here."""
    return [row for row in rows if not row["na"]]
