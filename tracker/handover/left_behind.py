"""What an engagement leaves to its client, and what of it is open, read from the facts by the rules of the gates."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts, Missing, gate_rules

MOST_OPEN = 8
# What people call it, where it is seen to, and the rule that tells how far it came.
PARTS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("The strategy", "strategy.overview", "sections_signed", {"client_share": 0.5}),
    ("Who answers for it", "responsibilities.ladder", "appointments_accepted",
     {"accountable": "all", "deputy": "critical"}),
    ("The work itself", "responsibilities.ladder", "rungs_at_least", {"rung": 4, "activities": "all"}),
    ("The keys", "toolkit.register", "accounts_client_controlled", {}),
    ("How it is done", "toolkit.runbooks", "runbooks_tested", {"activities": "critical"}),
    ("What people can do", "training.overview", "items_verified", {"share": 1.0}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """`says` how far it came; `open` what is missing of it, `more` how much besides."""

    name: str
    endpoint: str
    done: bool
    says: str
    open: tuple[Missing, ...]
    more: int


def left_behind(facts: Facts, today: date) -> list[Part]:
    found = []
    for name, endpoint, rule, params in PARTS:
        verdict = gate_rules[rule](facts, params, today)
        rest = verdict.missing
        found.append(Part(name, endpoint, verdict.met, verdict.says, rest[:MOST_OPEN], max(0, len(rest) - MOST_OPEN)))
    return found
