"""Inviting people: proposed or made, sent, sent again, withdrawn, and accepted once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from tracker.access import Can
from tracker.access.policies import allows
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.outbox import Letter, post
from tracker.tenancy import scoped

from .models import CLIENT_ROLES, PRACTICE_ROLES, Invitation, InvitationState, Membership, Role, User

MOST_OPEN = 100
# So that an invitation cannot be used to flood somebody with letters.
MOST_IN_AN_HOUR, AGAIN_AFTER = 5, timedelta(minutes=1)
TWO_PLACES = "Nobody can hold two places in one workspace, so that it is always clear on which side a person stands."


def roles_open_to(member: Membership, client_id: UUID | None) -> tuple[Role, ...]:
    """The roles that `member` may invite to: the practice's where `client_id` is empty, else that client's."""
    if client_id is None and member.own:
        return (Role.CONSULTANT,) if member.of_practice or member.leads else ()
    if client_id is None:
        return PRACTICE_ROLES if member.of_practice else ()
    if not member.of_practice and member.client_id != client_id:
        return ()
    return CLIENT_ROLES if member.of_practice or member.role == Role.OWNER else CLIENT_ROLES[1:]


def invite(email: str, name: str, role: Role, *, client_id: UUID | None, by: Membership) -> Invitation:
    """Invite `email` (in normal form). Where `by` may only propose, it waits for somebody who may invite.

    Raises `Refused` for a role of the other side, and for somebody who is here or invited already.
    """
    if role not in roles_open_to(by, client_id):
        raise Refused("You cannot invite somebody to this role.", "role")
    _check_absent(email)
    _check_room(client_id)
    invitation = Invitation(
        workspace_id=by.workspace_id, client_id=client_id, email=email, name=name, role=role, invited_by_id=by.id
    )
    db.session.add(invitation)
    db.session.flush()
    if allows(Can.INVITE, by, invitation):
        invitation.approved_at = clock.now()
        _send(invitation)
    verb = "invitation.proposed" if invitation.approved_at is None else "invitation.made"
    record(verb, invitation, by=by, after={"role": role})
    return invitation


def _check_absent(email: str) -> None:
    here = scoped(Membership).join(User, User.id == Membership.user_id).where(User.email == email, still_here())
    if (member := db.session.scalar(here.limit(1))) is not None:
        raise Refused(f"{member.name} has a place here already. {TWO_PLACES}", "email")
    to_her = scoped(Invitation).where(Invitation.email == email)
    if db.session.scalar(to_her.where(*open_ones()).limit(1)) is not None:
        raise Refused("This address is invited already. Send that invitation again, or withdraw it first.", "email")
    of_late = to_her.with_only_columns(func.count()).where(Invitation.invited_at > clock.ago(hours=1))
    if (db.session.scalar(of_late) or 0) >= MOST_IN_AN_HOUR:
        raise Refused(f"This address was invited {MOST_IN_AN_HOUR} times within an hour. Wait a while.", "email")


def _check_room(client_id: UUID | None) -> None:
    waiting = scoped(Invitation).with_only_columns(func.count()).where(Invitation.client_id == client_id, *open_ones())
    if (db.session.scalar(waiting) or 0) >= MOST_OPEN:
        raise Refused(f"There are {MOST_OPEN} open invitations. Withdraw some before you invite more people.")


def approve(invitation: Invitation, *, by: Membership) -> None:
    """Let a proposed invitation go out."""
    if invitation.state != InvitationState.PROPOSED:
        raise Refused("This invitation does not wait for approval any more.")
    if invitation.role not in roles_open_to(by, invitation.client_id):
        raise Refused("You cannot invite somebody to this role.")
    invitation.approved_at = clock.now()
    _send(invitation)
    record("invitation.approved", invitation, by=by)


def send_again(invitation: Invitation, *, by: Membership) -> None:
    """Void the link that was sent and send a new one. Raises `Refused` while a letter waits to be sent."""
    if not invitation.open or invitation.approved_at is None:
        raise Refused("Only an open invitation can be sent again.")
    if invitation.sent_at is not None and invitation.sent_at > clock.now() - AGAIN_AFTER:
        raise Refused("A letter left only a moment ago. Give it a minute to arrive.")
    waiting = select(Letter.id).where(
        Letter.kind == "invitation",
        Letter.sent_at.is_(None),
        Letter.given_up_at.is_(None),
        Letter.values["invitation"].as_string() == str(invitation.id),
    )
    if db.session.scalar(waiting.limit(1)) is not None:
        raise Refused("The letter is on its way already.")
    _send(invitation)
    record("invitation.resent", invitation, by=by)


def withdraw(invitation: Invitation, *, by: Membership, because: str = "") -> None:
    """Void the invitation for good. Raises `Refused` when it was accepted or withdrawn before."""
    if not invitation.open:
        raise Refused("This invitation is not open any more.")
    invitation.withdrawn_at, invitation.token_hash = clock.now(), None
    record("invitation.withdrawn", invitation, by=by, because=because)


def _send(invitation: Invitation) -> None:
    invitation.token_hash = invitation.expires_at = None
    post("invitation", invitation.email, workspace_id=invitation.workspace_id, invitation=str(invitation.id))


def withdraw_those_of(member: Membership, *, by: Membership) -> None:
    """Void every open invitation that `member` issued and could not issue now, and those to her own address."""
    email = db.session.scalar(select(User.email).where(User.id == member.user_id))
    concerned = (Invitation.invited_by_id == member.id) | (Invitation.email == email)
    for invitation in db.session.scalars(scoped(Invitation).where(concerned, *open_ones())):
        if not _may_still(member, invitation):
            withdraw(invitation, by=by)


def _may_still(member: Membership, invitation: Invitation) -> bool:
    return (
        member.active
        and allows(Can.INVITE, member, invitation)
        and invitation.role in roles_open_to(member, invitation.client_id)
    )


def still_here() -> ColumnElement[bool]:
    return Membership.ended_at.is_(None)


def open_ones() -> tuple[Any, ...]:
    return Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None)
