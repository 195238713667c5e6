"""Who is asking: one statement finds session, user, workspace and membership; then the request's walls are chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import g, request, session
from flask_login import LoginManager, UserMixin
from sqlalchemy import and_, select, update

from tracker.core import clock
from tracker.core.context import Context, bind, entered
from tracker.core.database import db
from tracker.core.prepared import prepared
from tracker.tenancy import Workspace, unscoped

from .models import LoginSession, Membership, User
from .models.membership import initials_of
from .tokens import fingerprint

IDLE_LIMIT = timedelta(days=14)
ABSOLUTE_LIMIT = timedelta(days=60)
NOTE_EVERY = timedelta(minutes=5)
READING = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True)
class Visitor:
    """What the frame of a page says of who looks. Plain values, so that an error's page needs no database."""

    name: str
    initials: str
    theme: str

    @classmethod
    def of(cls, user: User, member: Membership | None) -> "Visitor":
        name = member.name if member is not None else user.name
        return cls(name, initials_of(name), user.theme)


Along = Callable[[Any, Any], Any]
_along: dict[str, Along] = {}


def asked_along(name: str) -> Callable[[Along], Along]:
    """Register `build(workspace_id, user_id)`, a scalar of somebody's own rows that every page needs: it is asked
    together with who she is, and stands in `g.along[name]`. Its table has a wall that shows her those rows."""

    def register(build: Along) -> Along:
        _along[name] = build
        return build

    return register


login = LoginManager()
login.session_protection = None  # the row in the database is the protection


def identify() -> None:
    """Before every request: set `g.user`, `g.workspace`, `g.member` (each may be None) and bind the session.

    The cookie carries the user's id beside the token only so that the walls let her read her own memberships.
    """
    g.user = g.member = g.workspace = g.login_session = g.visitor = None
    g.along = {}
    writes = request.method not in READING
    user_id, token = _from_cookie()
    found = _find(token, user_id) if token and user_id and request.endpoint != "static" else None
    if found is None:
        bind(Context(writes=writes))
        return
    g.login_session, g.user, workspace, member, *counts = found
    g.along = dict(zip(_along, counts, strict=True))
    if member is not None:  # a workspace where she has no place stays unknown to her
        g.workspace, g.member = workspace, member
    g.visitor = Visitor.of(g.user, member)
    bind(_walls(member, writes))
    _adopt(g.login_session, g.user, g.workspace, g.member)
    _note_presence()


def _walls(member: Membership | None, writes: bool) -> Context:
    if member is None:
        return Context(user=g.user.id, writes=writes)
    return Context(member.workspace_id, member.wall, g.user.id, writes, g.workspace.zone)


def step_into(context: Context) -> None:
    """Let the rest of this request work inside `context`: the session so far is dropped, the user comes along."""
    db.session.remove()
    bind(context)
    _adopt(g.login_session, g.user)


def _from_cookie() -> tuple[UUID | None, str | None]:
    user_id, _, token = str(session.get("_user_id", "")).partition(":")
    try:
        return (UUID(user_id), token) if user_id and token else (None, None)
    except ValueError:
        return None, None


def _find(token: str, user_id: UUID) -> Any:
    with entered(Context(user=user_id, writes=False)):
        slug = request.environ.get("baton.workspace") or ""
        found = db.session.execute(*_who(fingerprint(token), user_id, slug)).first()
        db.session.expunge_all()
    return found if found is not None and not _lapsed(found[0]) else None


@prepared
def _who(token_hash: str, user_id: UUID, slug: str) -> object:
    counts = [build(Workspace.id, User.id).label(name) for name, build in _along.items()]
    query = (
        select(LoginSession, User, Workspace, Membership, *counts)
        .join(User, User.id == LoginSession.user_id)
        .outerjoin(Workspace, and_(Workspace.slug == slug, ~Workspace.in_making))
        .outerjoin(
            Membership,
            and_(
                Membership.workspace_id == Workspace.id,
                Membership.user_id == User.id,
                Membership.ended_at.is_(None),
            ),
        )
        .where(LoginSession.token_hash == token_hash, LoginSession.ended_at.is_(None), User.id == user_id)
    )
    return unscoped(query, "names the user herself; her own memberships only")


def _lapsed(row: LoginSession) -> bool:
    return row.seen_at < clock.now() - IDLE_LIMIT or row.signed_in_at < clock.now() - ABSOLUTE_LIMIT


def _adopt(*records: object) -> None:
    """Hand what was read to the request's own session, without asking the database again."""
    for record in records:
        if record is not None:
            db.session.add(record)


def _note_presence() -> None:
    """Every few minutes, in a transaction of its own, so that reading pages stay read-only."""
    row = g.login_session
    if row.seen_at < clock.now() - NOTE_EVERY:
        with entered(Context(user=row.user_id)):
            db.session.execute(update(LoginSession).where(LoginSession.id == row.id).values(seen_at=clock.now()))
            db.session.commit()


class SignedIn(UserMixin):
    """What Flask-Login keeps: the user and the token of this one session, never the user's id alone."""

    def __init__(self, user_id: UUID, token: str):
        self._mark = f"{user_id}:{token}"

    def get_id(self) -> str:
        return self._mark


@login.user_loader
def _load(mark: str) -> SignedIn | None:
    return SignedIn(g.user.id, mark.partition(":")[2]) if g.get("user") is not None else None
