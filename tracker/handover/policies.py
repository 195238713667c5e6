"""What the permission table's own cells mean in the handover."""

from typing import Any

from tracker.access import Can
from tracker.access.policies import owned_when, seen_when
from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.engagements.models import DatedException, Engagement
from tracker.engagements.visibility import out_of_reach
from tracker.jobs.models import Job
from tracker.tenancy import scoped

from .models import AccessEnding


@owned_when(Can.CLOSE_EXCEPTION)
def _answers_for_it(member: Membership, record: Any) -> bool:
    return isinstance(record, DatedException) and record.answers_id == member.id


@owned_when(Can.CONFIRM_ACCESS)
def _confirms_it(member: Membership, record: Any) -> bool:
    return isinstance(record, AccessEnding) and record.confirmer_id == member.id


@seen_when
def _long_work_within_reach(member: Membership, record: Any) -> bool:
    """Long work of a client's people may say what they work on: seen by the practice while anything of theirs is."""
    if not isinstance(record, Job) or not member.of_practice or record.client_id is None:
        return True
    theirs = scoped(Engagement).where(Engagement.client_id == record.client_id, Engagement.id.not_in(out_of_reach()))
    return db.session.scalar(theirs.with_only_columns(Engagement.id).limit(1)) is not None
