"""What "own or assigned" means where engagements are concerned, and what each may know of at all."""

from typing import Any

from tracker.access import Can
from tracker.access.policies import owned_when, seen_when
from tracker.accounts.models import Membership, Role

from .visibility import engagement_of, works_in

# A consultant may do these in the engagements in which she works. No other role has an O here.
IN_HER_ENGAGEMENTS = (
    Can.SEE_ENGAGEMENT,
    Can.VIEW_INDEX,
    Can.CLAIM_CRITERION,
    Can.KEEP_RUNBOOKS,
    Can.ASSIGN_TRAINING,
    Can.KEEP_BASELINE,
    Can.ATTACH,
    Can.DELIVER,
    Can.SCORE_PROVIDER,
    Can.LOG_DECISION,
    Can.KEEP_RISKS,
    Can.COMMENT,
    Can.KEEP_CONTENT,
    Can.PLAN_TIME,
    Can.IMPORT,
    Can.KEEP_GUARDS,
    Can.WRITE_REPORT,
    Can.SHARE_SUMMARY,
    Can.ASSEMBLE_PACK,
)


def _in_her_engagements(member: Membership, record: Any) -> bool:
    return member.role == Role.CONSULTANT and works_in(member, record)


for _can in IN_HER_ENGAGEMENTS:
    owned_when(_can)(_in_her_engagements)


@seen_when
def _of_her_engagements(member: Membership, record: Any) -> bool:
    """A consultant knows only of engagements in which she works, and of nothing inside the others."""
    return member.role != Role.CONSULTANT or engagement_of(record) is None or works_in(member, record)


@seen_when
def _assigned_to_the_provider(member: Membership, record: Any) -> bool:
    """A provider's people know of the activities given to their firm and of what they did themselves."""
    if member.role != Role.PROVIDER or engagement_of(record) is None:
        return True
    if (provider_id := getattr(record, "provider_id", None)) is not None:
        return provider_id == member.provider_id
    return any(getattr(record, name, None) == member.id for name in ("person_id", "member_id"))
