"""The rule of gates that flags can answer, and what people speak of them by."""

from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts, Missing, Verdict, gate_rule
from tracker.engagements.subjects import speaks_of

from .models import Flag
from .sighting import Severity

speaks_of(Flag, "flag", "selfsufficiency.flag")


@gate_rule("no_open_critical_flags")
def no_open_critical_flags(facts: Facts, _params: dict[str, Any], _today: date) -> Verdict:
    """Seen or put off, a critical flag is open until it is gone or the owner has resolved it."""
    found = [row for row in facts["flags"]["standing"] if row["severity"] == Severity.CRITICAL and not row["resolved"]]
    if not found:
        return Verdict(True, "None is open")
    says = "One is open" if len(found) == 1 else f"{len(found)} are open"
    return Verdict(False, says, tuple(_way(row) for row in found))


def _way(row: dict[str, Any]) -> Missing:
    named = f"{row['title']}: {row['name']}" if row["subject"] else row["title"]
    return Missing(f"The flag “{named}” is open", "selfsufficiency.flag", {"id": row["id"]})
