"""Inviting people: proposed or made, sent, sent again, withdrawn, and accepted once."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import joinedload

from tracker.access import Can
from tracker.access.policies import allows
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.outbox import Letter, post
from tracker.tenancy import scoped

from . import arrivals
from .models import CLIENT_ROLES, PRACTICE_ROLES, Invitation, InvitationState, Membership, Role, User
from .tokens import fingerprint, new_token
from .users import user_of

MOST_OPEN = 100
SPENT = "This invitation was used before, was withdrawn, or is older than two days. Ask for it to be sent again."
TWO_PLACES = "Nobody can hold two places in one workspace, so that it is always clear on which side a person stands."


def roles_open_to(member: Membership, client_id: UUID | None) -> tuple[Role, ...]:
    """The roles that `member` may invite to: the practice's where `client_id` is empty, else that client's."""
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
    here = scoped(Membership).join(User, User.id == Membership.user_id).where(User.email == email, _still_here())
    if (member := db.session.scalar(here.limit(1))) is not None:
        raise Refused(f"{member.name} has a place here already. {TWO_PLACES}", "email")
    if db.session.scalar(scoped(Invitation).where(Invitation.email == email, *_open()).limit(1)) is not None:
        raise Refused("This address is invited already. Send that invitation again, or withdraw it first.", "email")


def _check_room(client_id: UUID | None) -> None:
    waiting = scoped(Invitation).with_only_columns(func.count()).where(Invitation.client_id == client_id, *_open())
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


def give_token(invitation_id: UUID) -> tuple[Invitation, str] | None:
    """The invitation with a new token, valid from now; None when it is not to be sent any more."""
    query = scoped(Invitation).where(Invitation.id == invitation_id).options(*_with_names())
    invitation = db.session.scalar(query.with_for_update(of=Invitation))
    if invitation is None or not invitation.open or invitation.approved_at is None:
        return None
    token = new_token()
    invitation.token_hash, invitation.sent_at = fingerprint(token), clock.now()
    invitation.expires_at = clock.now() + Invitation.LASTS
    return invitation, token


def waiting(token: str) -> Invitation | None:
    """The invitation behind a link that still works, with the names that its page shows."""
    return db.session.scalar(scoped(Invitation).where(*_unspent(token)).options(*_with_names()))


def accept(token: str, name: str) -> Membership:
    """Spend the invitation: a place for the person whose address it was sent to, and a user if she is new.

    Works inside the workspace, on the practice's side, whose invitation it is. Raises `Refused` unless this is the
    first use in time, or where she holds a place in this workspace already.
    """
    taken = db.session.execute(
        update(Invitation).where(*_unspent(token)).values(accepted_at=clock.now()).execution_options(
            synchronize_session=False
        )
    )  # fmt: skip
    if taken.rowcount != 1:
        raise Refused(SPENT)
    invitation = db.session.scalars(scoped(Invitation).where(Invitation.token_hash == fingerprint(token))).one()
    user = user_of(invitation.email, name)
    if db.session.scalar(scoped(Membership).where(Membership.user_id == user.id, _still_here())) is not None:
        raise Refused(f"You have a place in this workspace already. {TWO_PLACES}")
    member = Membership(
        workspace_id=invitation.workspace_id,
        client_id=invitation.client_id,
        user_id=user.id,
        role=invitation.role,
        name=name,
    )
    db.session.add(member)
    db.session.flush()
    record("member.joined", member, by=member, after={"role": member.role})
    arrivals.tell_of_arrival(member, member)
    return member


def withdraw_those_of(member: Membership, *, by: Membership) -> None:
    """Void every open invitation that `member` issued and could not issue now, and those to her own address."""
    email = db.session.scalar(select(User.email).where(User.id == member.user_id))
    concerned = (Invitation.invited_by_id == member.id) | (Invitation.email == email)
    for invitation in db.session.scalars(scoped(Invitation).where(concerned, *_open())):
        if not _may_still(member, invitation):
            withdraw(invitation, by=by)


def _may_still(member: Membership, invitation: Invitation) -> bool:
    return (
        member.active
        and allows(Can.INVITE, member, invitation)
        and invitation.role in roles_open_to(member, invitation.client_id)
    )


def _still_here() -> ColumnElement[bool]:
    return Membership.ended_at.is_(None)


def _open() -> tuple[Any, ...]:
    return Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None)


def _unspent(token: str) -> tuple[Any, ...]:
    return (
        Invitation.token_hash == fingerprint(token),
        Invitation.approved_at.is_not(None),
        Invitation.expires_at > clock.now(),
        *_open(),
    )


def _with_names() -> tuple[Any, ...]:
    return joinedload(Invitation.invited_by), joinedload(Invitation.client)
