"""What risks hand to the rest of an engagement: records that people speak of, and who may raise one."""

from typing import Any

from tracker.access import Can
from tracker.access.policies import owned_when
from tracker.accounts.models import Membership
from tracker.engagements.subjects import speaks_of
from tracker.responsibilities.models import Activity
from tracker.responsibilities.policies import given_to_her_firm

from .models import Risk

speaks_of(Risk, "risk", "risks.risk")


@owned_when(Can.RAISE_FLAG)
def _given_to_her(member: Membership, record: Any) -> bool:
    """A provider's people raise what they see in the activities that are given to their firm."""
    return isinstance(record, Activity) and given_to_her_firm(record, member)
