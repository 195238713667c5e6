"""The rules of gates that the strategy answers: sections signed in words enough of the client's own; a baseline."""

from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts, Missing, Verdict, gate_rule

# What binary fractions leave behind is no shortfall.
DUST = 1e-9


@gate_rule("sections_signed")
def sections_signed(facts: Facts, params: dict[str, Any], _today: date) -> Verdict:
    """Every section that applies is signed as it stands; the mean of the client's shares reaches `client_share`."""
    required = [row for row in facts["strategy"] if not row["na"]]
    unsigned = [row for row in required if not row["signed_on"]]
    share = sum(row["client_share"] for row in required) / len(required) if required else 0.0
    missing = [Missing(_unsigned(row), "strategy.section", {"id": row["id"]}) for row in unsigned]
    if share + DUST < params["client_share"]:
        missing.append(
            Missing(
                f"{_percent(share)} of the words are the client's; {_percent(params['client_share'])} are asked for",
                "strategy.overview",
                {"id": facts["engagement"]["id"]},
            )
        )
    signed = len(required) - len(unsigned)
    says = f"{signed} of {len(required)} signed, {_percent(share)} in the client's words"
    return Verdict(bool(required) and not missing, says, tuple(missing))


@gate_rule("baseline_measured")
def baseline_measured(facts: Facts, _params: dict[str, Any], _today: date) -> Verdict:
    """There is a measure, and every one that is not retired has a baseline."""
    measures = facts.get("measures", {}).get("measures", [])
    without = [row for row in measures if row["baseline"] is None]
    missing = [Missing(f"{row['name']} has no baseline", "strategy.measure", {"id": row["id"]}) for row in without]
    if not measures:
        place = {"id": facts["engagement"]["id"]}
        return Verdict(False, "Nothing is measured yet", (Missing("Nothing is measured yet", "strategy.goals", place),))
    return Verdict(not missing, f"{len(measures) - len(without)} of {len(measures)} have a baseline", tuple(missing))


def _unsigned(row: dict[str, Any]) -> str:
    if not row["written"]:
        return f"{row['title']} is not written"
    if row["earlier_signed_on"]:
        return f"{row['title']} has a change that is not signed"
    return f"{row['title']} is not signed"


def _percent(share: float) -> str:
    """Cut, never rounded up, so that what falls short does not read as enough."""
    return f"{int(share * 100 + DUST)}%"
