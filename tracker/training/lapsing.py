"""Skills fade: what was verified long ago, and neither practised nor shown since, has to be shown again."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import contains_eager

from tracker.accounts.models import Membership, Role
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.daily import every_day
from tracker.engagements.extension_points import Facts, facts_of, live_facts
from tracker.engagements.models import Engagement, EngagementState
from tracker.tenancy import scoped

from .models import ItemProgress, ProgressState
from .proofs import last_shown
from .words import long_day

# The index's ρ falls below a half once 90 days of freshness and a half-life of 180 have passed.
FADED = timedelta(days=270)
RUNNING = (EngagementState.ACTIVE, EngagementState.HANDED_OVER)
Shown = Mapping[tuple[str, str], date]


@every_day
def lapse_faded() -> int:
    """Let lapse what has faded in the workspace at hand. Commits engagement by engagement; returns how many items.

    Only engagements with something verified that long ago are looked at. Safe to stop and to start again.
    """
    before = clock.today() - FADED
    waiting = [*db.session.scalars(_old_enough(before))]
    db.session.rollback()
    count = 0
    for engagement_id in waiting:
        count += lapse_in(engagement_id)
        db.session.commit()
    return count


def lapse_in(engagement_id: UUID) -> int:
    """Let lapse what has faded in one engagement. Does not commit."""
    before, count = clock.today() - FADED, 0
    shown = _shown(facts_of(engagement_id) or live_facts(engagement_id))
    for progress in db.session.scalars(_verified_before(engagement_id, before)).all():
        verified_on = clock.day_of(progress.verified_at)
        last = max(shown.get((progress.item.competency_key, str(progress.person_id)), verified_on), verified_on)
        if last < before:
            progress.lapse(f"Neither practised nor shown since {long_day(last)}; one item renews the skill.")
            count += 1
    return count


def _shown(facts: Facts) -> Shown:
    """The last day of practice or proof by competency key and person; a judgement of the level is proof too."""
    days = dict(last_shown(facts))
    for row in facts["competencies"]:
        for held in row["people"]:
            key = row["key"], held["person"]
            days[key] = max(days.get(key, ""), held["on"])
    return {key: date.fromisoformat(day) for key, day in days.items()}


def _old_enough(before: date) -> Any:
    return (
        scoped(ItemProgress)
        .join(
            Engagement,
            (Engagement.workspace_id == ItemProgress.workspace_id) & (Engagement.id == ItemProgress.engagement_id),
        )
        .where(
            ItemProgress.state == ProgressState.VERIFIED,
            ItemProgress.verified_at < _midnight(before),
            Engagement.state.in_(RUNNING),
            Engagement.sealed_at.is_(None),
        )
        .with_only_columns(ItemProgress.engagement_id)
        .distinct()
    )  # fmt: skip


def _verified_before(engagement_id: UUID, before: date) -> Any:
    return (
        scoped(ItemProgress)
        .join(ItemProgress.person)
        .join(ItemProgress.item)
        .options(contains_eager(ItemProgress.person), contains_eager(ItemProgress.item))
        .where(
            ItemProgress.engagement_id == engagement_id,
            ItemProgress.state == ProgressState.VERIFIED,
            ItemProgress.verified_at < _midnight(before),
            Membership.ended_at.is_(None),
            Membership.role != Role.PROVIDER,
        )
        .order_by(ItemProgress.id)
    )


def _midnight(day: date) -> datetime:
    """When `day` begins in the workspace at hand."""
    return datetime.combine(day, time(), clock.zone())
