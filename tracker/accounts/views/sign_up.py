"""Signing up: a practice's first workspace, made once the letter to its lead was answered."""

from typing import Any

from flask import g, redirect, render_template, request

from tracker.access import public
from tracker.core.context import Context
from tracker.core.forms import Form
from tracker.core.ids import new_id
from tracker.core.urls import root_url
from tracker.tenancy import Workspace

from .. import sessions, sign_ups
from ..forms import SignUpForm
from ..identity import step_into
from ..throttle import count_letter
from ..workspaces import home_of
from .blueprint import pages


@pages.route("/sign-up", methods=["GET", "POST"])
@public
def sign_up() -> Any:
    if g.user is not None and request.method == "GET":
        return redirect(root_url("accounts.new_workspace"))
    form = SignUpForm()
    if form.validate_on_submit():
        count_letter(form.email.data)
        sessions.remember_asked(form.email.data)
    if done := form.attempt(
        lambda: sign_ups.ask(form.name.data, form.email.data, form.practice.data),
        then=lambda _: root_url("accounts.sign_up_sent"),
    ):
        return done
    return render_template("accounts/sign_up.html", form=form), form.status


@pages.route("/sign-up/sent")
@public
def sign_up_sent() -> Any:
    return render_template("accounts/sign_up_sent.html", email=sessions.asked_for())


@pages.route("/sign-up/<token>", methods=["GET", "POST"])
@public
def finish_sign_up(token: str) -> Any:
    if request.method == "POST":
        step_into(Context(workspace=new_id()))
    form = Form()

    def make() -> Workspace:
        workspace, lead = sign_ups.finish(token)
        if g.user is None or g.user.id != lead.user_id:
            sessions.start_session(lead.user_id)
        return workspace

    if done := form.attempt(make, then=lambda workspace: home_of(workspace.slug)):
        return done
    sign_up = sign_ups.waiting(token)
    return render_template("accounts/finish_sign_up.html", form=form, sign_up=sign_up), 200 if sign_up else 410
