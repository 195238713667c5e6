"""Which engagement a person of the client means when she names none: the newest that runs."""

from uuid import UUID

from flask import abort, g
from sqlalchemy import case

from tracker.accounts.models import Role
from tracker.core.database import db
from tracker.engagements.models import Engagement, EngagementState
from tracker.tenancy import scoped

ORDER = (
    EngagementState.ACTIVE, EngagementState.PAUSED, EngagementState.HANDED_OVER, EngagementState.AGREED,
    EngagementState.PROSPECT,
)  # fmt: skip


def current_engagement_id() -> UUID | None:
    """One statement."""
    rank = case({state: place for place, state in enumerate(ORDER)}, value=Engagement.state, else_=len(ORDER))
    return db.session.scalar(
        scoped(Engagement)
        .with_only_columns(Engagement.id)
        .where(Engagement.client_id == g.member.client_id)
        .order_by(rank, Engagement.id.desc())
        .limit(1)
    )


def current_or_404() -> UUID:
    return current_engagement_id() or abort(404)


def starts_with_checklist() -> bool:
    return g.member.role in {Role.STAFF, Role.CHAMPION}
