"""The pack that goes with an acceptance."""

from tracker.accounts.models import Membership
from tracker.engagements.models import Engagement


def seal_pack(engagement: Engagement, number: int, *, by: Membership) -> None:
    """Seal the pack that was accepted, so that it stays as it is."""


def ask_for_minimum_pack(engagement: Engagement, *, by: Membership) -> None:
    """Have what there is put into a pack: the client is left with that, however early the work ended."""
