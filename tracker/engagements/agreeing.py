"""Agreeing: what a consultant starts is a prospect until a lead agrees. Either side may say that it is not a fit."""

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.errors import Refused

from .fit import BEFORE
from .holding import hold
from .models import Engagement, EngagementState


def agree(engagement: Engagement, *, by: Membership) -> None:
    """A lead takes the prospect on: it may be prepared and its charter signed."""
    if not by.leads:
        raise Refused("Only a lead of the practice decides this.")
    hold(engagement, "state")
    if engagement.state != EngagementState.PROSPECT:
        raise Refused("This has been decided already.")
    engagement.state = EngagementState.AGREED
    record("engagement.agreed", engagement, by=by, before={"state": "prospect"}, after={"state": "agreed"})


def decline(engagement: Engagement, because: str, *, by: Membership) -> None:
    """A lead or the client's owner says that this is not a fit, and why, before the charter is signed.

    Nothing is deleted: it is an honest outcome and stays readable as one.
    """
    if by.role not in {Role.LEAD, Role.OWNER}:
        raise Refused("Only a lead of the practice or the client's owner decides this.")
    if not because:
        raise Refused("Say why, so that nobody has to guess.", "because")
    hold(engagement, "state")
    if engagement.state not in BEFORE:
        raise Refused("This has been decided already.")
    before = engagement.state
    engagement.state, engagement.stopped_on, engagement.stopped_by = EngagementState.DECLINED, clock.today(), by.name
    engagement.stopped_by_practice, engagement.stopped_because = by.of_practice, because
    record("engagement.declined", engagement, by=by, because=because, before={"state": before},
           after={"state": "declined"})  # fmt: skip
