"""Changes to one activity happen one after the other, so that each sees what the one before it left."""

from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.holding import GENTLY
from tracker.engagements.models import Engagement, EngagementState
from tracker.tenancy import scoped

from .models import Activity

OVER = {EngagementState.DECLINED, EngagementState.ENDED_EARLY, EngagementState.CLOSED}
RUNG_WORDS = (
    "the consultant does it alone",
    "the consultant does it and the client watches",
    "both do it together",
    "the client does it and the consultant checks",
    "the client does or directs it alone",
)


def take_turn(activity: Activity) -> None:
    """Wait until nobody else is changing `activity`, then read it anew.

    Raises `Refused` when the engagement is over: what happened in it stays as it is.
    """
    db.session.flush()
    db.session.refresh(activity, with_for_update=GENTLY)
    check_not_over(engagement_of(activity))


def engagement_of(activity: Activity) -> Engagement:
    return db.session.scalars(scoped(Engagement).where(Engagement.id == activity.engagement_id)).one()


def check_not_over(engagement: Engagement) -> None:
    if engagement.state in OVER:
        raise Refused("This engagement is over: what happened in it stays as it is.")


def expect_rung(activity: Activity, seen: int | None) -> None:
    """Raises `Stale` when `activity` has left the rung that the person saw when she decided."""
    if seen is not None and activity.rung != seen:
        raise Stale(
            f"Somebody moved this meanwhile: it stands on rung {activity.rung} now, {RUNG_WORDS[activity.rung]}."
            " Look again, then decide."
        )
