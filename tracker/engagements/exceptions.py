"""Dated exceptions: what was taken over unfinished, who mends it, by when, and what shows that it is mended."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership, Role
from tracker.accounts.own_people import check_own_person
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped

from .holding import hold
from .models import DatedException, Engagement, ExitCriterion, Waiver

ANEW = "Taken over anew."


def take_over(waiver: Waiver, criterion: ExitCriterion, answers: Membership, *, by: Membership) -> DatedException:
    """Somebody of the client answers for what the gate passes without. Raises `Refused` for anybody else; what an
    earlier waiver of the same criterion left open is settled by this one."""
    _settle(DatedException.criterion_id == criterion.id, by)
    values = {"waiver_id": waiver.id, "criterion_id": criterion.id, "text": criterion.text}
    return _add(waiver.keys, answers, waiver.expires_on, **values)


def add(engagement: Engagement, text: str, answers: Membership, due_on: date, *, part: str = "",
        by: Membership) -> DatedException:  # fmt: skip
    """What the owner takes over besides what the gate asks: a `part` of the pack, or in words of his own. Raises
    `Refused` where nobody of the client's own answers for it; an earlier one of the same part is settled by this."""
    if part:
        _settle((DatedException.engagement_id == engagement.id) & (DatedException.part == part), by)
    return _add(engagement.keys, answers, due_on, part=part, text=text[:300])


def take_along(ids: Iterable[UUID], acceptance_id: UUID, *, owner: Membership) -> None:
    """An acceptance takes these along as they stand. The owner himself answers where whoever did has left."""
    for row in db.session.scalars(scoped(DatedException).where(DatedException.id.in_([*ids]))):
        row.acceptance_id = acceptance_id
        if not row.answers.active:
            row.answers_id, row.reminded = owner.id, 0


def close(exception: DatedException, evidence: str, link: str = "", *, by: Membership) -> None:
    """It is mended, and this shows it; whoever answers for it says so, or the owner. Raises `Stale` once closed."""
    if by.role != Role.OWNER and by.id != exception.answers_id:
        raise Refused("Whoever answers for it closes it, or the owner.")
    _hold_open(exception)
    if not evidence:
        raise Refused("Say what shows it.", "evidence")
    _close(exception, evidence, by)
    exception.link = link
    record("exception.closed", exception, by=by, because=evidence, after={"link": link} if link else None)


def pass_on(exception: DatedException, to: Membership, *, by: Membership) -> None:
    """Another answers for it from now on, as the owner says; she is reminded anew."""
    if by.role != Role.OWNER:
        raise Refused("Only the owner says who answers for it.")
    check_own_person(to, exception.client_id, "answers")
    _hold_open(exception)
    exception.answers_id, exception.reminded = to.id, 0
    record("exception.passed_on", exception, by=by, after={"person": to.name})


def _add(keys: dict[str, Any], answers: Membership, due_on: date, **values: Any) -> DatedException:
    check_own_person(answers, keys["client_id"], "answers")
    row = DatedException(**keys, answers_id=answers.id, due_on=due_on, **values)
    db.session.add(row)
    return row


def _settle(which: Any, by: Membership) -> None:
    for earlier in db.session.scalars(scoped(DatedException).where(which, DatedException.closed_at.is_(None))):
        _close(earlier, ANEW, by)


def _close(row: DatedException, evidence: str, by: Membership) -> None:
    row.closed_at, row.closed_by_id, row.closed_by_name, row.evidence = clock.now(), by.id, by.name, evidence


def _hold_open(exception: DatedException) -> None:
    hold(exception, "closed_at")
    if not exception.open:
        raise Stale("This exception was closed already.")
