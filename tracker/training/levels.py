"""What people have been judged able to do: the newest assessment of each person in each competency."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Select, Subquery, func

from tracker.access.permissions import Can, cell
from tracker.accounts.models import Membership, Role
from tracker.core.database import db
from tracker.tenancy import scoped

from .models import Assessment, Competency

LEVELS = ("None", "Aware", "With help", "Independent", "Teaches")


def newest_assessments(engagement_id: UUID | None = None, person_id: UUID | None = None) -> Subquery:
    """Every assessment with its `place`: 1 is the newest of that person in that competency.

    The day on which a skill was shown decides; of one day, what was written last.
    """
    place = func.row_number().over(
        partition_by=(Assessment.person_id, Assessment.competency_id),
        order_by=(Assessment.on.desc(), Assessment.at.desc(), Assessment.id.desc()),
    )
    query = scoped(Assessment).with_only_columns(
        Assessment.workspace_id, Assessment.engagement_id, Assessment.competency_id, Assessment.person_id,
        Assessment.assessor_id, Assessment.level, Assessment.method, Assessment.on, Assessment.note,
        place.label("place"),
    )  # fmt: skip
    if engagement_id is not None:
        query = query.where(Assessment.engagement_id == engagement_id)
    if person_id is not None:
        query = query.where(Assessment.person_id == person_id)
    return query.subquery("newest")


def levels_of(member: Membership) -> Mapping[tuple[UUID, str], int]:
    """Every level that `member` stands at, by engagement and competency key. One statement."""
    newest = newest_assessments(person_id=member.id)
    rows = db.session.execute(
        scoped(Competency)
        .join(newest, (newest.c.workspace_id == Competency.workspace_id) & (newest.c.competency_id == Competency.id))
        .where(newest.c.place == 1)
        .with_only_columns(Competency.engagement_id, Competency.key, newest.c.level)
    )
    return {(engagement_id, key): level for engagement_id, key, level in rows}


def proven_level(member: Membership, engagement_id: UUID, key: str) -> int:
    """0 to 4: the level at which `member` was last judged in the competency `key`; 0 if never."""
    newest = _of_one(member, engagement_id).where(Competency.key == key)
    return db.session.scalar(newest) or 0


def proven_level_in(member: Membership, competency: Competency) -> int:
    return db.session.scalar(_of_one(member, competency.engagement_id).where(Competency.id == competency.id)) or 0


def _of_one(member: Membership, engagement_id: UUID) -> Select[tuple[int]]:
    return (
        scoped(Assessment)
        .join(
            Competency,
            (Competency.workspace_id == Assessment.workspace_id) & (Competency.id == Assessment.competency_id),
        )
        .where(Assessment.person_id == member.id, Competency.engagement_id == engagement_id)
        .order_by(Assessment.on.desc(), Assessment.at.desc(), Assessment.id.desc())
        .limit(1)
        .with_only_columns(Assessment.level)
    )


def may_verify(member: Membership, levels: Mapping[tuple[UUID, str], int], engagement_id: UUID, key: str) -> bool:
    """The permission to verify, asked of many rows at once with the levels read beforehand."""
    needed = level_needed(member.role)
    return needed is not None and levels.get((engagement_id, key), 0) >= needed


def level_needed(role: Role) -> int | None:
    """The proven level from which `role` may verify others: 0 for the practice; None for whoever never may."""
    mark = cell(Can.VERIFY, role)
    if mark == "Y":
        return 0
    return int(mark[1]) if mark.startswith("L") else None
