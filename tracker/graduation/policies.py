"""While a workspace is being taken over everybody reads and nobody writes; afterwards what is left stays as it was."""

from typing import Any

from tracker.access import Can
from tracker.access.guard import MOVING
from tracker.access.policies import held_back_when
from tracker.accounts.models import Membership
from tracker.clients.models import Client
from tracker.engagements.hands_off import TAKEN_OVER

LOOKING = {
    Can.SEE_HOME, Can.SEE_PORTFOLIO, Can.SEE_ENGAGEMENT, Can.SEE_CHECKLIST, Can.SEE_PEOPLE, Can.SEE_JOB,
    Can.VIEW_INDEX, Can.KEEP_VIEW, Can.EXPORT, Can.SIGN,
}  # fmt: skip


@held_back_when
def _on_the_move(can: Can, member: Membership, record: Any) -> str | None:
    """Whoever moves looks on (the guard refuses what she sends); the practice lets the client and its people be."""
    if can in LOOKING:
        return None
    if member.moving:
        return MOVING
    moving = isinstance(record, Client) and record.sealed_at is not None
    return TAKEN_OVER if moving or (isinstance(record, Membership) and record.moving) else None
