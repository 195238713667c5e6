"""People by competencies. Levels are for the person and her trainers; everybody else sees how well each is covered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.engagements.extension_points import Facts

from .levels import LEVELS, level_needed
from .proofs import last_shown
from .skills import fading

QUALIFIED = 3


@dataclass(frozen=True, slots=True)
class Held:
    """One person's level; `fading` when neither practice nor proof is newer than 90 days."""

    level: int
    on: date
    shown_on: date
    fading: bool

    @property
    def word(self) -> str:
        return LEVELS[self.level]


@dataclass(frozen=True, slots=True)
class SkillRow:
    """`able`: active people at level 3 or above; `fresh`: those of them whose skill is not fading."""

    id: str
    key: str
    name: str
    description: str
    critical: bool
    leader: bool
    target: int
    held: Mapping[str, Held]
    assessed: int
    able: int
    fresh: int
    open_to_me: bool

    @property
    def coverage(self) -> str:
        if not self.assessed:
            return "Nobody assessed yet"
        people = {0: "Nobody", 1: "One person"}.get(self.able, f"{self.able} people")
        return f"{people} independent" + (f", {self.able - self.fresh} fading" if self.able > self.fresh else "")

    @property
    def risk(self) -> str:
        """What the coverage means for the client, in a word; empty where all is well."""
        if not self.critical or self.able > 1:
            return ""
        return "One-person risk" if self.able == 1 else "Nobody can"


@dataclass(frozen=True, slots=True)
class Matrix:
    """`people` (id, name) have a column because at least one of their levels may be seen."""

    people: list[tuple[str, str]]
    rows: list[SkillRow]


def matrix_of(facts: Facts, member: Membership) -> Matrix:
    """Pure but for the date: reads nothing but `facts`."""
    own = own_people_of(facts)
    shown, today = last_shown(facts), clock.today()
    rows = [_row(row, own, shown, member, today) for row in facts["competencies"]]
    seen = {person for row in rows for person in row.held}
    return Matrix([(id, name) for id, name in own.items() if id in seen], rows)


def own_people_of(facts: Facts) -> dict[str, str]:
    """The client's own active people: id and name, by name."""
    people = [
        (person["name"], id)
        for id, person in facts["people"].items()
        if person["active"] and person["side"] == "client"
    ]
    return {id: name for name, id in sorted(people)}


def _row(
    row: dict[str, Any], own: Mapping[str, str], shown: Mapping[tuple[str, str], str], member: Membership, today: date
) -> SkillRow:
    levels = {held["person"]: _held(row["key"], held, shown, today) for held in row["people"] if held["person"] in own}
    me = str(member.id)
    trainer = _trains(member, levels.get(me))
    able = [held for held in levels.values() if held.level >= QUALIFIED]
    return SkillRow(
        id=row["id"], key=row["key"], name=row["name"], description=row.get("description", ""),
        critical=row["critical"], leader=row["leader"], target=row["target"],
        held={person: held for person, held in levels.items() if trainer or person == me},
        assessed=len(levels), able=len(able), fresh=sum(1 for held in able if not held.fading), open_to_me=trainer,
    )  # fmt: skip


def _trains(member: Membership, held: Held | None) -> bool:
    needed = level_needed(member.role)
    return needed is not None and (held.level if held else 0) >= needed


def _held(key: str, held: dict[str, Any], shown: Mapping[tuple[str, str], str], today: date) -> Held:
    newest = date.fromisoformat(max(held["on"], shown.get((key, held["person"]), "")))
    return Held(held["level"], date.fromisoformat(held["on"]), newest, held["level"] > 0 and fading(newest, today))
