"""Gates: what each exit criterion's standing is, read from the facts alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from .extension_points import Facts, Missing, Verdict, gate_rules


@dataclass(frozen=True, slots=True)
class Judged:
    """One exit criterion as it stands.

    `state` is met, claimed, waived, expired (a waiver that ran out) or unmet. `met` says whether the gate may pass
    with it: the owner's signature on the gate accepts what is claimed. `says` tells how it stands in a few words.
    """

    criterion: dict[str, Any]
    state: str
    says: str
    missing: tuple[Missing, ...] = ()

    @property
    def id(self) -> str:
        return self.criterion["id"]

    @property
    def text(self) -> str:
        return self.criterion["text"]

    @property
    def read_from_data(self) -> bool:
        return self.criterion["rule"] is not None

    @property
    def met(self) -> bool:
        return self.state in {"met", "claimed", "waived"}


def judge(gate: dict[str, Any], facts: Facts, today: date) -> list[Judged]:
    """Every criterion of `gate` (one entry of the facts "gates"), in its order, as it stands on `today`."""
    return [_judged(criterion, gate, facts, today) for criterion in gate["criteria"]]


def gate_in(facts: Facts, phase_id: str) -> dict[str, Any]:
    """The gate of one phase among the facts "gates"."""
    return next(gate for gate in facts["gates"] if gate["id"] == phase_id)


def open_criteria(judged: list[Judged]) -> list[Judged]:
    return [one for one in judged if not one.met]


def _judged(criterion: dict[str, Any], gate: dict[str, Any], facts: Facts, today: date) -> Judged:
    verdict = _verdict(criterion, gate, facts, today)
    if verdict.met:
        return Judged(criterion, "met" if criterion["rule"] else "claimed", verdict.says)
    waiver = criterion["waiver"]
    if waiver is None:
        return Judged(criterion, "unmet", verdict.says, verdict.missing)
    if waiver["expires_on"] < today.isoformat():
        return Judged(criterion, "expired", verdict.says, verdict.missing)
    return Judged(criterion, "waived", verdict.says, verdict.missing)


def _verdict(criterion: dict[str, Any], gate: dict[str, Any], facts: Facts, today: date) -> Verdict:
    rule = criterion["rule"]
    if rule is None:
        return _claimed(criterion, gate, facts)
    params = {name: value for name, value in rule.items() if name != "name"}
    return gate_rules[rule["name"]](facts, params, today)


def _claimed(criterion: dict[str, Any], gate: dict[str, Any], facts: Facts) -> Verdict:
    claim = criterion["claim"]
    if claim is not None:
        return Verdict(True, f"Claimed by {name_of(claim['by'], facts)}: {claim['evidence']}")
    way = Missing("Nobody has claimed it yet", "engagements.gate", {"id": gate["id"]})
    return Verdict(False, f"To show: {criterion['evidence']}", (way,))


def name_of(person_id: str, facts: Facts) -> str:
    person = facts["people"].get(person_id)
    return person["name"] if person else "somebody who left"
