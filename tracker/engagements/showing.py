"""What pages show of gates and criteria: names instead of ids, addresses instead of endpoints, days instead of text."""

from datetime import date
from typing import Any
from uuid import UUID

from .extension_points import Facts, Missing, gate_warnings
from .gates import Judged, gate_in, judge, name_of, open_criteria
from .links import link
from .models import ExitCriterion
from .words import number_word

Shown = dict[str, Any]


def shown_gates(facts: Facts, today: date) -> list[Shown]:
    """All four gates, in order."""
    return [_gate(gate, facts, today) for gate in facts["gates"]]


def shown_gate(phase_id: UUID, facts: Facts, today: date) -> Shown:
    return _gate(gate_in(facts, str(phase_id)), facts, today)


def shown_criterion(criterion: ExitCriterion, facts: Facts, today: date) -> Shown:
    gate = gate_in(facts, str(criterion.phase_id))
    return next(_criterion(one, facts) for one in judge(gate, facts, today) if one.id == str(criterion.id))


def _gate(gate: dict[str, Any], facts: Facts, today: date) -> Shown:
    judged = judge(gate, facts, today)
    missing = len(open_criteria(judged))
    return {
        **gate,
        "closed": gate["state"] in {"passed", "waived"},
        "closed_on": _date(gate["closed_on"]),
        "planned_end": _date(gate["planned_end"]),
        "criteria": [_criterion(one, facts) for one in judged],
        "of": len(judged),
        "missing": missing,
        "answer": _answer(missing),
        "slipped": slipped(gate, judged),
        "warnings": [_way(said) for warns in gate_warnings if (said := warns(facts, gate, today))],
        "turn": all(one["state"] in {"passed", "waived"} for one in facts["gates"][: gate["position"]]),
    }


def slipped(gate: dict[str, Any], judged: list[Judged]) -> list[str]:
    """What a passed gate vouched for and the data no longer show. A waived phase vouches for nothing."""
    if gate["state"] != "passed":
        return []
    return [one.text for one in open_criteria(judged) if one.read_from_data and one.state == "unmet"]


def slipped_gates(facts: Facts, today: date) -> list[tuple[dict[str, Any], list[str]]]:
    """The passed gates of which something has slipped, with what: the owner may reopen them."""
    found = [(gate, slipped(gate, judge(gate, facts, today))) for gate in facts["gates"]]
    return [(gate, texts) for gate, texts in found if texts]


def _answer(missing: int) -> str:
    if not missing:
        return "Nothing is missing"
    return f"{number_word(missing)} {'criterion is' if missing == 1 else 'criteria are'} missing"


def _criterion(one: Judged, facts: Facts) -> Shown:
    return {
        "id": one.id,
        "text": one.text,
        "state": one.state,
        "met": one.met,
        "says": one.says,
        "read_from_data": one.read_from_data,
        "to_show": one.criterion["evidence"],
        "missing": [_way(missing) for missing in one.missing],
        "claim": _signed(one.criterion["claim"], facts),
        "waiver": _signed(one.criterion["waiver"], facts),
    }


def _way(missing: Missing) -> Shown:
    return {"text": missing.text, "href": link(missing.endpoint, **missing.values)}


def _signed(row: dict[str, Any] | None, facts: Facts) -> Shown | None:
    """A claim or a waiver with its person and its days."""
    if row is None:
        return None
    days = {"on": _date(row["on"]), "expires_on": _date(row.get("expires_on"))}
    return {**row, **days, "person": name_of(row["by"], facts)}


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
