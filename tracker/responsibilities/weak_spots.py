"""Activities that nobody would answer for, stand in for or do."""

from collections.abc import Iterator
from typing import Any

from tracker.engagements.weak_spots import Spot, Thing, World, counting, looks_for_weak_spots

OWN_HANDS = 3
# How far the client has come on each rung below its own hands, as the reason why the practice is still needed.
LEANING = ("The practice does it alone.", "The practice does it, the client watches.", "They do it together.")


@looks_for_weak_spots("Activities")
def activities(world: World) -> Iterator[Thing]:
    for row in counting(world.facts["activities"]):
        yield Thing(row["name"], tuple(_spots(row, world)))


def _spots(row: dict[str, Any], world: World) -> Iterator[Spot]:
    grave, milder = ("critical", "high") if row["critical"] else ("high", "warn")
    accountable = row["accountable"]
    if accountable is None or not world.here(accountable["person"]):
        yield _spot(row, "unowned", grave, "Nobody answers for it.", "Name somebody who accepts", "owner")
    elif not accountable["accepted_on"]:
        yield _spot(row, "unaccepted", milder, "Whoever was named has not accepted.", "Have it accepted", "owner")
    deputy = row["deputy"]
    if row["critical"] and not (deputy and deputy["accepted_on"] and world.here(deputy["person"])):
        yield _spot(row, "no_deputy", "high", "No deputy has accepted.", "Find a deputy", "owner")
    if world.practice_gone and row["rung"] < OWN_HANDS:
        yield _spot(row, "leaning", milder, LEANING[row["rung"]], "Move it up the ladder", "keeper")
    elif _nobody_does(row["doer"], world):
        yield _spot(row, "no_doer", milder, "Nobody of the client does it.", "Say who does it", "keeper")


def _nobody_does(doer: dict[str, Any], world: World) -> bool:
    if doer["kind"] == "person":
        return not world.around(doer["person"])
    return doer["kind"] == "nobody" or (doer["kind"] == "practice" and world.practice_gone)


def _spot(row: dict[str, Any], what: str, severity: str, text: str, mend: str, who: str) -> Spot:
    key = f"activity:{row['id']}:{what}"
    return Spot(key, severity, row["name"], text, mend, who, "responsibilities.activity", row["id"])
