"""Who may know of a job: whoever asked for it, and a lead of the practice."""

from typing import Any

from tracker.access import Can
from tracker.access.policies import owned_when, seen_when
from tracker.accounts.models import Membership

from .models import Job


@owned_when(Can.SEE_JOB)
def _asked_or_leads(member: Membership, record: Any) -> bool:
    return isinstance(record, Job) and (record.asked_by_id == member.id or member.leads)


@seen_when
def _no_others_job(member: Membership, record: Any) -> bool:
    return not isinstance(record, Job) or _asked_or_leads(member, record)
