"""One person in one competency: every judgement, and how fresh it is."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import aliased

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.tenancy import scoped

from .levels import LEVELS
from .models import Assessment, Competency
from .models.competency import METHODS

MOST = 50


@dataclass(frozen=True, slots=True)
class Judged:
    """One assessment as it was written."""

    level: int
    word: str
    how: str
    note: str
    assessor: str
    on: Any


def judgements(competency: Competency, person_id: UUID) -> list[Judged]:
    """The newest first. One statement."""
    assessor = aliased(Membership)
    query = (
        scoped(Assessment)
        .join(assessor, (assessor.workspace_id == Assessment.workspace_id) & (assessor.id == Assessment.assessor_id))
        .where(Assessment.competency_id == competency.id, Assessment.person_id == person_id)
        .order_by(Assessment.on.desc(), Assessment.at.desc(), Assessment.id.desc())
        .limit(MOST)
        .with_only_columns(Assessment.level, Assessment.method, Assessment.note, Assessment.on, assessor.name)
    )
    return [
        Judged(row.level, LEVELS[row.level], METHODS.get(row.method, row.method), row.note, row.name, row.on)
        for row in db.session.execute(query)
    ]
