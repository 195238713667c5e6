"""Where somebody finds her workspace who has no place here any more because it was taken over."""

from typing import Any
from uuid import UUID

from flask import g, redirect, request
from sqlalchemy.orm import aliased
from werkzeug.wrappers import Response

from tracker.access.guard import knows_the_way_on
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.urls import root_path
from tracker.tenancy import Workspace, scoped

from .models import Membership


@knows_the_way_on
def to_the_new_place() -> Any:
    """The same page in the workspace that she came along to; None for everybody else. What was sent is not repeated."""
    slug = request.environ.get("baton.workspace")
    found = new_slug(slug, g.user.id) if slug else None
    if found is None:
        return None
    path = request.full_path.rstrip("?") if request.method == "GET" else "/"
    there = root_path(f"/w/{found}{path}")
    if "HX-Request" in request.headers:
        return Response("", headers={"HX-Redirect": there})
    return redirect(there, 303)


def new_slug(slug: str, user_id: UUID) -> str | None:
    """The address of the workspace that left the one at `slug` and in which the user has a place. One statement."""
    old = aliased(Workspace)
    query = (
        scoped(Membership)
        .with_only_columns(Workspace.slug)
        .select_from(Membership)
        .join(Workspace, Workspace.id == Membership.workspace_id)
        .join(old, old.id == Workspace.came_from_id)
        .where(old.slug == slug, Membership.user_id == user_id, Membership.ended_at.is_(None), ~Workspace.in_making)
    )
    with entered(Context(user=user_id, writes=False)):
        return db.session.scalar(query.limit(1))
