"""How much of what was logged for the client a second person was asked about, and what she said."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select, true

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped

from .models import Answer, Mode, Why, WorkEntry, WorkQuestion

DAYS = 56


Asked = tuple[date, str, str]


def sample_of(engagement_id: UUID, newest: int) -> tuple[dict[str, int], list[Asked]]:
    """Of the last `days`: for how many entries lots were drawn (`pool`), how many were `asked` about, and how many
    answers were `yes`, `no`, or are still `open`. Beside it so many of the `newest` questions: the day, what was
    logged, and the answer, empty while it waits. One statement."""
    since = clock.ago(days=DAYS)
    about = and_(WorkQuestion.engagement_id == engagement_id, WorkQuestion.why == Why.SAMPLE)
    counts = scoped(WorkQuestion).where(about, WorkQuestion.asked_at >= since).with_only_columns(
        _pool(engagement_id, since).label("pool"),
        func.coalesce(func.sum(WorkQuestion.entries), 0).label("asked"),
        func.count().filter(WorkQuestion.answer == Answer.YES).label("yes"),
        func.count().filter(WorkQuestion.answer == Answer.NO).label("no"),
        func.count().filter(WorkQuestion.answered_at.is_(None)).label("open"),
    ).subquery()  # fmt: skip
    columns = (WorkQuestion.id, WorkQuestion.asked_at, WorkQuestion.what, WorkQuestion.answer)
    last = scoped(WorkQuestion).where(about).with_only_columns(*columns).order_by(WorkQuestion.id.desc())
    last = last.limit(newest).subquery()
    query = select(counts, last).select_from(counts.outerjoin(last, true())).order_by(last.c.id.desc())
    rows = db.session.execute(query).all()
    first = rows[0]
    told = {"days": DAYS, "pool": first.pool, "asked": int(first.asked), "yes": first.yes, "no": first.no}
    asked = [(clock.day_of(row.asked_at), row.what, str(row.answer or "")) for row in rows if row.id is not None]
    return told | {"open": first.open}, asked


def _pool(engagement_id: UUID, since: Any) -> Any:
    """What people log as the client's own work, and what the practice logs as done together."""
    own = and_(WorkEntry.mode.in_((Mode.CLIENT, Mode.CLIENT_CHECKED)), Membership.client_id.is_not(None))
    together = and_(WorkEntry.mode == Mode.TOGETHER, Membership.client_id.is_(None))
    return (
        scoped(WorkEntry)
        .join(
            Membership, (Membership.workspace_id == WorkEntry.workspace_id) & (Membership.id == WorkEntry.person_id)
        )
        .where(
            WorkEntry.engagement_id == engagement_id, WorkEntry.logged_at >= since, WorkEntry.logged_by_id.is_(None),
            or_(own, together),
        )
        .with_only_columns(func.count())
        .scalar_subquery()
    )  # fmt: skip
