"""Joining by an invitation: the letter's one-time token, and the place it opens."""

from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import joinedload

from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import Workspace, scoped

from . import arrivals
from .invitations import TWO_PLACES, open_ones, still_here
from .models import Invitation, Membership
from .tokens import fingerprint, new_token
from .users import user_of

SPENT = "This invitation was used before, was withdrawn, or is older than two days. Ask for it to be sent again."


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
    if db.session.scalar(scoped(Membership).where(Membership.user_id == user.id, still_here())) is not None:
        raise Refused(f"You have a place in this workspace already. {TWO_PLACES}")
    if invitation.client is not None and invitation.client.sealed_at is not None:
        raise Refused(f"{invitation.client.name} is taking over its workspace just now. Try again in a few minutes.")
    member = Membership(
        own=db.session.get_one(Workspace, invitation.workspace_id).owned_by_client,
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


def _unspent(token: str) -> tuple[Any, ...]:
    return (
        Invitation.token_hash == fingerprint(token),
        Invitation.approved_at.is_not(None),
        Invitation.expires_at > clock.now(),
        *open_ones(),
    )


def _with_names() -> tuple[Any, ...]:
    return joinedload(Invitation.invited_by), joinedload(Invitation.client)
