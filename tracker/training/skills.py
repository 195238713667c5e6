"""My skills: the level I was judged at in each competency, by whom, and whether it is fading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped

from .checklists import ENDED
from .cover import FRESH_DAYS, faded, fades_on
from .levels import LEVELS, newest_assessments
from .models import ChecklistItem, Competency, ItemProgress, ProgressState
from .models.competency import METHODS

FRESH = timedelta(days=FRESH_DAYS)

Days = Mapping[tuple[UUID, str], date]


@dataclass(frozen=True, slots=True)
class Skill:
    """`level` is None until somebody judged it; `shown_on` the last day of practice or proof; `loses_on` the next day
    on which it loses without either, None once it has faded."""

    competency_id: UUID
    name: str
    description: str
    critical: bool
    leader: bool
    target: int
    level: int | None
    how: str
    assessor: str
    on: date | None
    shown_on: date | None
    items_verified: int
    fading: bool
    loses_on: date | None

    @property
    def word(self) -> str:
        return LEVELS[self.level] if self.level is not None else "Not assessed yet"

    @property
    def reached(self) -> bool:
        return self.level is not None and self.level >= self.target


def skills_of(member: Membership, practised: Days | None = None) -> list[Skill]:
    """Every competency of the engagements of `member`'s client, in the playbook's order. Two statements.

    `practised` holds the last day on which she worked at something that needs a skill, by engagement and competency
    key; whoever knows the work log hands it in. The leader essentials stay out until she was judged in them.
    """
    today = clock.today()
    proofs = {(row.engagement_id, row.competency_key): row for row in db.session.execute(_proofs_of(member))}
    skills = (_skill(row, proofs, practised or {}, today) for row in db.session.execute(_levels_of(member)))
    return [skill for skill in skills if not skill.leader or skill.level is not None]


def fading(shown_on: date | None, today: date) -> bool:
    return shown_on is not None and today - shown_on > FRESH


def _levels_of(member: Membership) -> Any:
    newest = newest_assessments(person_id=member.id)
    return (
        scoped(Competency)
        .join(
            Engagement,
            (Engagement.workspace_id == Competency.workspace_id) & (Engagement.id == Competency.engagement_id),
        )
        .outerjoin(
            newest,
            (newest.c.workspace_id == Competency.workspace_id)
            & (newest.c.competency_id == Competency.id)
            & (newest.c.place == 1),
        )
        .outerjoin(
            Membership,
            (Membership.workspace_id == newest.c.workspace_id) & (Membership.id == newest.c.assessor_id),
        )
        .where(Engagement.client_id == member.client_id, Engagement.state.not_in(ENDED))
        .order_by(Engagement.reference, Competency.position)
        .with_only_columns(
            Competency.id, Competency.engagement_id, Competency.key, Competency.name, Competency.description,
            Competency.critical, Competency.leader, Competency.target, newest.c.level, newest.c.method, newest.c.on,
            Membership.name.label("assessor"),
        )
    )  # fmt: skip


def _proofs_of(member: Membership) -> Any:
    return (
        scoped(ItemProgress)
        .join(
            ChecklistItem,
            (ChecklistItem.workspace_id == ItemProgress.workspace_id) & (ChecklistItem.id == ItemProgress.item_id),
        )
        .where(ItemProgress.person_id == member.id, ItemProgress.state == ProgressState.VERIFIED)
        .group_by(ItemProgress.engagement_id, ChecklistItem.competency_key)
        .with_only_columns(
            ItemProgress.engagement_id, ChecklistItem.competency_key, func.count().label("items"),
            func.max(ItemProgress.verified_at, type_=ItemProgress.verified_at.type).label("newest"),
        )
    )  # fmt: skip


def _skill(row: Any, proofs: Mapping[tuple[UUID, str], Any], practised: Days, today: date) -> Skill:
    proof = proofs.get((row.engagement_id, row.key))
    days = [row.on, practised.get((row.engagement_id, row.key)), clock.day_of(proof.newest) if proof else None]
    shown_on = max((day for day in days if day is not None), default=None)
    alive = bool(row.level) and shown_on is not None and not faded(shown_on, today)
    return Skill(
        competency_id=row.id, name=row.name, description=row.description, critical=row.critical, leader=row.leader,
        target=row.target, level=row.level, how=METHODS.get(row.method or "", ""), assessor=row.assessor or "",
        on=row.on, shown_on=shown_on, items_verified=proof.items if proof else 0,
        fading=row.level is not None and row.level > 0 and fading(shown_on, today),
        loses_on=fades_on(shown_on, today) if alive else None,
    )  # fmt: skip
