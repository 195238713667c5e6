"""Signing in and out: one row for every sign-in, listed and ended by the person herself."""

from datetime import timedelta
from uuid import UUID

from flask import g, request, session
from flask_login import login_user, logout_user
from sqlalchemy import select, update

from tracker.core import clock
from tracker.core.database import db

from .identity import ABSOLUTE_LIMIT, IDLE_LIMIT, SignedIn
from .models import LoginSession, User
from .tokens import fingerprint, new_token

MOST_SHOWN = 50
# So soon after signing in nobody is asked to prove once more who she is.
FRESH = timedelta(minutes=10)


def start_session(user_id: UUID) -> None:
    """Sign the user in here: a new row and a new cookie, so that a cookie planted before is worth nothing."""
    if g.get("login_session") is not None:
        end_session(g.login_session)
    token = new_token()
    db.session.add(
        LoginSession(
            user_id=user_id,
            token_hash=fingerprint(token),
            address=(request.remote_addr or "")[:64],
            agent=request.user_agent.string[:200],
        )
    )
    session.clear()
    session.permanent = True
    login_user(SignedIn(user_id, token))


def end_session(row: LoginSession) -> None:
    """End one sign-in; every copy of its cookie is dead from the next request on."""
    row.ended_at = clock.now()


def sign_out() -> None:
    """End the session at hand and forget the cookie."""
    if g.get("login_session") is not None:
        end_session(g.login_session)
    logout_user()
    session.clear()


def remember_asked(email: str) -> None:
    """Keep in the browser's own cookie which address it typed, so that the next page can name it."""
    session["asked_for"] = email


def asked_for() -> str:
    return session.get("asked_for", "your address")


def sessions_of(user: User) -> list[LoginSession]:
    """The sign-ins that still hold, the latest used first."""
    query = (
        select(LoginSession)
        .where(
            LoginSession.user_id == user.id,
            LoginSession.ended_at.is_(None),
            LoginSession.seen_at > clock.now() - IDLE_LIMIT,
            LoginSession.signed_in_at > clock.now() - ABSOLUTE_LIMIT,
        )
        .order_by(LoginSession.seen_at.desc(), LoginSession.id.desc())
        .limit(MOST_SHOWN)
    )
    return list(db.session.scalars(query))


def session_of(user: User, id: UUID) -> LoginSession | None:
    """One of the user's own sign-ins; somebody else's is none."""
    return db.session.scalar(select(LoginSession).where(LoginSession.id == id, LoginSession.user_id == user.id))


def end_others(user: User, but: LoginSession) -> int:
    """End every sign-in of `user` except one. Returns how many there were."""
    query = (
        update(LoginSession)
        .where(LoginSession.user_id == user.id, LoginSession.id != but.id, LoginSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )
    return db.session.execute(query).rowcount


def fresh(row: LoginSession) -> bool:
    """Whether somebody signed in here only minutes ago."""
    return row.signed_in_at > clock.now() - FRESH
