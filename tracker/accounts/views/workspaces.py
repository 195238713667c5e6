"""A person's workspaces: going from one to another, and making one more."""

from typing import Any

from flask import flash, g, render_template, request, url_for

from tracker.access import Can, own_account, requires
from tracker.core.context import Context
from tracker.core.ids import new_id

from ..forms import SettingsForm, WorkspaceForm, time_zones
from ..identity import step_into
from ..workspaces import describe, found, home_of, places_of
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


@pages.route("/settings", methods=["GET", "POST"])
@requires(Can.MANAGE_WORKSPACE)
def workspace_settings() -> Any:
    """What this workspace is called, and its time zone."""
    form = SettingsForm(data={"practice": g.workspace.name, "zone": g.workspace.zone})

    def saved(_: None) -> str:
        flash("Saved.", "success")
        return url_for(".people")

    if done := form.attempt(
        lambda: describe(g.workspace, name=form.practice.data, zone=form.zone.data, by=g.member), then=saved
    ):
        return done
    return render_template("accounts/workspace_settings.html", form=form, zones=time_zones()), form.status
