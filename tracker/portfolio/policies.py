"""What somebody keeps about the portfolio is nobody else's: others do not learn that it exists."""

from typing import Any

from tracker.access.policies import seen_when
from tracker.accounts.models import Membership

from .models import BulkAct, SavedFilter


@seen_when
def _only_ones_own(member: Membership, record: Any) -> bool:
    return not isinstance(record, SavedFilter | BulkAct) or record.person_id == member.id
