"""What the permission table's own cells mean in the handover."""

from typing import Any

from tracker.access import Can
from tracker.access.policies import owned_when
from tracker.accounts.models import Membership
from tracker.engagements.models import DatedException

from .models import AccessEnding


@owned_when(Can.CLOSE_EXCEPTION)
def _answers_for_it(member: Membership, record: Any) -> bool:
    return isinstance(record, DatedException) and record.answers_id == member.id


@owned_when(Can.CONFIRM_ACCESS)
def _confirms_it(member: Membership, record: Any) -> bool:
    return isinstance(record, AccessEnding) and record.confirmer_id == member.id
