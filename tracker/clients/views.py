"""Pages of clients, for the practice: the list, one client with its people, and inviting them."""

from typing import Any

from flask import Blueprint, flash, g, render_template, url_for

from tracker.access import Can, requires
from tracker.accounts import invitations
from tracker.accounts.forms import WHAT_ROLES_DO, InviteForm
from tracker.accounts.people import open_invitations, people_of
from tracker.accounts.views.people import invited, listed_at

from .adding import add_client, change_client, mark
from .forms import ChangeClientForm, ClientForm
from .listing import clients, people_counted
from .models import Client

pages = Blueprint("clients", __name__)


@pages.route("/clients")
@requires(Can.SEE_PORTFOLIO)
def listing() -> Any:
    page = clients()
    return render_template("clients/listing.html", page=page, people=people_counted(page))


@pages.route("/clients/new", methods=["GET", "POST"])
@requires(Can.MANAGE_CLIENTS)
def new() -> Any:
    form = ClientForm()
    if done := form.attempt(lambda: add_client(**_typed(form), by=g.member), then=_added):
        return done
    return render_template("clients/new.html", form=form), form.status


def _added(client: Client) -> str:
    flash(f"{client.name} is a client now. Next, invite its owner and its champion.", "success")
    return url_for(".show", id=client.id)


@pages.route("/clients/<uuid:id>")
@requires(Can.SEE_PORTFOLIO, of=Client)
def show(client: Client) -> Any:
    return render_template(
        "clients/show.html", client=client, page=people_of(client.id), invitations=open_invitations(client.id)
    )


@pages.route("/clients/<uuid:id>/edit", methods=["GET", "POST"])
@requires(Can.MANAGE_CLIENTS, of=Client)
def edit(client: Client) -> Any:
    form = ChangeClientForm(obj=client, seen=mark(client))
    if done := form.attempt(
        lambda: change_client(client, **_typed(form), by=g.member, seen=form.seen.data or ""),
        then=lambda _: url_for(".show", id=client.id),
    ):
        return done
    form.seen.data = mark(client)
    return render_template("clients/edit.html", form=form, client=client), form.status


@pages.route("/clients/<uuid:id>/invite", methods=["GET", "POST"])
@requires(Can.INVITE, of=Client, at_least="propose")
def invite(client: Client) -> Any:
    form = InviteForm()
    form.offer(invitations.roles_open_to(g.member, client.id))
    if done := form.attempt(
        lambda: invitations.invite(form.email.data, form.name.data, form.chosen, client_id=client.id, by=g.member),
        then=invited,
    ):
        return done
    return render_template(
        "accounts/invite.html", form=form, details=WHAT_ROLES_DO, client=client, back=listed_at(client)
    ), form.status


def _typed(form: ClientForm) -> dict[str, Any]:
    return {"name": form.name.data, "sector": form.sector.data, "headcount": form.headcount.data}
