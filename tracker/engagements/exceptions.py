"""Dated exceptions: what the Handover gate passed without, who mends it, by when, and what shows that it is mended."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.accounts.models import Membership, Role
from tracker.accounts.own_people import check_own_person
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped

from .extension_points import Facts
from .gates import judge, name_of
from .holding import hold
from .models import DatedException, ExitCriterion, Waiver


@dataclass(frozen=True, slots=True)
class Owed:
    """One exception as it stands: `state` is open, late, mended (the data show it now) or closed.

    `answers` is the name of who mends it, `there` whether she still can; `says` how the criterion stands.
    """

    id: str
    criterion: str
    text: str
    person: str
    answers: str
    there: bool
    due: date
    state: str
    says: str
    evidence: str = ""
    link: str = ""
    closed_on: date | None = None

    @property
    def open(self) -> bool:
        return self.state in {"open", "late"}


def take_over(waiver: Waiver, criterion: ExitCriterion, answers: Membership, *, by: Membership) -> DatedException:
    """Somebody of the client answers for what the gate passes without. Raises `Refused` for anybody else; what an
    earlier waiver of the same criterion left open is settled by this one."""
    check_own_person(answers, waiver.client_id, "answers")
    for earlier in _open_of(criterion):
        earlier.closed_at, earlier.closed_by_id, earlier.evidence = clock.now(), by.id, "Taken over anew."
    row = DatedException(
        **waiver.keys, waiver_id=waiver.id, criterion_id=criterion.id, text=criterion.text, answers_id=answers.id,
        due_on=waiver.expires_on,
    )  # fmt: skip
    db.session.add(row)
    return row


def close(exception: DatedException, evidence: str, link: str = "", *, by: Membership) -> None:
    """It is mended, and this shows it; whoever answers for it says so, or the owner. Raises `Stale` once closed."""
    if by.role != Role.OWNER and by.id != exception.answers_id:
        raise Refused("Whoever answers for it closes it, or the owner.")
    hold(exception, "closed_at")
    if not exception.open:
        raise Stale("This exception was closed already.")
    if not evidence:
        raise Refused("Say what shows it.", "evidence")
    exception.closed_at, exception.closed_by_id = clock.now(), by.id
    exception.evidence, exception.link = evidence, link
    after = {"link": link} if link else None
    record("criterion.exception_closed", exception, by=by, because=evidence, after=after)


def pass_on(exception: DatedException, to: Membership, *, by: Membership) -> None:
    """Another answers for it from now on, as the owner says; she is reminded anew."""
    if by.role != Role.OWNER:
        raise Refused("Only the owner says who answers for it.")
    check_own_person(to, exception.client_id, "answers")
    hold(exception, "closed_at")
    if not exception.open:
        raise Stale("This exception was closed already.")
    exception.answers_id, exception.reminded = to.id, 0
    record("criterion.exception_passed_on", exception, by=by, after={"person": to.name})


def owed(facts: Facts, today: date) -> list[Owed]:
    """The exceptions of an engagement, those that are late first. Pure: from the facts "gates" and "people"."""
    found = [
        _owed(one.criterion, waiver, one.state == "met", one.says, facts, today)
        for gate in facts["gates"]
        for one in judge(gate, facts, today)
        if (waiver := one.criterion["waiver"]) and waiver.get("exception")
    ]
    return sorted(found, key=lambda one: (not one.open, one.due, one.text))


def _owed(
    criterion: dict[str, Any], waiver: dict[str, Any], met: bool, says: str, facts: Facts, today: date
) -> Owed:
    row, due = waiver["exception"], date.fromisoformat(waiver["expires_on"])
    who, closed = facts["people"].get(row["answers"]), row["closed_on"]
    state = "closed" if closed else "mended" if met else "late" if due < today else "open"
    return Owed(
        row["id"], criterion["id"], criterion["text"], row["answers"], name_of(row["answers"], facts),
        bool(who and who["active"]), due, state, says, row["evidence"], row["link"],
        date.fromisoformat(closed) if closed else None,
    )  # fmt: skip


def _open_of(criterion: ExitCriterion) -> list[DatedException]:
    query = scoped(DatedException).where(
        DatedException.criterion_id == criterion.id, DatedException.closed_at.is_(None)
    )
    return [*db.session.scalars(query)]
