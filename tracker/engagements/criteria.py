"""Exit criteria: claimed with evidence where the data cannot tell, waived by the owner where he chooses to."""

from datetime import date, timedelta

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped

from .exceptions import take_over
from .models import CriterionClaim, ExitCriterion, Phase, Waiver

LONGEST_WAIVER = timedelta(days=366)
LAST = 3


def claim(criterion: ExitCriterion, evidence: str, link: str = "", *, by: Membership) -> CriterionClaim:
    """Say that `criterion` is met and show why.

    Raises `Refused` for a criterion that is read from the data and behind a closed gate, `Stale` when somebody else
    was first.
    """
    if criterion.rule is not None:
        raise Refused("This is read from the data, so nobody needs to claim it.")
    _check_open(criterion)
    if not evidence:
        raise Refused("Say what shows it.", "evidence")
    if (standing := open_claim(criterion)) is not None and standing.by_id != by.id:
        raise Stale("Somebody else claimed this meanwhile. Look at that evidence first.")
    if standing is not None:
        raise Refused("You have claimed this already. Withdraw that claim to make another.")
    row = CriterionClaim(**criterion.keys, criterion_id=criterion.id, by_id=by.id, evidence=evidence, link=link)
    db.session.add(row)
    record("criterion.claimed", criterion, by=by, because=evidence, after={"link": link} if link else None)
    return row


def withdraw(criterion: ExitCriterion, because: str = "", *, by: Membership) -> None:
    """Take the open claim back. Whoever did not make it says why."""
    _check_open(criterion)
    standing = open_claim(criterion)
    if standing is None:
        raise Refused("There is no claim to withdraw.")
    if standing.by_id != by.id and not because:
        raise Refused("Say why, so that whoever claimed it knows what to mend.", "because")
    standing.withdrawn_at = clock.now()
    record("criterion.claim_withdrawn", criterion, by=by, because=because, before={"evidence": standing.evidence})


def waive(
    criterion: ExitCriterion, reason: str, expires_on: date, *, by: Membership, answers: Membership | None = None
) -> Waiver:
    """The owner lets the gate pass without this criterion until the end of `expires_on`, within a year.

    At the last gate that is a dated exception: `answers` (the owner himself) mends it by that day.
    """
    if by.role != Role.OWNER:
        raise Refused("Only the owner waives a criterion.")
    phase = _check_open(criterion)
    if not reason:
        raise Refused("Say why the gate may pass without it.", "reason")
    if not clock.today() < expires_on <= clock.today() + LONGEST_WAIVER:
        raise Refused("A waiver ends on a day after today and within a year.", "expires_on")
    row = Waiver(**criterion.keys, criterion_id=criterion.id, by_id=by.id, reason=reason, expires_on=expires_on)
    db.session.add(row)
    if phase.position == LAST:
        db.session.flush()
        take_over(row, criterion, answers or by, by=by)
    record("criterion.waived", criterion, by=by, because=reason, after={"expires_on": expires_on})
    return row


def open_claim(criterion: ExitCriterion) -> CriterionClaim | None:
    query = scoped(CriterionClaim).where(
        CriterionClaim.criterion_id == criterion.id, CriterionClaim.withdrawn_at.is_(None)
    )
    return db.session.scalar(query.order_by(CriterionClaim.id.desc()).limit(1))


def _check_open(criterion: ExitCriterion) -> Phase:
    """Locks the gate, so that nobody passes it on a claim that is being withdrawn."""
    phase = db.session.scalars(scoped(Phase).where(Phase.id == criterion.phase_id).with_for_update()).one()
    if phase.closed:
        raise Refused(f"The {phase.name} gate is passed. Reopen it first.")
    return phase
