"""The sourcing register: every activity with what the aid said, what was decided, and how that stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts
from tracker.responsibilities.rules import CHOICES


@dataclass(frozen=True, slots=True)
class Entry:
    """`state` is empty, draft, signed, review or superseded; `decision` the id of the one that was put forward last."""

    activity: str
    name: str
    critical: bool
    decision: str | None
    recommended: str
    choice: str
    overruled: bool
    outside: str
    state: str
    review_on: date | None
    ends_on: date | None


STATES = {
    "empty": "Not decided",
    "by_hand": "Decided without the aid",
    "draft": "Waits for the owner",
    "signed": "Signed",
    "review": "Review due",
    "superseded": "A later rule stands",
}


def register(facts: Facts, practice: str, today: date) -> list[Entry]:
    """In the order of the activities; those set aside are left out. Pure."""
    decided = facts.get("sourcing", {})
    return [_entry(row, decided.get(row["id"]), practice, today) for row in facts["activities"] if not row["na"]]


def _entry(activity: dict[str, Any], decision: dict[str, Any] | None, practice: str, today: date) -> Entry:
    named = {"activity": activity["id"], "name": activity["name"], "critical": activity["critical"]}
    if decision is None:
        rule = activity["rule"] or {"signed_on": None}
        choice = CHOICES[rule["choice"]] if rule["signed_on"] else ""
        return Entry(**named, decision=None, recommended="", choice=choice, overruled=False, outside="",
                     state="by_hand" if choice else "empty", review_on=None, ends_on=None)  # fmt: skip
    return Entry(
        **named, decision=decision["id"], recommended=CHOICES[decision["recommendation"]],
        choice=CHOICES[decision["choice"]], overruled=decision["choice"] != decision["recommendation"],
        outside=practice if decision["by_practice"] else decision["provider"] or "",
        state=state_of(activity, decision, today), review_on=date.fromisoformat(decision["review_on"]),
        ends_on=date.fromisoformat(decision["ends_on"]) if decision["ends_on"] else None,
    )  # fmt: skip


def state_of(activity: dict[str, Any], decision: dict[str, Any], today: date) -> str:
    """How the decision stands, by the rule of the activity that stands now."""
    rule = activity["rule"]
    if rule is None or rule["id"] != decision["rule"]:
        return "superseded"
    if not rule["signed_on"]:
        return "draft"
    return "review" if decision["review_on"] <= today.isoformat() else "signed"
