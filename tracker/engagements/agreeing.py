"""Agreeing: what a consultant starts is a prospect until a lead of the practice agrees or declines it."""

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core.errors import Refused

from .holding import hold
from .models import Engagement, EngagementState


def agree(engagement: Engagement, *, by: Membership) -> None:
    """A lead takes the prospect on: it may be prepared and its charter signed."""
    _decide(engagement, EngagementState.AGREED, by, "")


def decline(engagement: Engagement, because: str, *, by: Membership) -> None:
    """A lead says that this is not a fit, and why. Nothing is deleted."""
    if not because:
        raise Refused("Say why, so that nobody has to guess.", "because")
    _decide(engagement, EngagementState.DECLINED, by, because)


def _decide(engagement: Engagement, state: EngagementState, by: Membership, because: str) -> None:
    if by.role != Role.LEAD:
        raise Refused("Only a lead of the practice decides this.")
    hold(engagement, "state")
    if engagement.state != EngagementState.PROSPECT:
        raise Refused("This has been decided already.")
    engagement.state = state
    record(f"engagement.{state}", engagement, by=by, because=because, before={"state": "prospect"},
           after={"state": state})  # fmt: skip
