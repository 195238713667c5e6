"""Who is asking: one statement finds session, user, workspace and membership; then the request's walls are chosen."""

from datetime import timedelta
from uuid import UUID

from flask import g, request, session
from flask_login import LoginManager, UserMixin, login_user, logout_user
from sqlalchemy import and_, select, update

from tracker.core import clock
from tracker.core.context import Context, bind, entered
from tracker.core.database import db
from tracker.tenancy import Workspace, unscoped

from .models import LoginSession, Membership, User
from .tokens import fingerprint, new_token

IDLE_LIMIT = timedelta(days=14)
ABSOLUTE_LIMIT = timedelta(days=60)
NOTE_EVERY = timedelta(minutes=5)
READING = {"GET", "HEAD", "OPTIONS"}

login = LoginManager()
login.session_protection = None  # the row in the database is the protection


def identify() -> None:
    """Before every request: set `g.user`, `g.workspace`, `g.member` (each may be None) and bind the session.

    The cookie carries the user's id beside the token only so that the walls let her read her own memberships.
    """
    g.user = g.member = g.workspace = g.login_session = None
    slug = request.environ.get("baton.workspace")
    user_id, token = _from_cookie()
    writes = request.method not in READING
    if token is None or user_id is None:
        bind(Context(writes=writes))
        return
    with entered(Context(user=user_id, writes=False)):
        found = db.session.execute(_who(token, user_id, slug)).first()
        if found is not None and _lapsed(found[0]):
            found = None
        if found is not None:
            db.session.expunge_all()
    if found is None:
        bind(Context(writes=writes))
        return
    g.login_session, g.user, g.workspace, g.member = found
    member = g.member
    bind(
        Context(
            workspace=member.workspace_id if member else None,
            client=member.client_id if member else None,
            user=g.user.id,
            writes=writes,
            zone=g.workspace.zone if member else "UTC",
        )
    )
    _adopt(g.login_session, g.user, g.workspace, g.member)
    _note_presence()


def _from_cookie() -> tuple[UUID | None, str | None]:
    user_id, _, token = str(session.get("_user_id", "")).partition(":")
    try:
        return (UUID(user_id), token) if user_id and token else (None, None)
    except ValueError:
        return None, None


def _who(token: str, user_id: UUID, slug: str | None) -> object:
    query = (
        select(LoginSession, User, Workspace, Membership)
        .join(User, User.id == LoginSession.user_id)
        .outerjoin(Workspace, Workspace.slug == (slug or ""))
        .outerjoin(
            Membership,
            and_(
                Membership.workspace_id == Workspace.id,
                Membership.user_id == User.id,
                Membership.ended_at.is_(None),
            ),
        )
        .where(LoginSession.token_hash == fingerprint(token), LoginSession.ended_at.is_(None), User.id == user_id)
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
    if g.login_session.seen_at < clock.now() - NOTE_EVERY:
        with entered(Context(user=g.user.id)):
            db.session.execute(
                update(LoginSession).where(LoginSession.id == g.login_session.id).values(seen_at=clock.now())
            )
            db.session.commit()


class SignedIn(UserMixin):
    """What Flask-Login keeps: the user and the token of this one session, never the user's id alone."""

    def __init__(self, user: User, token: str):
        self.user = user
        self._mark = f"{user.id}:{token}"

    def get_id(self) -> str:
        return self._mark


@login.user_loader
def _load(mark: str) -> SignedIn | None:
    return SignedIn(g.user, mark.partition(":")[2]) if g.get("user") is not None else None


def start_session(user: User) -> None:
    """Sign `user` in here: a new row and a new cookie, so that a cookie planted before is worth nothing."""
    token = new_token()
    db.session.add(
        LoginSession(
            user_id=user.id,
            token_hash=fingerprint(token),
            address=(request.remote_addr or "")[:64],
            agent=request.user_agent.string[:200],
        )
    )
    session.clear()
    session.permanent = True
    login_user(SignedIn(user, token))


def end_session(row: LoginSession) -> None:
    """End one sign-in; every copy of its cookie is dead from the next request on."""
    row.ended_at = clock.now()


def sign_out() -> None:
    """End the session at hand and forget the cookie."""
    if g.get("login_session") is not None:
        end_session(g.login_session)
    logout_user()
    session.clear()
