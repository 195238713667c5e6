"""Reading the ladder in two statements, whatever the number of activities."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy import Select, and_, func
from sqlalchemy.orm import aliased

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.core.prepared import prepared
from tracker.engagements.models import Engagement, Phase
from tracker.tenancy import scoped

from .board import Board, Doer, Holder, Row, Waiting
from .models import Activity, Appointment, DoerKind, LevelChange, Post, Provider

MOST_WAITING = 100


def board_of(engagement: Engagement, gate: Phase | None, practice: str) -> Board:
    """The ladder of `engagement`; `gate` is the phase whose gate is next, `practice` the name of the practice."""
    activity_path, move_path = _path("responsibilities.activity"), _path("responsibilities.move")
    rows = [
        _row(found, gate, practice, activity_path(found.id), move_path(found.id))
        for found in db.session.execute(*_activities(engagement.id))
    ]
    waiting = [
        Waiting(name, activity_path(id), to_rung, by, because)
        for id, name, to_rung, because, by in db.session.execute(*_proposals(engagement.id))
    ]
    return Board(rows, waiting)


def _path(endpoint: str) -> Callable[[UUID], str]:
    """Addresses of many records of one kind: the router is asked once."""
    sample = UUID(int=0)
    before, _, after = url_for(endpoint, id=sample).partition(str(sample))
    return lambda id: f"{before}{id}{after}"


@prepared
def _activities(engagement_id: UUID) -> Select[Any]:
    doer = aliased(Membership)
    posts = {post: (aliased(Appointment), aliased(Membership)) for post in Post}
    query = (
        scoped(Activity)
        .with_only_columns(
            Activity.id, Activity.name, Activity.critical, Activity.rung, Activity.witnessed, Activity.rungs,
            Activity.not_applicable_at, Activity.doer_kind, doer.name.label("doer_name"),
            Provider.name.label("provider_name"), _suggested(),
            *(column for post in Post for column in _columns(post, *posts[post])),
        )
        .select_from(Activity)
        .outerjoin(doer, and_(doer.workspace_id == Activity.workspace_id, doer.id == Activity.doer_id))
        .outerjoin(
            Provider, and_(Provider.workspace_id == Activity.workspace_id, Provider.id == Activity.provider_id)
        )
    )  # fmt: skip
    for post, (holder, person) in posts.items():
        query = query.outerjoin(holder, _named(holder, post))
        query = query.outerjoin(
            person, and_(person.workspace_id == holder.workspace_id, person.id == holder.member_id)
        )
    return query.where(Activity.engagement_id == engagement_id).order_by(Activity.position)


def _columns(post: Post, holder: Any, person: Any) -> tuple[Any, ...]:
    return (
        holder.member_id.label(f"{post}_id"), holder.accepted_at.label(f"{post}_accepted"),
        person.name.label(f"{post}_name"),
    )  # fmt: skip


def _named(holder: Any, post: Post) -> Any:
    return and_(
        holder.workspace_id == Activity.workspace_id, holder.activity_id == Activity.id, holder.post == post,
        holder.named_at.is_not(None), holder.ended_at.is_(None),
    )  # fmt: skip


def _suggested() -> Any:
    count = scoped(Appointment).with_only_columns(func.count()).where(
        Appointment.workspace_id == Activity.workspace_id, Appointment.engagement_id == Activity.engagement_id,
        Appointment.activity_id == Activity.id, Appointment.named_at.is_(None), Appointment.ended_at.is_(None),
    )  # fmt: skip
    return count.correlate(Activity).scalar_subquery().label("suggested")


def _row(found: Any, gate: Phase | None, practice: str, href: str, move_href: str) -> Row:
    goal = found.rungs[gate.position] if gate is not None else None
    aside = found.not_applicable_at is not None
    return Row(
        id=found.id, name=found.name, critical=found.critical, rung=found.rung, witnessed=found.witnessed,
        goal=goal if goal is not None and goal > found.rung else None, href=href,
        move_href=None if aside else move_href, accountable=_holder(found, Post.ACCOUNTABLE),
        deputy=_holder(found, Post.DEPUTY), doer=_doer(found, practice), aside=aside, suggested=found.suggested,
    )  # fmt: skip


def _holder(found: Any, post: Post) -> Holder | None:
    person = getattr(found, f"{post}_id")
    accepted = getattr(found, f"{post}_accepted") is not None
    return Holder(getattr(found, f"{post}_name"), accepted, person) if person else None


def _doer(found: Any, practice: str) -> Doer | None:
    names = {
        DoerKind.PERSON: found.doer_name, DoerKind.PROVIDER: found.provider_name, DoerKind.PRACTICE: practice,
    }  # fmt: skip
    name = names.get(found.doer_kind)
    return Doer(str(found.doer_kind), name) if name else None


@prepared
def _proposals(engagement_id: UUID) -> Select[Any]:
    return (
        scoped(LevelChange)
        .with_only_columns(Activity.id, Activity.name, LevelChange.to_rung, LevelChange.because, Membership.name)
        .select_from(LevelChange)
        .join(
            Activity,
            and_(Activity.workspace_id == LevelChange.workspace_id, Activity.id == LevelChange.activity_id),
        )
        .join(
            Membership,
            and_(Membership.workspace_id == LevelChange.workspace_id, Membership.id == LevelChange.by_id),
        )
        .where(
            LevelChange.engagement_id == engagement_id,
            LevelChange.effective_at.is_(None),
            LevelChange.declined_at.is_(None),
        )
        .order_by(LevelChange.id)
        .limit(MOST_WAITING)
    )
