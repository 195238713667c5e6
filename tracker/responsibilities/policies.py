"""What "own or assigned" means for responsibilities."""

from typing import Any

from tracker.access.permissions import Can
from tracker.access.policies import owned_when
from tracker.accounts.models import Membership

from .models import Activity, Appointment, DoerKind


@owned_when(Can.NAME_ACCOUNTABLE)
def _herself(member: Membership, record: Any) -> bool:
    """Staff answer for their own appointment, and may put themselves forward for an activity."""
    if isinstance(record, Appointment):
        return record.member_id == member.id
    return isinstance(record, Activity) and member.of_client


def given_to_her_firm(activity: Activity, member: Membership) -> bool:
    return (
        activity.doer_kind == DoerKind.PROVIDER
        and member.provider_id is not None
        and activity.provider_id == member.provider_id
    )
