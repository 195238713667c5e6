"""The rule by which a gate reads a deliverable."""

from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts, Missing, Verdict, gate_rule

_LACKS = {
    "empty": "nothing is handed in yet",
    "draft": "a draft, not yet before the owner",
    "review": "waits for the owner to accept it",
    "returned": "returned by the owner",
    "changed": "changed since it was accepted",
}


@gate_rule("deliverable_accepted")
def deliverable_accepted(facts: Facts, params: dict[str, Any], _today: date) -> Verdict:
    """The owner accepted the newest version of one deliverable."""
    row = next((row for row in facts.get("deliverables", ()) if row["key"] == params["key"]), None)
    if row is None:
        return Verdict(False, "There is no such deliverable")
    if row["state"] == "accepted":
        return Verdict(True, f"{row['name']}, version {row['accepted_version']}, accepted")
    lack = "changed since it was accepted" if row["accepted_version"] else _LACKS[row["state"]]
    way = Missing(f"{row['name']}: {lack}", "deliverables.show", {"id": row["id"]})
    return Verdict(False, f"{row['name']} is not accepted", (way,))
