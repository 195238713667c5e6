"""The practice's own access to the engagement once it is over: it reads until a day, and then knows of nothing inside.

The day alone ends it (`engagements.hands_off`); the owner may end it at once, or let the practice look on for longer.
"""

from datetime import date, timedelta

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.errors import Refused, Stale
from tracker.engagements.hands_off import practice_access
from tracker.engagements.models import Engagement, EngagementState, PracticeAccess
from tracker.engagements.proposing import check_because, hold_engagement

LONGEST = timedelta(days=366)
OVER = {EngagementState.HANDED_OVER, EngagementState.CLOSED, EngagementState.ENDED_EARLY}


def look_on(engagement: Engagement, days: int) -> None:
    """From now on the practice only reads, for so many days."""
    engagement.practice_access = PracticeAccess.READ
    engagement.practice_until = clock.today() + timedelta(days=days)


def give_back(engagement: Engagement) -> None:
    """The work goes on: the practice works in it as before."""
    engagement.practice_access, engagement.practice_until = PracticeAccess.FULL, None


def end_now(engagement: Engagement, *, by: Membership) -> None:
    """Raises `Stale` when it has ended already."""
    engagement = _held(engagement, by)
    if practice_access(engagement) == PracticeAccess.NONE:
        raise Stale("Our access has ended already.")
    before = engagement.practice_until
    engagement.practice_access, engagement.practice_until = PracticeAccess.NONE, None
    record("practice.access_ended", engagement, by=by, before={"until": before})


def extend(engagement: Engagement, until: date, because: str, *, by: Membership) -> None:
    """Let the practice look on until the end of `until`, also where it had ended.

    Raises `Refused` at `until` for a day that is past, or more than a year away, and without a reason.
    """
    engagement = _held(engagement, by)
    check_because(because)
    if not clock.today() <= until <= clock.today() + LONGEST:
        raise Refused("Choose a day from today on, within a year.", "until")
    before = engagement.practice_until
    engagement.practice_access, engagement.practice_until = PracticeAccess.READ, until
    record("practice.access_extended", engagement, by=by, because=because, before={"until": before},
           after={"until": until})  # fmt: skip


def _held(engagement: Engagement, by: Membership) -> Engagement:
    if by.role != Role.OWNER:
        raise Refused("Only the owner decides how long we may look on.")
    engagement = hold_engagement(engagement.id)
    if engagement.state not in OVER:
        raise Refused("We still work here: our access ends with the handover.")
    return engagement
