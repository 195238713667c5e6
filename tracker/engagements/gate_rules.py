"""The rules of gates that engagements can answer: the charter is signed, a champion has accepted."""

from datetime import date
from typing import Any

from .extension_points import Facts, Missing, Verdict, gate_rule


@gate_rule("charter_signed")
def charter_signed(facts: Facts, _params: dict[str, Any], _today: date) -> Verdict:
    signed_on = facts["engagement"]["charter_signed_on"]
    if signed_on:
        day = date.fromisoformat(signed_on)
        return Verdict(True, f"Signed on {day.day} {day:%B %Y}")
    way = Missing("The owner has not signed the charter", "engagements.charter", _here(facts))
    return Verdict(False, "Not signed yet", (way,))


@gate_rule("champion_named")
def champion_named(facts: Facts, _params: dict[str, Any], _today: date) -> Verdict:
    """A champion counts once she accepted, and while she is there."""
    people = facts["people"]
    named = [one for one in facts["engagement"]["champions"] if people.get(one["person"], {}).get("active")]
    accepted = [people[one["person"]]["name"] for one in named if one["accepted"]]
    if accepted:
        return Verdict(True, f"{' and '.join(accepted)} accepted")
    if named:
        name = people[named[0]["person"]]["name"]
        way = Missing(f"{name} has not accepted yet", "engagements.team", _here(facts))
        return Verdict(False, f"{name} is asked", (way,))
    return Verdict(False, "Nobody is named", (Missing("Nobody is named champion", "engagements.team", _here(facts)),))


def _here(facts: Facts) -> dict[str, str]:
    return {"id": facts["engagement"]["id"]}
