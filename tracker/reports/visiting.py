"""A stranger at a shared link: what stands behind its token, and how long her password counts.

Her visit is a signed cookie for this one address. It names the password that she gave, so that another password, or
the end of the link, ends the visit with the next request.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import update

from tracker.accounts import passwords
from tracker.accounts.throttle import count_guess_at_link
from tracker.accounts.tokens import fingerprint
from tracker.accounts.workspaces import named
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.engagements.visibility import out_of_reach
from tracker.tenancy import Workspace, scoped

from .models import SummaryLink

LASTS = timedelta(hours=1)
COOKIE = "baton-summary"


def workspace_at(slug: str | None) -> Workspace | None:
    """Apart from the request's own session, which may write: a guess is counted beside it."""
    with entered(Context(writes=False)):
        workspace = named(slug)
        db.session.expunge_all()
        return workspace


def link_behind(workspace: Workspace, token: str) -> SummaryLink | None:
    """The open link of this token in this workspace; None for all others alike."""
    with entered(Context(workspace=workspace.id, writes=False, zone=workspace.zone)):
        query = scoped(SummaryLink).where(
            SummaryLink.token_hash == fingerprint(token), SummaryLink.revoked_at.is_(None),
            SummaryLink.expires_at > clock.now(),
        )  # fmt: skip
        link = db.session.scalar(query)
        out = link is not None and _out_of_reach(link)
        db.session.expunge_all()
        return None if out else link


def _out_of_reach(link: SummaryLink) -> bool:
    """A link of the practice ends with its access. One statement."""
    return link.made_by.of_practice and db.session.scalar(out_of_reach(link.engagement_id)) is not None


def unlock(link: SummaryLink, password: str) -> str | None:
    """The visit that the right password begins; None for a wrong one. Raises `TooManyRequests` for too many guesses.

    An opening is counted, in a transaction of its own.
    """
    guess = count_guess_at_link(str(link.id))
    if not passwords.matches(link.password_hash, password):
        return None
    guess.forget()
    with entered(Context(workspace=link.workspace_id, client=link.client_id)):
        counted = update(SummaryLink).where(SummaryLink.id == link.id, SummaryLink.key == link.key)
        db.session.execute(
            counted.values(opens=SummaryLink.opens + 1, opened_at=clock.now()).execution_options(
                synchronize_session=False
            )
        )
        db.session.commit()
    return _signer().dumps([str(link.id), link.key, int(clock.now().timestamp())])


def visits(link: SummaryLink, cookie: str | None) -> bool:
    """Whether this cookie is of a visit to this link that has not ended."""
    try:
        id, key, since = _signer().loads(cookie or "")
    except (BadSignature, ValueError, TypeError):
        return False
    lasted = clock.now().timestamp() - since
    return (UUID(id), key) == (link.id, link.key) and 0 <= lasted < LASTS.total_seconds()


def _signer() -> Any:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="summary visit")
