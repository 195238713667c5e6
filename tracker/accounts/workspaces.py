"""Workspaces as a person meets them: making one, and finding those she has a place in."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from tracker.audit import record
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.urls import root_path
from tracker.tenancy import Workspace, scoped

from .models import Membership, Role, User

LONGEST_SLUG = 32
MOST_PLACES = 100
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
# Words that a reader of an address would take for something of ours.
_RESERVED = {"account", "admin", "api", "baton", "demo", "help", "new", "sign-in", "sign-up", "support", "www"}


@dataclass(frozen=True, slots=True)
class Place:
    """One of a person's open places."""

    name: str
    slug: str
    role_label: str

    @property
    def url(self) -> str:
        return home_of(self.slug)


def home_of(slug: str) -> str:
    return root_path(f"/w/{slug}/")


def places_of(user_id: UUID) -> list[Place]:
    """Where the user has an open place, by name. She reads her own places from outside any workspace."""
    with entered(Context(user=user_id, writes=False)):
        query = (
            scoped(Membership)
            .add_columns(Workspace)
            .join(Workspace, Workspace.id == Membership.workspace_id)
            .where(Membership.user_id == user_id, Membership.ended_at.is_(None), ~Workspace.in_making)
            .order_by(Workspace.name, Workspace.id)
            .limit(MOST_PLACES)
        )
        return [Place(space.name, space.slug, member.role_label) for member, space in db.session.execute(query)]


def found(name: str, user: User, *, zone: str = "Europe/London") -> tuple[Workspace, Membership]:
    """Make the workspace whose id the session's context already names, with `user` as its first lead."""
    workspace = Workspace(id=db.session().context.workspace, slug=_free_slug(name), name=name, zone=zone)
    db.session.add(workspace)
    db.session.flush()
    lead = Membership(workspace_id=workspace.id, user_id=user.id, role=Role.LEAD, name=user.name)
    db.session.add(lead)
    db.session.flush()
    record("workspace.founded", lead, by=lead, after={"name": name})
    return workspace, lead


def describe(workspace: Workspace, *, name: str, zone: str, by: Membership) -> None:
    """Give the workspace another name or time zone. Its address stays, so that links go on working. A client in its
    own workspace is called what the workspace is."""
    before = {"name": workspace.name, "zone": workspace.zone}
    after = {"name": name, "zone": zone}
    if after == before:
        return
    workspace.name, workspace.zone = name, zone
    if by.own:
        by.client.name = name
    record("workspace.changed", by, by=by, before=before, after=after)


def named(slug: str | None) -> Workspace | None:
    return db.session.scalar(select(Workspace).where(Workspace.slug == (slug or ""), ~Workspace.in_making))


def _free_slug(name: str) -> str:
    slug = slug_from(name)
    return f"{slug}-{''.join(secrets.choice(_LETTERS) for _ in range(4))}" if address_taken(slug) else slug


def address_taken(slug: str) -> bool:
    """Whether another workspace has the address, or readers would take it for something of ours."""
    return slug in _RESERVED or db.session.scalar(select(Workspace.id).where(Workspace.slug == slug)) is not None


def slug_from(name: str) -> str:
    """`Harbour & Lane` as `harbour-lane`; `workspace` for a name without a letter or digit that an address can hold."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "workspace"
