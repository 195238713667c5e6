"""What "own or assigned" means for the work log."""

from typing import Any

from tracker.access.permissions import Can
from tracker.access.policies import allows, owned_when
from tracker.accounts.models import Membership, Role
from tracker.responsibilities.models import Activity, DoerKind

from .models import WorkEntry


@owned_when(Can.LOG_WORK)
def _her_work(member: Membership, record: Any) -> bool:
    """The practice's people log where they work, the client's people at home, a provider's what is given to it.

    An entry belongs to whoever logged it; the owner and a lead may correct those of others. Asked without a record:
    may she log at all?
    """
    if record is None:
        return True
    if member.client_id not in (None, getattr(record, "client_id", None)):
        return False
    if isinstance(record, WorkEntry):
        return record.person_id == member.id or member.role in {Role.OWNER, Role.LEAD}
    if member.role == Role.PROVIDER:
        return isinstance(record, Activity) and given_to_her_firm(record, member)
    if member.of_practice:
        return allows(Can.SEE_ENGAGEMENT, member, record)
    return True


def given_to_her_firm(activity: Activity, member: Membership) -> bool:
    return (
        activity.doer_kind == DoerKind.PROVIDER
        and member.provider_id is not None
        and activity.provider_id == member.provider_id
    )
