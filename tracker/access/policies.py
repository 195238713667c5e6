"""What the cells of the permission table mean for one person and one record."""

from collections.abc import Callable
from typing import Any

from .permissions import Can, cell
from .roles import Member, Role

Question = Callable[[Member, Any], bool]
Proof = Callable[[Member, Any], int]
Hold = Callable[[Can, Member, Any], str | None]

_owns: dict[Can, Question] = {}
_sees: list[Question] = []
_proofs: list[Proof] = []
_holds: list[Hold] = []


def owned_when(can: Can) -> Callable[[Question], Question]:
    """Register what "own or assigned" means for `can`. Without an answer an O is a no."""

    def register(question: Question) -> Question:
        _owns[can] = question
        return question

    return register


def seen_when(question: Question) -> Question:
    """Register a question that every record must pass before a member may know that it exists."""
    _sees.append(question)
    return question


def proven_by(proof: Proof) -> Proof:
    """Register how a member's proven level (0 to 4) for a record is found."""
    _proofs.append(proof)
    return proof


def held_back_when(hold: Hold) -> Hold:
    """Register `hold(can, member, record)`: why an act that the table grants is withheld now, or None."""
    _holds.append(hold)
    return hold


def why_held_back(can: Can, member: Member, record: Any) -> str | None:
    """The first reason, in a sentence, why `member` may not do now what the table grants her; None when none."""
    record = _behind(record)
    return next((reason for hold in _holds if (reason := hold(can, member, record))), None)


def _behind(record: Any) -> Any:
    """What hangs on another record (`seen_through`, such as a file on a runbook) is bound by that one's policies."""
    return getattr(record, "seen_through", record)


def sees(member: Member, record: Any) -> bool:
    if record is None:
        return True
    behind = _behind(record)
    return behind is not None and all(question(member, behind) for question in _sees)


def allows(can: Can, member: Member, record: Any = None) -> bool:
    """May `member` do this to `record`, at once and by herself?"""
    return _grants(can, member, record) and why_held_back(can, member, record) is None


def _grants(can: Can, member: Member, record: Any) -> bool:
    mark, record = cell(can, member.role, own=member.own), _behind(record)
    if mark == "Y":
        return True
    if mark == "O":
        return can in _owns and _owns[can](member, record)
    if mark == "C":
        return getattr(record, "client_id", member.client_id) == member.client_id
    if mark in {"L3", "L4"}:
        return record is not None and max((proof(member, record) for proof in _proofs), default=0) >= int(mark[1])
    return False


def allows_proposing(can: Can, member: Member, record: Any = None) -> bool:
    proposes = cell(can, member.role, own=member.own) == "P" and why_held_back(can, member, record) is None
    return proposes or allows(can, member, record)


def allows_reading(can: Can, member: Member, record: Any = None) -> bool:
    """Looking is never held back: who may know of the record at all is what `sees` tells."""
    return cell(can, member.role, own=member.own) in {"R", "P"} or _grants(can, member, record)


@seen_when
def _own_client(member: Member, record: Any) -> bool:
    """The walls have said so already; this says it again where a record came by another way than a query."""
    client_id = getattr(record, "client_id", None)
    return member.client_id is None or client_id is None or client_id == member.client_id


__all__ = [
    "Role",
    "allows",
    "allows_proposing",
    "allows_reading",
    "held_back_when",
    "owned_when",
    "proven_by",
    "seen_when",
    "sees",
    "why_held_back",
]
