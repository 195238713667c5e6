"""Answering what a guard saw: a row with who and when, for both sides to read. No number moves."""

from uuid import UUID

from sqlalchemy import func

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import Facts, Headline
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped
from tracker.worklog.sampling import sample_of

from . import seen
from .models import GuardAnswer

MOST_OF_EACH = 6


def guards_of(engagement_id: UUID, facts: Facts, headline: Headline) -> list[seen.Guard]:
    """Every guard with what it sees today. One statement beside the facts."""
    today = clock.today()
    return [
        seen.bursts(facts, today), seen.teach_backs(facts, today),
        seen.sampled(*sample_of(engagement_id, seen.MOST_ROWS)),
        seen.hands_on(facts, today, headline.get("value")), seen.consultants_time(facts, today),
    ]  # fmt: skip


def answer(engagement: Engagement, guard: seen.Guard, text: str, *, by: Membership) -> GuardAnswer:
    """What the guard says at this moment is kept with it."""
    row = GuardAnswer(
        **engagement.keys, guard=guard.key, saw=guard.says[:600], text=text, by_id=by.id, by_name=by.name,
        by_practice=by.of_practice,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    record("guard.answered", row, by=by, because=text, after={"guard": guard.title})
    return row


def answers_in(engagement_id: UUID) -> dict[str, list[GuardAnswer]]:
    """The newest few to each guard. One statement."""
    place = func.row_number().over(partition_by=GuardAnswer.guard, order_by=GuardAnswer.id.desc()).label("place")
    ranked = scoped(GuardAnswer).with_only_columns(GuardAnswer.id, place)
    ranked = ranked.where(GuardAnswer.engagement_id == engagement_id).subquery()
    newest = scoped(GuardAnswer).with_only_columns(ranked.c.id).select_from(ranked)
    query = scoped(GuardAnswer).where(GuardAnswer.id.in_(newest.where(ranked.c.place <= MOST_OF_EACH)))
    found: dict[str, list[GuardAnswer]] = {}
    for row in db.session.scalars(query.order_by(GuardAnswer.id.desc())):
        found.setdefault(row.guard, []).append(row)
    return found
