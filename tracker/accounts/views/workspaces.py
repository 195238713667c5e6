"""A person's workspaces: going from one to another, and making one more."""

from typing import Any

from flask import g, render_template, request

from tracker.access import own_account
from tracker.core.context import Context
from tracker.core.ids import new_id

from ..forms import WorkspaceForm
from ..identity import step_into
from ..workspaces import found, home_of, places_of
from .blueprint import pages


@pages.route("/workspaces")
@own_account
def workspaces() -> Any:
    return render_template("accounts/workspaces.html", places=places_of(g.user.id))


@pages.route("/workspaces/new", methods=["GET", "POST"])
@own_account
def new_workspace() -> Any:
    if request.method == "POST":
        step_into(Context(workspace=new_id(), user=g.user.id))
    form = WorkspaceForm()
    if done := form.attempt(
        lambda: found(form.practice.data, g.user), then=lambda made: home_of(made[0].slug)
    ):
        return done
    return render_template("accounts/new_workspace.html", form=form), form.status
