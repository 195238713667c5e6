"""The flags of an engagement, as its pages list them."""

from typing import Any
from uuid import UUID

from tracker.audit import AuditEvent
from tracker.core.database import db
from tracker.core.paging import Page, newest_first
from tracker.tenancy import scoped

from .models import Flag

MOST_OPEN = 60
PAST_AT_ONCE = 10
HISTORY = 30


def open_flags(engagement_id: UUID) -> list[Flag]:
    """The gravest first, then the oldest; those put off last. One statement."""
    query = scoped(Flag).where(
        Flag.engagement_id == engagement_id, Flag.gone_on.is_(None), Flag.resolved_at.is_(None)
    )  # fmt: skip
    found = db.session.scalars(query.order_by(Flag.severity.desc(), Flag.opened_on, Flag.id).limit(MOST_OPEN))
    return sorted(found.unique(), key=lambda flag: flag.asleep)


def past_flags(engagement_id: UUID) -> Page:
    """Those that were resolved or are gone, the newest first."""
    query = scoped(Flag).where(
        Flag.engagement_id == engagement_id, Flag.gone_on.is_not(None) | Flag.resolved_at.is_not(None)
    )  # fmt: skip
    return newest_first(query, Flag.id, PAST_AT_ONCE)


def history_of(flag: Flag) -> list[Any]:
    """What happened to it, newest first."""
    events = scoped(AuditEvent).where(AuditEvent.engagement_id == flag.engagement_id, AuditEvent.subject_id == flag.id)
    return [*db.session.scalars(events.order_by(AuditEvent.id.desc()).limit(HISTORY))]
