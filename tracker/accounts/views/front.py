"""The first page outside any workspace, and what the frame of every page shows of who looks."""

from functools import cache
from typing import Any

from flask import current_app, g, redirect, request, url_for

from tracker.access.guard import shut
from tracker.core.templates import on_every_page, workspace_menu
from tracker.core.urls import root_path, root_url

from ..workspaces import places_of
from .blueprint import pages


@pages.before_app_request
def lead_on() -> Any:
    """`/` is nobody's page: it leads to the sign-in, to the only workspace, or to the choice among several."""
    if request.path != "/" or "baton.workspace" in request.environ or request.method not in {"GET", "HEAD"}:
        return None
    if g.user is None:
        return redirect(root_url("accounts.sign_in"))
    places = places_of(g.user.id)
    return redirect(places[0].url if len(places) == 1 else root_url("accounts.workspaces"))


@on_every_page
def _frame() -> dict[str, Any]:
    if not request or g.get("visitor") is None:
        return {"visitor": None}
    values = _links(root_path(""))
    if g.member and workspace_menu:
        here = [
            {"label": word, "url": url_for(endpoint), "icon": icon} for word, endpoint, icon in workspace_menu
            if not shut(current_app.view_functions[endpoint])
        ]
        values = {**values, "menu": [*here, *values["menu"]]}
    return {**values, "visitor": g.visitor, "home_url": f"{request.script_root}/" if g.member else values["home_url"]}


@cache
def _links(root: str) -> dict[str, Any]:
    """Looked up once for each place where Baton is mounted, since every page needs them."""
    return {
        "home_url": f"{root}/",
        "theme_url": root_url("accounts.theme"),
        "menu": [
            {"label": "Your account", "url": root_url("accounts.settings"), "icon": "settings"},
            {"label": "Your workspaces", "url": root_url("accounts.workspaces"), "icon": "building"},
            {"label": "Sign out", "url": root_url("accounts.sign_out"), "icon": "logout", "post": True},
        ],
    }
