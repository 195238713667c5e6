"""What set a flag off, as one person may read it: where a proof speaks of a skill, no name that she may not know."""

from dataclasses import dataclass
from datetime import date

from tracker.engagements.extension_points import Facts
from tracker.engagements.links import link
from tracker.training.sight import Sight

from .models import Flag

# The subject of these kinds is the key of a competency.
OF_SKILL = {"one-person", "skill-fading"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A proof: what was seen, when, the name of whom it is about (if anybody), and the page that shows it."""

    what: str
    on: date | None
    person: str
    href: str | None


def proofs_of(flag: Flag, facts: Facts, sight: Sight) -> list[Shown]:
    """Pure, but for the addresses."""
    return [
        Shown(
            row["what"], date.fromisoformat(row["on"]) if row["on"] else None, _name(flag, row["person"], facts, sight),
            link(row["endpoint"], **row["values"]) if row["endpoint"] else None,
        )
        for row in flag.proofs
    ]  # fmt: skip


def _name(flag: Flag, person: str | None, facts: Facts, sight: Sight) -> str:
    if person is None or (flag.kind in OF_SKILL and not sight.knows(flag.subject, person)):
        return ""
    return str(facts["people"].get(person, {}).get("name", "Somebody who left"))
