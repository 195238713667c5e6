"""What may be done with an invitation once it stands: agree to it, send it again, withdraw it."""

from typing import Any

from flask import flash, g, redirect

from tracker.access import Can, requires
from tracker.access.policies import allows
from tracker.core.database import db

from .. import invitations
from ..models import Invitation, Membership
from .blueprint import pages
from .people import listed_at


def _hers_to_withdraw(member: Membership, invitation: Invitation) -> bool:
    return allows(Can.INVITE, member, invitation) or invitation.invited_by_id == member.id


@pages.route("/invitations/<uuid:id>/approval", methods=["POST"])
@requires(Can.INVITE, of=Invitation)
def approve_invitation(invitation: Invitation) -> Any:
    invitations.approve(invitation, by=g.member)
    return _done(invitation, f"An invitation is on its way to {invitation.email}.")


@pages.route("/invitations/<uuid:id>/again", methods=["POST"])
@requires(Can.INVITE, of=Invitation)
def send_invitation_again(invitation: Invitation) -> Any:
    invitations.send_again(invitation, by=g.member)
    return _done(invitation, f"A new letter is on its way to {invitation.email}. The link sent before is void.")


@pages.route("/invitations/<uuid:id>/withdrawal", methods=["POST"])
@requires(Can.INVITE, of=Invitation, at_least="propose", also=_hers_to_withdraw)
def withdraw_invitation(invitation: Invitation) -> Any:
    invitations.withdraw(invitation, by=g.member)
    return _done(invitation, f"The invitation of {invitation.name} was withdrawn.")


def _done(invitation: Invitation, words: str) -> Any:
    where = listed_at(invitation)
    db.session.commit()
    flash(words, "success")
    return redirect(where, 303)
