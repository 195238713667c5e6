"""What somebody keeps about the portfolio is nobody else's: others do not learn that it exists."""

from typing import Any

from tracker.access import Can
from tracker.access.policies import owned_when, seen_when
from tracker.accounts.models import Membership

from .models import BulkAct, SavedFilter


@owned_when(Can.KEEP_VIEW)
def _her_own(member: Membership, record: Any) -> bool:
    return isinstance(record, SavedFilter | BulkAct) and record.person_id == member.id


@seen_when
def _no_colleagues(member: Membership, record: Any) -> bool:
    return not isinstance(record, SavedFilter | BulkAct) or _her_own(member, record)
