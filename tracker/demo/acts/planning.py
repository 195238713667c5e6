"""Changes of the plan: the handover moved, a pause. Others propose, the owner decides."""

from datetime import timedelta

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.engagements import plan_changes
from tracker.engagements.models import PlanChange
from tracker.tenancy import scoped

from ..scene import Scene
from ..script import act


@act
def asks_for_time(scene: Scene, by: Membership, because: str, *, weeks: int) -> None:
    """Propose to move the handover by so many weeks; in force at once where the owner says it."""
    scene.check(Can.CHANGE_SCOPE, by, scene.engagement, propose=True)
    to_on = scene.engagement.planned_handover + timedelta(weeks=weeks)
    plan_changes.propose_extension(scene.engagement, to_on, because, by=by)


@act
def pauses(scene: Scene, by: Membership, because: str) -> None:
    scene.check(Can.CHANGE_SCOPE, by, scene.engagement, propose=True)
    plan_changes.propose_pause(scene.engagement, because, by=by)


@act
def goes_on(scene: Scene, by: Membership, because: str) -> None:
    scene.check(Can.CHANGE_SCOPE, by, scene.engagement, propose=True)
    plan_changes.propose_resumption(scene.engagement, because, by=by)


@act
def agrees_to_the_change(scene: Scene, by: Membership, words: str) -> None:
    """Approve the oldest change of the plan that waits."""
    change = _waiting(scene)
    scene.check(Can.CHANGE_SCOPE, by, change)
    plan_changes.approve(change, words, by=by)


@act
def declines_the_change(scene: Scene, by: Membership, because: str) -> None:
    change = _waiting(scene)
    scene.check(Can.CHANGE_SCOPE, by, change)
    plan_changes.decline(change, because, by=by)


def _waiting(scene: Scene) -> PlanChange:
    rows = scoped(PlanChange).where(PlanChange.engagement_id == scene.engagement.id).order_by(PlanChange.id)
    return next(row for row in db.session.scalars(rows) if row.waiting)
