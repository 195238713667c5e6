"""The risks of an engagement: raising one, and reading them."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func

from tracker.accounts.models import Membership
from tracker.audit import AuditEvent, record
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.paging import Page, newest_first
from tracker.engagements.models import Engagement
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

from .models import Risk

MOST_OPEN = 100
HISTORY = 20


def raise_risk(
    engagement: Engagement, *, by: Membership, title: str, details: str = "", likelihood: int, impact: int,
    plan: str = "", review_on: date | None = None, owner: Membership | None = None,
    activity: Activity | None = None,
) -> Risk:  # fmt: skip
    """Put a risk into the register, about an activity or the whole. Raises `Refused` for an owner from elsewhere, or
    when too many are open."""
    still_open = scoped(Risk).where(Risk.engagement_id == engagement.id, Risk.resolved_at.is_(None))
    if db.session.scalar(still_open.with_only_columns(func.count(Risk.id))) >= MOST_OPEN:
        raise Refused(f"{MOST_OPEN} risks are open. Resolve some first: nobody keeps watch over more.")
    risk = Risk(
        **engagement.keys, title=title, details=details, likelihood=likelihood, impact=impact, plan=plan,
        review_on=review_on, raised_by_id=by.id, activity_id=activity.id if activity else None,
    )  # fmt: skip
    db.session.add(risk)
    db.session.flush()
    record("risk.raised", risk, by=by, after={"severity": risk.severity})
    if owner is not None:
        risk.name_owner(owner, by=by)
    return risk


def open_risks(engagement_id: UUID) -> list[Risk]:
    """The gravest first, those asleep last. One statement."""
    query = scoped(Risk).where(Risk.engagement_id == engagement_id, Risk.resolved_at.is_(None))
    found = db.session.scalars(query.order_by((Risk.likelihood * Risk.impact).desc(), Risk.id).limit(MOST_OPEN))
    return sorted(found, key=lambda risk: risk.asleep)


def resolved_risks(engagement_id: UUID) -> Page:
    return newest_first(scoped(Risk).where(Risk.engagement_id == engagement_id, Risk.resolved_at.is_not(None)), Risk.id)


def history_of(risk: Risk) -> list[Any]:
    """What happened to it, newest first."""
    events = scoped(AuditEvent).where(AuditEvent.engagement_id == risk.engagement_id, AuditEvent.subject_id == risk.id)
    return [*db.session.scalars(events.order_by(AuditEvent.id.desc()).limit(HISTORY))]
