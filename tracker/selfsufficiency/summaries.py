"""What the homes show beside the number, in short: the next gate, what waits for whom, the practice's share."""

from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts
from tracker.engagements.gates import Judged, judge, open_criteria
from tracker.worklog.shares import practice_share_of

__all__ = ["checks_that_wait", "next_gate", "practice_share", "what_waits"]

MOST_MISSING = 20
OPEN_STATES = {"planned", "active", "gate_review", "reopened"}


def next_gate(facts: Facts, today: date) -> dict[str, Any]:
    """The first gate not passed, with what is missing; empty when all are."""
    for phase in facts["gates"]:
        if phase["state"] in OPEN_STATES:
            judged = judge(phase, facts, today)
            unmet = open_criteria(judged)
            return {
                "phase": phase["id"],
                "kind": phase["kind"],
                "name": phase["name"],
                "position": phase["position"],
                "review": phase["state"] == "gate_review",
                "signer": _owner(facts),
                "met": len(judged) - len(unmet),
                "of": len(judged),
                "missing": [_missing(one) for one in unmet[:MOST_MISSING]],
            }
    return {}


def _missing(one: Judged) -> dict[str, Any]:
    """A criterion not met, how it stands, and the first page where it is mended."""
    way = one.missing[0] if one.missing else None
    return {
        "criterion": one.id,
        "text": one.text,
        "state": one.state,
        "detail": one.says,
        "endpoint": way.endpoint if way else None,
        "values": way.values if way else {},
    }


def _owner(facts: Facts) -> str:
    owners = [who for who in facts["people"].values() if who["role"] == "owner" and who["active"]]
    return owners[0]["name"].split()[0] if owners else ""


def practice_share(facts: Facts, today: date) -> float | None:
    """The practice's share of what was delivered in the 28 days up to `today`, 0 to 1; None when nothing was."""
    return practice_share_of(facts["work"], today)


def what_waits(facts: Facts) -> dict[str, Any]:
    """How much waits for whom, and since when (ISO days)."""
    asked = [row["asked_on"] for row in facts["strategy"] if row["asked_on"] and not row["signed_on"] and not row["na"]]
    activities = [row for row in facts["activities"] if not row["na"]]
    named = [
        row[post]["named_on"]
        for row in activities
        for post in ("accountable", "deputy")
        if row[post] and not row[post]["accepted_on"]
    ]
    running = facts["engagement"]["state"] == "active"
    return {
        "signatures": len(asked),
        "signature_since": min(asked, default=None),
        **checks_that_wait(facts),
        "acceptances": len(named),
        "acceptance_since": min(named, default=None),
        "proposals": sum(row["proposed"] for row in activities),
        "gate_review": next((phase["name"] for phase in facts["gates"] if phase["state"] == "gate_review"), None),
        "nobody_critical": sum(row["critical"] and row["accountable"] is None for row in activities) if running else 0,
    }


def checks_that_wait(facts: Facts) -> dict[str, Any]:
    """The part of `what_waits` that ticks alone change."""
    people = facts["people"]
    ticked = [day for _number, who, day in facts["items"]["waiting"] if people.get(who, {"active": True})["active"]]
    return {"verifications": len(ticked), "verification_since": min(ticked, default=None)}


def gravity(waiting: dict[str, Any]) -> int:
    """One number to sort by: what is gravest first, more of the same before less."""
    counts = [
        waiting["nobody_critical"], bool(waiting["gate_review"]), waiting["signatures"], waiting["verifications"],
        waiting["acceptances"] + waiting["proposals"],
    ]  # fmt: skip
    total = 0
    for count in counts:
        total = total * 50 + min(int(count), 49)
    return total
