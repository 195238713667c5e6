"""One's own account: what would be deleted with it, asking for it, and taking it back."""

from typing import Any

from flask import g, render_template

from tracker.access import own_account
from tracker.accounts.workspaces import places_of
from tracker.core.urls import root_url

from ..asking import ask_for_account, of_account, open_for
from ..forms import AskForm
from .blueprint import pages, taken_back


@pages.route("/account/erasure", methods=["GET", "POST"])
@own_account
def account() -> Any:
    form = AskForm()
    if done := form.attempt(lambda: ask_for_account(g.user), then=lambda _: root_url("erasure.account")):
        return done
    return render_template(
        "erasure/account.html", form=form, deletion=open_for(of_account(g.user.id)), places=places_of(g.user.id)
    ), form.status


@pages.route("/account/erasure/taken-back", methods=["POST"])
@own_account
def account_taken_back() -> Any:
    return taken_back(of_account(g.user.id), root_url("erasure.account"))
