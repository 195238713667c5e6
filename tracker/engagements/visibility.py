"""Which engagements somebody may know of: consultants those in which they work, providers none.

Where the practice's access has ended its people know of nothing inside; `remembered` is what may be told of those.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import g
from sqlalchemy import Select, bindparam, false, literal_column, or_
from sqlalchemy.orm import aliased

from tracker.access.roles import PRACTICE_ROLES
from tracker.accounts.models import Membership, Role
from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped

from .models import Engagement, Part, PracticeAccess, TeamMember


@dataclass(frozen=True, slots=True)
class Held:
    """What an engagement says of the practice's hands: see its columns of the same names."""

    practice_access: str
    practice_until: date | None
    sealed_at: datetime | None
    rehearses_until: date | None
    paused_on: date | None


HELD = (
    Engagement.practice_access, Engagement.practice_until, Engagement.sealed_at, Engagement.rehearses_until,
    Engagement.paused_on,
)  # fmt: skip


def visible_engagements(member: Membership) -> Select[tuple[Engagement]]:
    """The start of every list of engagements: those that `member` may see."""
    return engagements_in_sight(member.role, member.id)


def engagements_in_sight(role: str, member_id: Any) -> Select[tuple[Engagement]]:
    """The same for whoever has this role; `member_id` may be a parameter of a statement that is put together once."""
    query = scoped(Engagement)
    if role == Role.PROVIDER:
        return query.where(false())
    if role in PRACTICE_ROLES:
        query = query.where(Engagement.id.not_in(out_of_reach()))
    return query.where(Engagement.id.in_(_at_work(member_id))) if role == Role.CONSULTANT else query


def out_of_reach(*only: Any) -> Select[Any]:
    """The ids of those (of `only`, where some are named) in which the practice's access has ended, by a word of the
    owner or by the day."""
    gone = aliased(Engagement)
    # Today when it is sent, for statements that are put together once; spelt out what an index of its own holds.
    today = bindparam("today", callable_=clock.today)
    among = [gone.id.in_(only)] if only else []
    return scoped(gone).with_only_columns(gone.id).where(
        *among, gone.practice_access != literal_column("'full'"),
        or_(gone.practice_access == PracticeAccess.NONE, gone.practice_until < today),
    )  # fmt: skip


def remembered(member: Membership) -> Select[tuple[Engagement]]:
    """Those of which a member of the practice knows no more than that they were handed over."""
    query = scoped(Engagement).where(Engagement.id.in_(out_of_reach()))
    return query.where(Engagement.id.in_(_at_work(member.id))) if member.role == Role.CONSULTANT else query


def works_in(member: Membership, record: Any) -> bool:
    """Does this consultant work in the engagement of `record`? One statement per request, however often it is asked."""
    engagement_id = engagement_of(record)
    return engagement_id is not None and engagement_id in _engagements_of(member)


def engagement_of(record: Any) -> UUID | None:
    """The id of the engagement that `record` is or belongs to; None for records of no engagement."""
    return record.id if isinstance(record, Engagement) else getattr(record, "engagement_id", None)


def held_in(member: Membership, record: Any) -> Held | None:
    """How far hands are off the engagement of `record`; None where there is none that the practice's member may see.

    One statement per request for a consultant, for a lead one per engagement, however often it is asked.
    """
    id = engagement_of(record)
    if id is None or member.role == Role.CONSULTANT:
        return _engagements_of(member).get(id) if id else None
    known: dict[UUID, Held | None] = g.setdefault("engagements_held", {})
    if id not in known:
        query = scoped(Engagement).with_only_columns(*HELD).where(Engagement.id == id)
        found = db.session.execute(query).one_or_none()
        known[id] = Held(*found) if found else None
    return known[id]


def _engagements_of(member: Membership) -> dict[UUID, Held]:
    known: dict[UUID, dict[UUID, Held]] = g.setdefault("engagements_at_work", {})
    if member.id not in known:
        same = (Engagement.workspace_id == TeamMember.workspace_id) & (Engagement.id == TeamMember.engagement_id)
        rows = db.session.execute(_at_work(member.id).join(Engagement, same).add_columns(*HELD))
        known[member.id] = {id: Held(*held) for id, *held in rows}
    return known[member.id]


def _at_work(member_id: Any) -> Select[Any]:
    return scoped(TeamMember).with_only_columns(TeamMember.engagement_id).where(
        TeamMember.member_id == member_id, TeamMember.part == Part.CONSULTANT, TeamMember.ended_at.is_(None)
    )  # fmt: skip
