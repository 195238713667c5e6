"""Sharing a summary by a link: made with an expiry and a password, listed, locked anew, revoked."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func

from tracker.accounts import passwords
from tracker.accounts.models import Membership
from tracker.accounts.tokens import fingerprint, new_token
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.holding import hold
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped

from .models import SummaryLink

USUAL_DAYS, MOST_DAYS = 30, 180
MOST_OPEN, MOST_LISTED = 20, 60


def share(engagement: Engagement, label: str, days: int, password: str, *, by: Membership) -> tuple[SummaryLink, str]:
    """The link and its token, which is kept nowhere: it can be shown this once.

    Raises `Refused` at `days` or `password`, and where too many links are open already.
    """
    hold(engagement, "state")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(f"From 1 to {MOST_DAYS} days.", "days")
    still_open = (SummaryLink.revoked_at.is_(None), SummaryLink.expires_at > clock.now())
    count = scoped(SummaryLink).with_only_columns(func.count()).where(SummaryLink.engagement_id == engagement.id)
    if (db.session.scalar(count.where(*still_open)) or 0) >= MOST_OPEN:
        raise Refused(f"{MOST_OPEN} links are open already. Revoke one before you share another.")
    token = new_token()
    link = SummaryLink(
        **engagement.keys, label=label, token_hash=fingerprint(token), made_by_id=by.id,
        password_hash=passwords.hashed(password, about=_known(engagement, label), field="password"),
        expires_at=clock.now() + timedelta(days=days),
    )  # fmt: skip
    db.session.add(link)
    db.session.flush()
    record("summary.shared", link, by=by, after={"until": clock.day_of(link.expires_at)})
    return link, token


def lock_anew(link: SummaryLink, password: str, *, by: Membership) -> None:
    """Another password. Whoever came in by the one before is out at once."""
    _hold_open(link)
    about = f"{link.label} {db.session.get_one(Engagement, (link.workspace_id, link.engagement_id)).client.name}"
    link.password_hash = passwords.hashed(password, about=about, field="password")
    link.key += 1
    record("summary.locked", link, by=by)


def revoke(link: SummaryLink, *, by: Membership) -> None:
    """End it for good and at once."""
    _hold_open(link)
    link.revoked_at, link.revoked_by_id = clock.now(), by.id
    record("summary.revoked", link, by=by)


def links_of(engagement_id: UUID) -> list[SummaryLink]:
    """The newest first. One statement."""
    query = scoped(SummaryLink).where(SummaryLink.engagement_id == engagement_id)
    return list(db.session.scalars(query.order_by(SummaryLink.id.desc()).limit(MOST_LISTED)))


def _hold_open(link: SummaryLink) -> None:
    hold(link, "revoked_at", "key", "password_hash")
    if link.state != "open":
        raise Stale(f"This link is {link.state} already.")


def _known(engagement: Engagement, label: str) -> str:
    return f"{label} {engagement.title} {engagement.client.name}"
