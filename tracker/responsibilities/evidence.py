"""What responsibilities hand to gates and the index: every activity, who holds it, and how its decision stands."""

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func
from sqlalchemy.orm import aliased

from tracker.access import Can
from tracker.accounts.departures import when_someone_leaves
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import evidence
from tracker.engagements.models import SignOff
from tracker.engagements.subjects import speaks_of
from tracker.tenancy import scoped

from . import gate_rules, policies, scope, starting, weak_spots
from .leaving import let_go
from .models import Activity, Appointment, DecisionRule, LevelChange, Post, Provider
from .responding import weeks_in

__all__ = ["gate_rules", "policies", "scope", "starting", "weak_spots"]

when_someone_leaves(let_go)
speaks_of(Activity, "activity", "responsibilities.activity", acts=(Can.SEE_ENGAGEMENT, Can.LOG_WORK))

FIELDS = (
    "id", "key", "name", "critical", "customer_facing", "kind", "unit", "rung", "witnessed", "target", "rungs",
    "competencies", "sla_hours",
)  # fmt: skip
RULED = ("workspace_id", "id", "activity_id", "choice")


@evidence("activities", nouns=("activity", "appointment", "rung", "rule", "provider"))
def read_activities(engagement_id: UUID) -> list[dict[str, Any]]:
    """In the order of the playbook; posts that are only proposed are not there. Two statements."""
    here = {"engagement": engagement_id}
    rules = {row.activity_id: row for row in db.session.execute(_newest_rules(), here)}
    return [_activity(row, rules.get(row.id)) for row in db.session.execute(_activities(), here)]


@cache
def _activities() -> Select[Any]:
    """Built once, since building it takes longer than asking it; the id is given when it is asked."""
    accountable, deputy = aliased(Appointment), aliased(Appointment)
    changes = _newest_changes()
    return (
        scoped(Activity)
        .with_only_columns(
            *(getattr(Activity, name) for name in FIELDS),
            Activity.not_applicable_at, Activity.doer_kind, Activity.doer_id, Activity.doer_since,
            Provider.name.label("provider_name"),
            *_post_columns(accountable, Post.ACCOUNTABLE), *_post_columns(deputy, Post.DEPUTY),
            changes.c.effective_at, changes.c.confirmer_id, _waiting(LevelChange), _waiting(Appointment),
        )
        .select_from(Activity)
        .outerjoin(Provider, _beside(Provider, Provider.id == Activity.provider_id))
        .outerjoin(accountable, _holds(accountable, Post.ACCOUNTABLE))
        .outerjoin(deputy, _holds(deputy, Post.DEPUTY))
        .outerjoin(changes, and_(changes.c.activity_id == Activity.id, changes.c.row == 1))
        .where(Activity.engagement_id == bindparam("engagement"))
        .order_by(Activity.position)
    )  # fmt: skip


def _beside(model: Any, joined: Any) -> Any:
    return and_(model.workspace_id == Activity.workspace_id, joined)


def _post_columns(holder: Any, post: Post) -> tuple[Any, ...]:
    return tuple(getattr(holder, name).label(f"{post}_{name}") for name in ("member_id", "named_at", "accepted_at"))


def _holds(holder: Any, post: Post) -> Any:
    """At most one row: an open, named appointment is unique per activity and post."""
    return _beside(
        holder,
        and_(
            holder.activity_id == Activity.id, holder.post == post,
            holder.named_at.is_not(None), holder.ended_at.is_(None),
        ),
    )  # fmt: skip


def _newest_changes() -> Any:
    """The move that stands for each activity, on row 1."""
    row = func.row_number().over(partition_by=LevelChange.activity_id, order_by=LevelChange.id.desc()).label("row")
    return (
        scoped(LevelChange)
        .with_only_columns(LevelChange.activity_id, LevelChange.effective_at, LevelChange.confirmer_id, row)
        .where(
            LevelChange.engagement_id == bindparam("engagement"),
            LevelChange.effective_at.is_not(None),
            LevelChange.declined_at.is_(None),
        )
        .subquery()
    )


def _waiting(model: type[LevelChange] | type[Appointment]) -> Any:
    """How many proposals wait for an answer."""
    undecided = (
        (LevelChange.effective_at.is_(None), LevelChange.declined_at.is_(None))
        if model is LevelChange
        else (Appointment.named_at.is_(None), Appointment.ended_at.is_(None))
    )
    here = _beside(model, and_(model.engagement_id == Activity.engagement_id, model.activity_id == Activity.id))
    count = scoped(model).with_only_columns(func.count()).where(here)
    return count.where(*undecided).correlate(Activity).scalar_subquery().label(f"waiting_{model.__tablename__}")


@cache
def _newest_rules() -> Select[Any]:
    row = func.row_number().over(partition_by=DecisionRule.activity_id, order_by=DecisionRule.id.desc()).label("row")
    ranked = (
        scoped(DecisionRule)
        .with_only_columns(*(getattr(DecisionRule, name) for name in RULED), row)
        .where(DecisionRule.engagement_id == bindparam("engagement"))
        .subquery()
    )
    signed = and_(SignOff.workspace_id == ranked.c.workspace_id, SignOff.subject_id == ranked.c.id)
    return (
        scoped(DecisionRule)
        .with_only_columns(ranked.c.id, ranked.c.activity_id, ranked.c.choice, SignOff.at, SignOff.signer_id)
        .select_from(ranked)
        .outerjoin(SignOff, signed)
        .where(ranked.c.row == 1)
    )


def _activity(row: Any, rule: Any) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in FIELDS},
        "id": str(row.id),
        "rung_on": _day(row.effective_at),
        "confirmer": str(row.confirmer_id) if row.confirmer_id else None,
        "accountable": _post(row, Post.ACCOUNTABLE),
        "deputy": _post(row, Post.DEPUTY),
        "doer": {
            "kind": str(row.doer_kind),
            "person": str(row.doer_id) if row.doer_id else None,
            "provider_name": row.provider_name,
            "since": row.doer_since.isoformat() if row.doer_since else None,
        },
        "rule": _rule(rule) if rule else None,
        "rule_written": rule is not None,
        "na": row.not_applicable_at is not None,
        "proposed": row.waiting_level_change + row.waiting_appointment,
    }


@evidence("replies", nouns=("replies",))
def read_replies(engagement_id: UUID) -> dict[str, list[Any]]:
    """The last weeks of every activity whose answers are timed, the oldest first. One statement."""
    found: dict[str, list[Any]] = {}
    for row in weeks_in(engagement_id):
        week = [row.week.isoformat(), row.answered, row.late, row.median_minutes]
        found.setdefault(str(row.activity_id), []).append(week)
    return found


def _rule(rule: Any) -> dict[str, Any]:
    return {
        "id": str(rule.id), "choice": rule.choice, "signed_on": _day(rule.at), "by": _id(rule.signer_id)
    }  # fmt: skip


def _post(row: Any, post: Post) -> dict[str, Any] | None:
    person, named, accepted = (getattr(row, f"{post}_{name}") for name in ("member_id", "named_at", "accepted_at"))
    return {"person": str(person), "named_on": _day(named), "accepted_on": _day(accepted)} if person else None


def _day(moment: datetime | None) -> str | None:
    return clock.day_of(moment).isoformat() if moment else None


def _id(id: UUID | None) -> str | None:
    return str(id) if id else None
