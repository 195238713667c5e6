"""Whose levels somebody may know: her own, and everybody's in the skills in which she may judge others.

Whoever may not know them reads how well a skill is covered: how many can do it alone, never who.
"""

from dataclasses import dataclass

from tracker.accounts.models import Membership, Role
from tracker.engagements.extension_points import Facts

from .levels import level_needed


@dataclass(frozen=True, slots=True)
class Sight:
    """`me` is a membership, `judges` the keys of the competencies in which she may judge."""

    me: str
    judges: frozenset[str]

    def knows(self, competency: str, person: str) -> bool:
        return person == self.me or competency in self.judges


@dataclass(frozen=True, slots=True)
class Anybody:
    """Whoever opens a paper that everybody of the client may read: she knows nobody's level."""

    id: str = ""
    role: Role = Role.STAFF


def sight_of(facts: Facts, member: Membership | Anybody) -> Sight:
    """The practice judges in every engagement that it may see, a client's people where they are proven. Pure."""
    me, needed = str(member.id), level_needed(member.role)
    if needed is None:
        return Sight(me, frozenset())
    return Sight(me, frozenset(row["key"] for row in facts["competencies"] if _level(row, me) >= needed))


def _level(row: dict, person: str) -> int:
    return next((held["level"] for held in row["people"] if held["person"] == person), 0)
