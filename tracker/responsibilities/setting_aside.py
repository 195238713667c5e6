"""Not applicable: the owner takes an activity out of the count, with his reason, and can bring it back."""

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.holding import GENTLY
from tracker.engagements.models import Engagement, ScopeAct
from tracker.engagements.scope import settle
from tracker.tenancy import scoped

from .models import Activity
from .turns import take_turn


def set_aside(activity: Activity, *, by: Membership, because: str) -> None:
    """Stop counting `activity`. Raises `Refused` for the last one, or the last critical one, that counts."""
    _take_turns(activity)
    if activity.not_applicable_at is not None:
        raise Stale("It is set aside already.")
    if not because:
        raise Refused("Say why it does not apply.", "because")
    others = [critical for id, critical in _counted(activity) if id != activity.id]
    if not others:
        raise Refused("This is the last activity that counts. Something has to be left to hand over.")
    if activity.critical and not any(others):
        raise Refused("This is the last critical activity that counts. At least one has to stay.")
    settle(activity, "activity", ScopeAct.REMOVE, activity.name, because=because, by=by)
    activity.not_applicable_at = clock.now()
    record("activity.set_aside", activity, by=by, because=because)


def bring_back(activity: Activity, *, by: Membership, because: str) -> None:
    """Count `activity` again."""
    _take_turns(activity)
    if activity.not_applicable_at is None:
        raise Stale("It counts already.")
    if not because:
        raise Refused("Say why it applies after all.", "because")
    settle(activity, "activity", ScopeAct.RESTORE, activity.name, because=because, by=by)
    activity.not_applicable_at = None
    record("activity.brought_back", activity, by=by, because=because)


def _take_turns(activity: Activity) -> None:
    """Setting aside looks at all activities, so two of them wait for each other at the engagement."""
    db.session.flush()
    engagement = scoped(Engagement).where(Engagement.id == activity.engagement_id)
    db.session.scalars(engagement.with_for_update(**GENTLY)).one()
    take_turn(activity)


def _counted(activity: Activity) -> list[tuple[object, bool]]:
    query = scoped(Activity).with_only_columns(Activity.id, Activity.critical)
    query = query.where(Activity.engagement_id == activity.engagement_id, Activity.not_applicable_at.is_(None))
    return [(id, critical) for id, critical in db.session.execute(query)]
