"""What "own or assigned" means for the strategy."""

from typing import Any

from tracker.access.permissions import Can
from tracker.access.policies import allows, owned_when
from tracker.accounts.models import Membership, Role
from tracker.engagements.visibility import works_in

from .models import StrategySection


@owned_when(Can.DRAFT_STRATEGY)
def _hers_to_draft(member: Membership, record: Any) -> bool:
    """A consultant drafts in her own engagements; staff the sections that were given to them."""
    if member.role == Role.CONSULTANT:
        return works_in(member, record)
    return getattr(record, "drafter_id", None) == member.id


def gives_out(member: Membership, section: StrategySection) -> bool:
    """Whoever may draft any section may also give one to somebody; staff only write what they were given."""
    return member.role != Role.STAFF and allows(Can.DRAFT_STRATEGY, member, section)
