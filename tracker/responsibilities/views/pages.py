"""The blueprint that every page of responsibilities hangs on, and what its pages have in common."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.core.errors import Refused, Stale
from tracker.core.forms import Form

from ..models import Activity
from .frame import frame

pages = Blueprint("responsibilities", __name__)


def press(verb: Callable[[], Any], said: str, then: str) -> Response:
    """One button, one verb, once: show `then` with what was done. A refusal answers with its own page."""
    form = Form()
    if done := form.attempt(verb, then=lambda _: then):
        flash(said, "success")
        return done
    reason = next(iter(form.form_errors), "That did not work. Open the page again.")
    raise Stale(reason) if form.stale else Refused(reason)


def ask(activity: Activity, form: Form, heading: str, label: str, **more: Any) -> ResponseReturnValue:
    """A page with one small form about `activity`: every field in its order, and the way back."""
    page = render_template(
        "responsibilities/ask.html", **frame(activity), activity=activity, form=form,
        page_heading=heading, label=label, back=activity_path(activity), crumbs=crumbs_of(activity), **more,
    )  # fmt: skip
    return page, form.status


def crumbs_of(activity: Activity) -> list[tuple[str, str]]:
    return [(activity.name, activity_path(activity))]


def activity_path(activity: Activity) -> str:
    return url_for("responsibilities.activity", id=activity.id)
