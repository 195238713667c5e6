"""People by competencies. Levels are for the person and her trainers; everybody else sees how well each is covered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.engagements.extension_points import Facts

from .cover import ALONE, Shown, faded, fades_on, freshness, shown_on
from .levels import LEVELS
from .models.competency import METHODS
from .proofs import last_shown
from .sight import Anybody, Sight, sight_of

# More columns than this are not taken in at once, on no screen.
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Held:
    """One person's level: who judged it how and when, when it was last practised or shown, and what it has lost.

    `fading` after 90 days without either; `faded` once it counts for less than half (ρ < .5) and covers for nobody.
    `loses_on` is the next day on which it loses, None once it has faded.
    """

    person: str
    level: int
    on: date
    assessor: str
    how: str
    shown_on: date
    days: int
    fading: bool
    faded: bool
    loses_on: date | None

    @property
    def word(self) -> str:
        return LEVELS[self.level]


@dataclass(frozen=True, slots=True)
class SkillRow:
    """`able`: active people at level 3 or above; `fresh`: those of them whose skill is not fading; `lost`: those of
    them whose skill has faded too far to cover."""

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
    lost: int
    open_to_me: bool

    @property
    def coverage(self) -> str:
        """“2 of 3 people independent, 1 fading”."""
        if not self.assessed:
            return "Nobody assessed yet"
        people = {0: "Nobody", 1: "One person"}.get(self.able, f"{self.able} people")
        said = f"{people} independent"
        return said + (f", {self.able - self.fresh} fading" if self.able > self.fresh else "")

    @property
    def of(self) -> str:
        return f"of {self.assessed} assessed" if self.assessed else ""

    @property
    def risk(self) -> str:
        """What the coverage means for the client, in a word; empty where all is well."""
        covering = self.able - self.lost
        if not self.critical or covering > 1:
            return ""
        return "One-person risk" if covering == 1 else "Nobody can"


@dataclass(frozen=True, slots=True)
class Matrix:
    """`people` (id, name) have a column because at least one of their levels may be seen: a page of them.

    `of` how many there are in all; `first` the place of the first, from 1; `before` and `after` where the pages beside
    this one start, None at the ends.
    """

    people: list[tuple[str, str]]
    rows: list[SkillRow]
    of: int
    first: int
    before: int | None
    after: int | None


def matrix_of(facts: Facts, member: Membership | Anybody, start: int = 0, size: int = MOST_COLUMNS) -> Matrix:
    """A page of people from the place `start`, by name. Pure but for the date: reads nothing but `facts`."""
    own = own_people_of(facts)
    shown, today, sight = last_shown(facts), clock.today(), sight_of(facts, member)
    rows = [_row(row, own, facts, shown, sight, today) for row in facts["competencies"]]
    seen = {person for row in rows for person in row.held}
    columns = [(id, name) for id, name in own.items() if id in seen]
    start = min(max(start, 0), max(len(columns) - 1, 0)) // size * size
    return Matrix(
        people=columns[start : start + size], rows=rows, of=len(columns), first=start + 1,
        before=start - size if start else None, after=start + size if start + size < len(columns) else None,
    )  # fmt: skip


def own_people_of(facts: Facts) -> dict[str, str]:
    """The client's own active people: id and name, by name."""
    people = [
        (person["name"], id)
        for id, person in facts["people"].items()
        if person["active"] and person["side"] == "client"
    ]
    return {id: name for name, id in sorted(people)}


def _row(
    row: dict[str, Any], own: Mapping[str, str], facts: Facts, shown: Shown, sight: Sight, today: date
) -> SkillRow:
    held = {one["person"]: _held(row, one, facts, shown, today) for one in row["people"] if one["person"] in own}
    able = [one for one in held.values() if one.level >= ALONE]
    return SkillRow(
        id=row["id"], key=row["key"], name=row["name"], description=row.get("description", ""),
        critical=row["critical"], leader=row["leader"], target=row["target"],
        held={person: one for person, one in held.items() if sight.knows(row["key"], person)},
        assessed=len(held), able=len(able), fresh=sum(1 for one in able if not one.fading),
        lost=sum(1 for one in able if one.faded), open_to_me=row["key"] in sight.judges,
    )  # fmt: skip


def _held(row: dict[str, Any], held: dict[str, Any], facts: Facts, shown: Shown, today: date) -> Held:
    newest = shown_on(row, held, shown)
    assessor = facts["people"].get(held["assessor"])
    gone = held["level"] > 0 and faded(newest, today)
    return Held(
        person=held["person"], level=held["level"], on=date.fromisoformat(held["on"]),
        assessor=assessor["name"] if assessor else "Somebody who left", how=METHODS.get(held.get("method", ""), ""),
        shown_on=newest, days=(today - newest).days, faded=gone,
        fading=held["level"] > 0 and freshness(newest, today) < 1,
        loses_on=None if gone or not held["level"] else fades_on(newest, today),
    )  # fmt: skip
