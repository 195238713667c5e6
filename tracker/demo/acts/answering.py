"""How fast customers were answered: written down week by week."""

from datetime import timedelta

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.responsibilities.models import Activity
from tracker.responsibilities.responding import log_week

from ..scene import Scene
from ..script import act


@act
def writes_down_replies(scene: Scene, by: Membership, key: str, *, answered: int, late: int, median: int) -> None:
    """Of the week before, in staffed minutes."""
    activity = scene.get(Activity, key)
    scene.check(Can.LOG_WORK, by, activity)
    day = clock.today() - timedelta(days=7)
    log_week(activity, day, answered=answered, late=late, median_minutes=median, by=by)
