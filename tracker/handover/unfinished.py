"""What was taken over unfinished: the exceptions of the gate, and what the owner added to them when he accepted."""

from datetime import date
from typing import Any

from tracker.engagements.exceptions import Owed, owed
from tracker.engagements.extension_points import Facts
from tracker.engagements.gates import name_of


def unfinished(facts: Facts, today: date) -> list[Owed]:
    """What is late or open first, by day; what stands at the gate and in the acceptance counts once. Pure."""
    at_the_gate = owed(facts, today)
    texts = {one.text for one in at_the_gate}
    rows = (facts.get("acceptance") or {}).get("exceptions", [])
    added = [_added(row, facts, today) for row in rows if row["text"] not in texts]
    return sorted([*at_the_gate, *added], key=lambda one: (not one.open, one.due, one.text))


def _added(row: dict[str, Any], facts: Facts, today: date) -> Owed:
    due, closed, who = date.fromisoformat(row["due"]), row["closed_on"], facts["people"].get(row["answers"])
    state = "closed" if closed else "late" if due < today else "open"
    return Owed(
        row["id"], "", row["text"], row["answers"], name_of(row["answers"], facts), bool(who and who["active"]), due,
        state, "", row.get("how", ""), "", date.fromisoformat(closed) if closed else None,
    )  # fmt: skip
