"""Joining a workspace by the link in an invitation."""

from typing import Any

from flask import flash, g, render_template, request

from tracker.access import public
from tracker.core.context import Context
from tracker.tenancy import Workspace

from .. import joining, sessions
from ..forms import NameForm
from ..identity import step_into
from ..models import Invitation, Membership
from ..workspaces import home_of, named
from .blueprint import pages


@pages.route("/invitations/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> Any:
    """The token is the proof of the address, since it was sent there: whoever holds it is signed in as her."""
    workspace = named(request.environ.get("baton.workspace"))
    if workspace is not None:
        step_into(Context(workspace=workspace.id, writes=request.method == "POST", zone=workspace.zone))
    offer = joining.waiting(token) if workspace is not None else None
    if workspace is None or offer is None:
        return render_template("accounts/invitation_spent.html", reason=joining.SPENT), 410
    if g.user is not None and g.user.email != offer.email:
        return render_template(
            "accounts/invitation_of_another.html", offer=offer, here=request.script_root + request.path, user=g.user
        ), 403 if request.method == "POST" else 200
    return _answer(workspace, offer, token)


def _answer(workspace: Workspace, offer: Invitation, token: str) -> Any:
    form = NameForm(name=offer.name)

    def join() -> Membership:
        member = joining.accept(token, form.name.data)
        if g.user is None:
            sessions.start_session(member.user_id)
        flash(f"Welcome, {member.first_name}. This is {workspace.name}.", "success")
        return member

    if done := form.attempt(join, then=lambda _: home_of(workspace.slug)):
        return done
    return render_template("accounts/invitation.html", form=form, offer=offer, workspace=workspace), form.status
