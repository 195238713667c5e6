"""What "own or assigned" means for the work log."""

from typing import Any

from tracker.access.permissions import Can
from tracker.access.policies import allows, owned_when
from tracker.accounts.models import Membership, Role
from tracker.responsibilities.models import Activity
from tracker.responsibilities.policies import given_to_her_firm

from .content import may_approve
from .models import ContentItem, TimePlan, WorkEntry, WorkQuestion


@owned_when(Can.LOG_WORK)
def _her_work(member: Membership, record: Any) -> bool:
    """The practice's people log where they work, the client's people at home, a provider's what is given to it.

    An entry belongs to its person and to whoever logged it; the owner and a lead may correct those of others. A
    question belongs to whoever is asked, and to the owner once that person has left. Asked without a record: may she
    log at all?
    """
    if record is None:
        return True
    if member.client_id not in (None, getattr(record, "client_id", None)):
        return False
    if isinstance(record, WorkEntry):
        return member.id in (record.person_id, record.logged_by_id) or member.role in {Role.OWNER, Role.LEAD}
    if isinstance(record, WorkQuestion):
        return record.asked_id == member.id or (member.role == Role.OWNER and not record.asked.active)
    if member.role == Role.PROVIDER:
        return isinstance(record, Activity) and given_to_her_firm(record, member)
    if member.of_practice:
        return allows(Can.SEE_ENGAGEMENT, member, record)
    return True


@owned_when(Can.APPROVE_CONTENT)
def _she_answers_for_it(member: Membership, record: Any) -> bool:
    return isinstance(record, ContentItem) and may_approve(member, record)


@owned_when(Can.AGREE_TIME)
def _her_own_hours(member: Membership, record: Any) -> bool:
    return isinstance(record, TimePlan) and record.person_id == member.id
