"""What the homes show beside the number, in short: the next gate, what waits for whom, the practice's share."""

from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts
from tracker.engagements.gates import judge
from tracker.worklog.shares import practice_share_of

__all__ = ["next_gate", "practice_share", "what_waits"]

MOST_MISSING = 20
OPEN_STATES = {"planned", "active", "gate_review", "reopened"}


def next_gate(facts: Facts, today: date) -> dict[str, Any]:
    """The first gate not passed, with what is missing; empty when all are."""
    for phase in facts["gates"]:
        if phase["state"] in OPEN_STATES:
            judged = judge(phase, facts, today)
            unmet = [one for one in judged if not one.met]
            return {
                "phase": phase["id"],
                "kind": phase["kind"],
                "name": phase["name"],
                "position": phase["position"],
                "review": phase["state"] == "gate_review",
                "met": len(judged) - len(unmet),
                "of": len(judged),
                "missing": [{"criterion": one.id, "text": one.text, "says": one.says} for one in unmet][:MOST_MISSING],
            }
    return {}


def practice_share(facts: Facts, today: date) -> float | None:
    """The practice's share of what was delivered in the 28 days up to `today`, 0 to 1; None when nothing was."""
    return practice_share_of(facts["work"], today)


def what_waits(facts: Facts) -> dict[str, Any]:
    """How much waits for whom, and since when (ISO days)."""
    asked = [row["asked_on"] for row in facts["strategy"] if row["asked_on"] and not row["signed_on"] and not row["na"]]
    ticked = [day for _number, _person, day in facts["items"]["waiting"]]
    named = [
        row[post]["named_on"]
        for row in facts["activities"]
        for post in ("accountable", "deputy")
        if row[post] and not row[post]["accepted_on"]
    ]
    return {
        "signatures": len(asked),
        "signature_since": min(asked, default=None),
        "verifications": len(ticked),
        "verification_since": min(ticked, default=None),
        "acceptances": len(named),
        "acceptance_since": min(named, default=None),
        "proposals": sum(row["proposed"] for row in facts["activities"]),
        "nobody_accountable": sum(1 for row in facts["activities"] if row["accountable"] is None and not row["na"]),
    }
