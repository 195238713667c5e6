"""The rules by which a gate reads training."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts, Missing, Verdict, gate_rule


@gate_rule("items_verified")
def items_verified(facts: Facts, params: dict[str, Any], _today: date) -> Verdict:
    """This part of the required items is verified, each for at least one active person of the client."""
    own = _own_people(facts)
    shown = {number for number, person, _on in facts["items"]["verified"] if person in own}
    required = [item for item in facts["items"]["items"] if item["required"]]
    left = [item for item in required if item["number"] not in shown]
    done = len(required) - len(left)
    met = bool(required) and done >= float(params["share"]) * len(required) - 1e-9
    says = f"{done} of {len(required)} required items verified"
    return Verdict(met, says, () if met else tuple(_item(item) for item in left))


@gate_rule("competency_level")
def competency_level(facts: Facts, params: dict[str, Any], _today: date) -> Verdict:
    """So many active people of the client stand at this level or above in each of these competencies."""
    own = _own_people(facts)
    counted = [row for row in facts["competencies"] if not row["leader"]]
    if params["competencies"] == "critical":
        counted = [row for row in counted if row["critical"]]
    able = {row["key"]: _able(row, own, params["level"]) for row in counted}
    left = [row for row in counted if able[row["key"]] < params["people"]]
    says = f"{len(counted) - len(left)} of {len(counted)} skills held by {_people(params['people'])}"
    missing = tuple(_competency(row, able[row["key"]], params) for row in left)
    return Verdict(bool(counted) and not left, says, missing)


def _own_people(facts: Facts) -> set[str]:
    return {id for id, person in facts["people"].items() if person["active"] and person["side"] == "client"}


def _able(row: dict[str, Any], own: set[str], level: int) -> int:
    return _count(held for held in row["people"] if held["person"] in own and held["level"] >= level)


def _count(things: Iterable[Any]) -> int:
    return sum(1 for _ in things)


def _people(count: int) -> str:
    return "one person" if count == 1 else f"{count} people"


def _item(item: dict[str, Any]) -> Missing:
    return Missing(f"Item {item['number']}, {item['text']}", "training.checklist_item", {"id": item["id"]})


def _competency(row: dict[str, Any], able: int, params: dict[str, Any]) -> Missing:
    text = f"{row['name']}: {able} of {_people(params['people'])} at level {params['level']}"
    return Missing(text, "training.competency", {"id": row["id"]})
