"""What may happen to somebody's place: another role, or its end."""

from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped

from . import arrivals, departures
from .invitations import withdraw_those_of
from .models import CLIENT_ROLES, PRACTICE_ROLES, Membership, Role


def roles_of_side(member: Membership) -> tuple[Role, ...]:
    if member.own and member.of_practice:
        return (Role.CONSULTANT,)
    return PRACTICE_ROLES if member.of_practice else CLIENT_ROLES


def change_role(member: Membership, role: Role, *, by: Membership, seen: str | None = None) -> None:
    """Give `member` another role of her side. What she may do changes with her next request.

    `seen` is the role that `by` saw when she decided. Raises `Stale` if it is another by now, and `Refused` for a
    role of the other side, for one's own role, and for the last lead.
    """
    if seen is not None and seen != member.role:
        raise Stale(f"{member.name} became {member.role_label.lower()} meanwhile. Change it again if it must be.")
    if role not in roles_of_side(member):
        raise Refused("Nobody changes sides: end this place and invite her to the other.", "role")
    if member.id == by.id:
        raise Refused("Somebody else has to change your role.", "role")
    _check_open(member)
    if role == member.role:
        return
    _keep_a_lead(member)
    before, member.role = member.role, role
    withdraw_those_of(member, by=by)
    record("member.role_changed", member, by=by, before={"role": before}, after={"role": role})
    arrivals.tell_of_change(member, by)


def end_place(member: Membership, *, by: Membership, because: str = "") -> None:
    """End the place: her rights end with her next request, her history stays.

    Raises `Refused` for the last lead and for a place that ended before.
    """
    _check_open(member)
    _keep_a_lead(member)
    member.ended_at = clock.now()
    db.session.flush()
    withdraw_those_of(member, by=by)
    record("member.left", member, by=by, because=because, before={"role": member.role})
    departures.tell(member, by)


def _check_open(member: Membership) -> None:
    if not member.active:
        raise Refused(f"{member.name} has left already.")


def _keep_a_lead(member: Membership) -> None:
    """The leads are locked while they are counted, so that two cannot send each other away at once."""
    if not member.leads:
        return
    leads = scoped(Membership).where(Membership.role == member.role, Membership.ended_at.is_(None))
    rows = db.session.scalars(leads.order_by(Membership.id).with_for_update().execution_options(populate_existing=True))
    if not [row for row in rows if row.id != member.id]:
        word, somebody = ("lead", "a lead") if member.role == Role.LEAD else ("owner", "an owner")
        raise Refused(f"{member.name} is the last {word}. Make somebody else {somebody} first.")
