"""The people of a workspace: who is here, what they may do, and the end of a place."""

from typing import Any

from flask import flash, g, render_template, url_for

from tracker.access import Can, requires
from tracker.core.urls import root_url

from .. import invitations
from ..departures import what_leaves_with, what_left_with
from ..forms import WHAT_ROLES_DO, ChangeRoleForm, EndForm, InviteForm
from ..members import change_role, end_place, roles_of_side
from ..models import Invitation, Membership, Role
from ..people import names_of_practice, open_invitations, people_of
from .blueprint import pages


@pages.route("/people")
@requires(Can.SEE_PEOPLE)
def people() -> Any:
    """Those of one's own side; a client's people also learn who the practice's are."""
    own_side = g.member.client_id
    both = [None] if g.member.leads and own_side is not None else []
    return render_template(
        "accounts/people.html",
        page=people_of(own_side),
        invitations=[one for side in (own_side, *both) for one in open_invitations(side)],
        practice=[] if own_side is None else names_of_practice(),
    )


@pages.route("/people/invite", methods=["GET", "POST"])
@requires(Can.INVITE, at_least="propose")
def invite() -> Any:
    """To one's own side. The practice invites to a client on that client's page; who owns her workspace also invites
    a coach."""
    form, own_side = InviteForm(), g.member.client_id
    coaches = invitations.roles_open_to(g.member, None) if g.member.leads and own_side is not None else ()
    form.offer(invitations.roles_open_to(g.member, own_side) + coaches, own=g.member.own)
    if done := form.attempt(
        lambda: invitations.invite(
            form.email.data, form.name.data, form.chosen, by=g.member,
            client_id=None if form.chosen in coaches else own_side,
        ),
        then=invited,
    ):
        return done
    return render_template(
        "accounts/invite.html", form=form, details=WHAT_ROLES_DO, back=url_for("accounts.people")
    ), form.status


def invited(invitation: Invitation) -> str:
    """Say what became of it, and where it is listed."""
    if invitation.approved_at is None:
        flash(f"{invitation.name} will be invited once a lead agrees.", "success")
    else:
        flash(f"An invitation is on its way to {invitation.email}.", "success")
    return listed_at(invitation)


def listed_at(row: Membership | Invitation) -> str:
    """The page that lists a person or an invitation, as seen from where the visitor stands."""
    if row.client_id is not None and g.member.of_practice:
        return url_for("clients.show", id=row.client_id)
    return url_for("accounts.people")


def _of_her_side(member: Membership, other: Membership) -> bool:
    """A client's owner knows the practice's people by name, but not what they may do."""
    return member.of_practice or member.leads or member.client_id == other.client_id


@pages.route("/people/<uuid:id>", methods=["GET", "POST"])
@requires(Can.MANAGE_PEOPLE, of=Membership, also=_of_her_side)
def person(member: Membership) -> Any:
    form = ChangeRoleForm(role=member.role, seen=member.role)
    form.offer(roles_of_side(member), own=member.own)
    if done := form.attempt(
        lambda: change_role(member, form.chosen, by=g.member, seen=form.seen.data or ""),
        then=lambda _: _changed(member),
    ):
        return done
    form.seen.data = member.role
    return render_template(
        "accounts/person.html", form=form, person=member, details=WHAT_ROLES_DO, back=listed_at(member),
        left_behind=[] if member.active else what_left_with(member, g.member),
    ), form.status  # fmt: skip


def _changed(member: Membership) -> str:
    flash(f"{member.name} is now {Role(member.role).label.lower()}.", "success")
    return listed_at(member)


@pages.route("/people/<uuid:id>/end", methods=["GET", "POST"])
@requires(Can.MANAGE_PEOPLE, of=Membership, also=_of_her_side)
def end_of_place(member: Membership) -> Any:
    form = EndForm()
    if done := form.attempt(
        lambda: end_place(member, by=g.member, because=form.because.data), then=lambda _: _ended(member)
    ):
        return done
    return render_template(
        "accounts/end_place.html", form=form, person=member, back=listed_at(member),
        leaving=what_leaves_with(member, g.member) if member.active else [],
    ), form.status  # fmt: skip


def _ended(member: Membership) -> str:
    flash(f"{member.name} has no place here any more.", "success")
    if member.id == g.member.id:
        return root_url("accounts.workspaces")
    return url_for("accounts.person", id=member.id)
