"""The whole workspace, or a client's data in it: what is there, asking for its deletion, and taking it back."""

from typing import Any

from flask import g, render_template, url_for

from tracker.access import Can, requires
from tracker.accounts.models import Membership

from ..asking import ask_for_client, ask_for_workspace, of_client, of_workspace, open_for
from ..forms import DeleteForm
from ..holdings import answers_for_something, client_at_stake, counted_of, whole_is_hers
from .blueprint import pages, taken_back


def _no_guest(member: Membership, _record: Any) -> bool:
    return answers_for_something(member, g.workspace)


@pages.route("/deletion", methods=["GET", "POST"])
@requires(Can.DELETE_WORKSPACE, also=_no_guest)
def deletion() -> Any:
    """Of the workspace for whoever owns it; of her own data for the owner of a practice's client."""
    whole = whole_is_hers(g.member, g.workspace)
    client = None if whole else client_at_stake(g.member)
    form = DeleteForm()
    form.expect(client.name if client else g.workspace.name)
    ask = (lambda: ask_for_workspace(by=g.member)) if client is None else (lambda: ask_for_client(client, by=g.member))
    if done := form.attempt(ask, then=lambda _: url_for(".deletion")):
        return done
    return render_template(
        "erasure/deletion.html", form=form, client=client, holdings=counted_of(client),
        deletion=open_for(_target()),
    ), form.status  # fmt: skip


@pages.route("/deletion/taken-back", methods=["POST"])
@requires(Can.DELETE_WORKSPACE, also=_no_guest)
def deletion_taken_back() -> Any:
    return taken_back(_target(), url_for(".deletion"), by=g.member)


def _target() -> str:
    if whole_is_hers(g.member, g.workspace):
        return of_workspace(g.member.workspace_id)
    return of_client(g.member.client_id)
