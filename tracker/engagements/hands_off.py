"""How far the practice's hands are off an engagement, and what nobody may change any more.

The engagement carries it (`practice_access`, `practice_until`, `sealed_at`), so that policies ask no further table.
"""

from typing import Any

from tracker.access import Can
from tracker.access.policies import held_back_when, seen_when
from tracker.accounts.models import Membership
from tracker.core import clock

from .models import Engagement, PracticeAccess
from .visibility import Held, held_in
from .words import day_words

# What the practice may go on doing while it only looks on: to look, to answer in the clinic, to say what it sees.
STILL_OPEN = {
    Can.SEE_HOME,
    Can.SEE_PORTFOLIO,
    Can.SEE_ENGAGEMENT,
    Can.SEE_CHECKLIST,
    Can.SEE_PEOPLE,
    Can.SEE_JOB,
    Can.VIEW_INDEX,
    Can.KEEP_VIEW,
    Can.CLINIC,
    Can.RAISE_FLAG,
    Can.WRITE_REPORT,
}
SEALED = "This engagement was taken over into the client's own workspace. It is kept here as it was."
OPEN_WHEN_SEALED = STILL_OPEN - {Can.CLINIC, Can.RAISE_FLAG, Can.WRITE_REPORT} | {Can.EXPORT}


def practice_access(engagement: Engagement | Held) -> PracticeAccess:
    """What the practice may do in `engagement` today; what has run out counts as none."""
    if engagement.practice_until is not None and engagement.practice_until < clock.today():
        return PracticeAccess.NONE
    return PracticeAccess(engagement.practice_access)


def only_looks_on(engagement: Engagement | Held) -> str:
    """Why the practice may change nothing, in a sentence."""
    if engagement.practice_until is None:
        return "We only look on here: the client runs this without us."
    return f"We only look on here, until {day_words(engagement.practice_until)}: the client runs this without us."


@held_back_when
def _hands_off(can: Can, member: Membership, record: Any) -> str | None:
    """The client's people are never held back: when an engagement is sealed their places here have ended."""
    if member.client_id is not None or can in OPEN_WHEN_SEALED:
        return None
    held = held_in(member, record)
    if held is None:
        return None
    if held.sealed_at is not None:
        return SEALED
    return None if can in STILL_OPEN or practice_access(held) == PracticeAccess.FULL else only_looks_on(held)


@seen_when
def _not_any_more(member: Membership, record: Any) -> bool:
    """Where its access has ended the practice opens nothing; that the work was done `visibility.remembered` tells."""
    if member.client_id is not None:
        return True
    held = held_in(member, record)
    return held is None or practice_access(held) != PracticeAccess.NONE
