"""Closing: the engagement is over and did what it was for. Nobody is asked anything any more; all stays to be read."""

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core.errors import Refused, Stale
from tracker.engagements.holding import hold
from tracker.engagements.models import Engagement, EngagementState
from tracker.engagements.signing import check_own_words


def close(engagement: Engagement, words: str, *, by: Membership) -> None:
    """The owner closes it after the handover, in words of his own.

    Raises `Refused` at `words` for words that say nothing, and for anybody but the owner; `Stale` when it is closed.
    """
    if by.role != Role.OWNER or by.client_id != engagement.client_id:
        raise Refused("Only the owner closes the engagement.")
    hold(engagement, "state")
    if engagement.state == EngagementState.CLOSED:
        raise Stale("It is closed already.")
    if engagement.state != EngagementState.HANDED_OVER:
        raise Refused("An engagement is closed after the handover. Before it, it can be ended early.")
    check_own_words(words)
    close_with(engagement, words, by=by)


def close_with(engagement: Engagement, words: str, *, by: Membership) -> None:
    """Close it with these words, whoever said them: the last check-in does so too."""
    engagement.state = EngagementState.CLOSED
    record("engagement.closed", engagement, by=by, because=words, before={"state": "handed_over"},
           after={"state": "closed"})  # fmt: skip
