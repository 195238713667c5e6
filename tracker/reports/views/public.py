"""The shared summary itself: the one page of a workspace that a stranger may read, once she gave the password."""

from typing import Any

from flask import current_app, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from tracker.access import public
from tracker.accounts.identity import step_into
from tracker.core.context import Context
from tracker.core.errors import Refused

from ..forms import UnlockForm
from ..models import SummaryLink
from ..summary import summary_of
from ..visiting import COOKIE, LASTS, link_behind, unlock, visits, workspace_at
from .blueprint import pages

# Nobody who follows a link out of the page, and no search engine, learns its address.
HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow, noarchive"}


@pages.record_once
def _without_token(state: Any) -> None:
    """A stranger has no session that a form of another site could misuse, and is to get none by asking for a token."""
    state.app.extensions["csrf"].exempt(summary)


@pages.route("/summary/<token>", methods=["GET", "POST"])
@public
def summary(token: str) -> ResponseReturnValue:
    """Whoever is signed in is a stranger here too: the page is the same for everybody."""
    workspace = workspace_at(request.environ.get("baton.workspace"))
    g.user = g.member = g.workspace = g.visitor = None
    link = link_behind(workspace, token) if workspace is not None else None
    if workspace is None or link is None:
        return _dressed(render_template("reports/no_summary.html"), 404)
    if request.method == "POST":
        return _try(link)
    if not visits(link, request.cookies.get(COOKIE)):
        return _dressed(render_template("reports/locked.html", form=UnlockForm()))
    step_into(Context(workspace.id, link.client_id, None, writes=False, zone=workspace.zone))
    summary = summary_of(link.engagement_id)
    return _dressed(render_template("reports/summary.html", practice=workspace.practice, **summary))


def _try(link: SummaryLink) -> ResponseReturnValue:
    form = UnlockForm()
    try:
        visit = unlock(link, form.password.data) if form.validate() else None
    except TooManyRequests as refusal:
        form.refuse(Refused("Too many tries. Wait a few minutes, then try again.", "password"))
        wait = {"Retry-After": str(refusal.retry_after)}
        return _dressed(render_template("reports/locked.html", form=form), 429, wait)
    if visit is None:
        if not form.errors:
            form.refuse(Refused("This is not the password.", "password"))
        return _dressed(render_template("reports/locked.html", form=form), 422)
    here = request.script_root + request.path
    answer = _dressed(redirect(here, 303))
    answer.set_cookie(
        COOKIE, visit, max_age=int(LASTS.total_seconds()), path=here, httponly=True, samesite="Lax",
        secure=current_app.config["SETTINGS"].https,
    )  # fmt: skip
    return answer


def _dressed(answer: Any, status: int | None = None, more: dict[str, str] | None = None) -> Any:
    response = make_response(answer)
    response.status_code = status or response.status_code
    response.headers.update(HEADERS | (more or {}))
    return response
