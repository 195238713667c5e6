"""Which entries count: not those taken back, nor those that wait for the person whose work they are said to be."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_

from tracker.tenancy import scoped

from .models import Why, WorkEntry, WorkQuestion


def counts(engagement_id: UUID) -> ColumnElement[bool]:
    """The condition on `WorkEntry` of everything that adds work up."""
    return and_(
        WorkEntry.taken_back_at.is_(None),
        or_(WorkEntry.question_id.is_(None), WorkEntry.question_id.not_in(_waiting(engagement_id))),
    )


def _waiting(engagement_id: UUID) -> Any:
    return scoped(WorkQuestion).with_only_columns(WorkQuestion.id).where(
        WorkQuestion.engagement_id == engagement_id,
        WorkQuestion.why == Why.NAMED,
        WorkQuestion.answered_at.is_(None),
    )  # fmt: skip
