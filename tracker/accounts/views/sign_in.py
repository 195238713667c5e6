"""Signing in, by a link in a letter or by password, and out."""

from typing import Any

from flask import abort, current_app, flash, g, redirect, render_template, request

from tracker.access import public
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.forms import Form
from tracker.core.urls import local_path, root_path, root_url

from .. import demo_people, links, passwords, sessions
from ..forms import LinkForm, PasswordForm
from ..models import User
from ..throttle import count_guess, count_letter
from ..users import with_address
from .blueprint import pages

NO_MATCH = "This address and this password do not belong together."


@pages.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Any:
    wanted = _wanted()
    if g.user is not None and request.method == "GET":
        return redirect(wanted or root_path("/"))
    form = LinkForm()
    if form.validate_on_submit():
        count_letter(form.email.data)
        sessions.remember_asked(form.email.data)
    if done := form.attempt(
        lambda: links.ask_for_link(form.email.data, wanted or ""), then=lambda _: root_url("accounts.link_sent")
    ):
        return done
    demo = demo_people.offered() if _demo_open() else []
    return render_template("accounts/sign_in.html", form=form, wanted=wanted, demo=demo), form.status


@pages.route("/sign-in/sent")
@public
def link_sent() -> Any:
    return render_template("accounts/link_sent.html", email=sessions.asked_for())


@pages.route("/sign-in/<token>", methods=["GET", "POST"])
@public
def open_link(token: str) -> Any:
    """Opening shows a button, so that the programs that look through mail do not spend the link."""
    form = Form()

    def enter() -> str:
        user, wanted = links.use(token)
        sessions.start_session(user.id)
        return wanted or root_path("/")

    if done := form.attempt(enter, then=str):
        return done
    user = links.whose(token)
    return render_template("accounts/open_link.html", form=form, user=user), 200 if user else 410


@pages.route("/sign-in/password", methods=["GET", "POST"])
@public
def sign_in_by_password() -> Any:
    form = PasswordForm()
    if form.validate_on_submit():
        count = count_guess(form.email.data)
        user = _known(form.email.data)
        if passwords.fits(user, form.password.data) and user is not None:
            count.forget()
            sessions.start_session(user.id)
            db.session.commit()
            return redirect(_wanted() or root_path("/"), 303)
        form.refuse(Refused(NO_MATCH, "password"))
    return render_template("accounts/password.html", form=form, wanted=_wanted()), form.status


def _known(email: str) -> User | None:
    """Read in a transaction of its own, so that nothing is locked while the password is looked at."""
    with entered(Context(writes=False)):
        return with_address(email)


@pages.route("/sign-in/demo", methods=["POST"])
@public
def sign_in_as_demo() -> Any:
    """Only where the settings say that this is a demo, and only as its people."""
    user_id = demo_people.chosen(request.form.get("person", "")) if _demo_open() else None
    if user_id is None:
        abort(404)
    sessions.start_session(user_id)
    db.session.commit()
    return redirect(root_path("/"), 303)


@pages.route("/sign-out", methods=["POST"])
@public
def sign_out() -> Any:
    sessions.sign_out()
    db.session.commit()
    flash("You are signed out.", "success")
    return redirect(local_path(request.form.get("next")) or root_url("accounts.sign_in"), 303)


def _wanted() -> str | None:
    return local_path(request.args.get("next"))


def _demo_open() -> bool:
    return current_app.config["SETTINGS"].demo


