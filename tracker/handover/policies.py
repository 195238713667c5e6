"""What the permission table's own cells mean in the handover."""

from typing import Any

from tracker.access import Can
from tracker.access.policies import owned_when
from tracker.accounts.models import Membership
from tracker.engagements.models import DatedException


@owned_when(Can.CLOSE_EXCEPTION)
def _answers_for_it(member: Membership, record: Any) -> bool:
    return isinstance(record, DatedException) and record.answers_id == member.id
