"""A person's own account: name, look, password, and where she is signed in."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request

from tracker.access import own_account
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.forms import Form
from tracker.core.urls import local_path, root_url

from .. import account, address_changes, passwords, sessions
from ..devices import device_words
from ..forms import NameForm, NewAddressForm, NewPasswordForm, ProofForm
from ..models import AddressChange
from ..spans import ago_words
from ..throttle import count_guess, count_letter
from .blueprint import pages


@pages.route("/account", methods=["GET", "POST"])
@own_account
def settings() -> Any:
    form = NameForm(obj=g.user)
    if form.validate_on_submit():
        account.rename(g.user.id, form.name.data)
        flash("Your name was changed.", "success")
        return redirect(root_url("accounts.settings"), 303)
    return render_template("accounts/settings.html", form=form), form.status


@pages.route("/account/look", methods=["POST"])
@own_account
def theme() -> Any:
    account.choose_theme(g.user, request.form.get("theme", ""))
    db.session.commit()
    came_from = urlsplit(request.referrer or "")._replace(scheme="", netloc="", fragment="").geturl()
    return redirect(local_path(came_from) or root_url("accounts.settings"), 303)


@pages.route("/account/letters", methods=["POST"])
@own_account
def digest() -> Any:
    account.choose_digest(g.user, request.form.get("digest", ""))
    db.session.commit()
    flash("Changed.", "success")
    return redirect(root_url("accounts.settings"), 303)


@pages.route("/account/password", methods=["GET", "POST"])
@own_account
def password() -> Any:
    """Set or change it. Guesses at the present one count as they do at the sign-in page."""
    form = _asking_for_proof(NewPasswordForm())
    if _proven(form) and (
        done := form.attempt(
            lambda: account.change_password(g.user, form.new_password.data, g.login_session), then=_password_changed
        )
    ):
        return done
    return render_template("accounts/new_password.html", form=form), form.status


@pages.route("/account/password/removal", methods=["GET", "POST"])
@own_account
def remove_password() -> Any:
    form = _asking_for_proof(ProofForm())
    if _proven(form) and (
        done := form.attempt(lambda: account.remove_password(g.user, g.login_session), then=_password_changed)
    ):
        return done
    return render_template("accounts/remove_password.html", form=form), form.status


def _asking_for_proof(form: ProofForm) -> Any:
    """The form without the question for the password where none is needed."""
    if not account.needs_proof(g.user, g.login_session):
        del form.password
    return form


def _proven(form: Form) -> bool:
    """Whether the form was sent, is sound, and holds the present password where that is asked for."""
    if not form.validate_on_submit():
        return False
    if "password" not in form:
        return True
    count = count_guess(g.user.email)
    if not passwords.fits(g.user, form["password"].data):
        form.refuse(Refused("That is not your present password.", "password"))
        return False
    count.forget()
    return True


def _password_changed(ended: int) -> str:
    others = {0: "", 1: " One other sign-in was ended."}.get(ended, f" {ended} other sign-ins were ended.")
    flash(f"Done.{others}", "success")
    return root_url("accounts.settings")


@pages.route("/account/address", methods=["GET", "POST"])
@own_account
def address() -> Any:
    """Ask for another e-mail address. Guesses at the password count as they do at the sign-in page."""
    form = _asking_for_proof(NewAddressForm())

    def sent(_: Any) -> str:
        flash(f"We wrote to {form.email.data}. Open the link in that letter here, within an hour.", "success")
        return root_url("accounts.settings")

    if _proven(form):
        count_letter(form.email.data)
        if done := form.attempt(lambda: address_changes.ask(g.user, form.email.data), then=sent):
            return done
    return render_template("accounts/new_address.html", form=form), form.status


@pages.route("/account/address/<token>", methods=["GET", "POST"])
@own_account
def confirm_address(token: str) -> Any:
    form = Form()

    def changed(email: str) -> str:
        flash(f"Letters go to {email} from now on.", "success")
        return root_url("accounts.settings")

    if done := form.attempt(lambda: address_changes.finish(token, g.user, g.login_session), then=changed):
        return done
    change = address_changes.waiting(token, g.user)
    page = render_template("accounts/confirm_address.html", form=form, change=change, spent=AddressChange.SPENT)
    return page, form.status if change else 410


@pages.route("/account/sessions", endpoint="sessions")
@own_account
def list_sessions() -> Any:
    return render_template(
        "accounts/sessions.html", rows=sessions.sessions_of(g.user), most=sessions.MOST_SHOWN,
        device_words=device_words, ago_words=ago_words,
    )  # fmt: skip


@pages.route("/account/sessions/<uuid:id>/end", methods=["POST"])
@own_account
def end_session(id: UUID) -> Any:
    row = sessions.session_of(g.user, id) or abort(404)
    sessions.end_session(row)
    db.session.commit()
    flash("That sign-in was ended.", "success")
    return redirect(root_url("accounts.sessions"), 303)


@pages.route("/account/sessions/end-others", methods=["POST"])
@own_account
def end_other_sessions() -> Any:
    ended = sessions.end_others(g.user, but=g.login_session)
    db.session.commit()
    flash("You were signed in nowhere else." if not ended else "You are signed in only here now.", "success")
    return redirect(root_url("accounts.sessions"), 303)
