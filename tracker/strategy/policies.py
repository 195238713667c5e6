"""What "own or assigned" means for the strategy."""

from typing import Any
from uuid import UUID

from tracker.access.permissions import Can
from tracker.access.policies import allows, owned_when
from tracker.accounts.models import Membership, Role
from tracker.core.database import db
from tracker.engagements.visibility import works_in
from tracker.tenancy import scoped

from .models import Measure, MeasureValue, StrategySection


@owned_when(Can.DRAFT_STRATEGY)
def _hers_to_draft(member: Membership, record: Any) -> bool:
    """A consultant drafts in her own engagements; staff the sections that were given to them."""
    if member.role == Role.CONSULTANT:
        return works_in(member, record)
    return getattr(record, "drafter_id", None) == member.id


@owned_when(Can.KEEP_MEASURES)
def _hers_to_keep(member: Membership, record: Any) -> bool:
    """A consultant keeps the measures of her own engagements; staff write down values of a measure that is theirs."""
    if member.role == Role.CONSULTANT:
        return works_in(member, record)
    return _owner_of(record) == member.id


def _owner_of(record: Any) -> UUID | None:
    if not isinstance(record, MeasureValue):
        return getattr(record, "owner_id", None)
    query = scoped(Measure).with_only_columns(Measure.owner_id).where(Measure.id == record.measure_id)
    return db.session.scalar(query)


def keeps(member: Membership, _record: Any) -> bool:
    """Whoever keeps measures may also change what is measured; staff only write down values."""
    return member.role != Role.STAFF


def gives_out(member: Membership, section: StrategySection) -> bool:
    """Whoever may draft any section may also give one to somebody; staff only write what they were given."""
    return member.role != Role.STAFF and allows(Can.DRAFT_STRATEGY, member, section)
