"""What engagements hand to gates and the index: who is who, the charter and the team, the gates and their criteria."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_

from tracker.accounts.models import Membership, Role
from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped

from . import (
    exception_evidence,
    gate_rules,
    hands_off,
    leaving,
    playbook_uses,
    policies,
    second_wall,
    showing_spots,
    signed_evidence,
    team_gaps,
)
from .extension_points import evidence
from .gate_evidence import read_gates
from .models import (
    Engagement,
    ExitCriterion,
    Part,
    Pause,
    Phase,
    PlanChange,
    ScopeAct,
    ScopeChange,
    SignOff,
    TeamMember,
)
from .plan_changes import what_of
from .scope import what_of as scope_what_of
from .subjects import speaks_of

__all__ = [
    "exception_evidence", "gate_rules", "hands_off", "leaving", "playbook_uses", "policies", "read_gates",
    "second_wall", "showing_spots", "signed_evidence", "team_gaps",
]  # fmt: skip

speaks_of(Phase, "gate", "engagements.gate", key="gate")
speaks_of(ExitCriterion, "criterion", "discussion.read_criterion", key="criterion")

MOST_WAITING = 50
MOST_ADDED = 100
_SIDES = {Role.PROVIDER: "provider", Role.LEAD: "practice", Role.CONSULTANT: "practice"}
_LISTS = {
    Part.LEADER: "leaders", Part.CONSULTANT: "consultants", Part.CHAMPION: "champions",
    Part.DEPUTY_CHAMPION: "deputy_champions",
}  # fmt: skip


@evidence("people", nouns=("engagement", "member", "team"))
def read_people(engagement_id: UUID) -> dict[str, Any]:
    """Everybody of the client, and the practice's people who ever worked in this engagement."""
    at_work = scoped(TeamMember).with_only_columns(TeamMember.member_id).where(
        TeamMember.engagement_id == engagement_id
    )  # fmt: skip
    client = scoped(Engagement).with_only_columns(Engagement.client_id).where(Engagement.id == engagement_id)
    query = (
        scoped(Membership)
        .with_only_columns(Membership.id, Membership.name, Membership.role, Membership.ended_at)
        .where(or_(Membership.client_id == client.scalar_subquery(), Membership.id.in_(at_work)))
        .order_by(Membership.id)
    )
    return {
        str(id): {"name": name, "role": str(role), "side": _SIDES.get(role, "client"), "active": ended is None}
        for id, name, role, ended in db.session.execute(query)
    }


@evidence("engagement", nouns=("engagement", "charter", "team", "plan"))
def read_engagement(engagement_id: UUID) -> dict[str, Any]:
    """State, dates, the charter's signature, and who plays which part."""
    columns = (
        Engagement.state, Engagement.title, Engagement.starts_on, Engagement.planned_handover,
        Engagement.handed_over_on, SignOff.at,
    )  # fmt: skip
    query = (
        scoped(Engagement)
        .with_only_columns(*columns)
        .select_from(Engagement)
        .outerjoin(SignOff, (SignOff.workspace_id == Engagement.workspace_id) & (SignOff.subject_id == Engagement.id))
        .where(Engagement.id == engagement_id)
    )
    state, title, starts_on, planned_handover, handed_over_on, signed_at = db.session.execute(query).first()
    return {
        "id": str(engagement_id),
        "state": str(state),
        "title": title,
        "starts_on": starts_on.isoformat(),
        "planned_handover": planned_handover.isoformat(),
        "handed_over_on": handed_over_on.isoformat() if handed_over_on else None,
        "charter_signed_on": clock.day_of(signed_at).isoformat() if signed_at else None,
        **_parts(engagement_id),
    }


@evidence("plan", nouns=("plan",))
def read_plan(engagement_id: UUID) -> dict[str, Any]:
    """The paused spans, and the changes of the plan that wait for the owner."""
    waiting = _proposals(PlanChange, engagement_id, "engagements.plan_decide", what_of)
    return {"pauses": _pauses(engagement_id), "proposals": waiting}


@evidence("scope", nouns=("scope",))
def read_scope(engagement_id: UUID) -> dict[str, Any]:
    """The changes of the scope that wait for the owner, and the newest additions in force."""
    waiting = _proposals(ScopeChange, engagement_id, "engagements.scope_decide", scope_what_of)
    return {"proposals": waiting, "added": _added(engagement_id)}


def _added(engagement_id: UUID) -> list[dict[str, str]]:
    query = scoped(ScopeChange).where(
        ScopeChange.engagement_id == engagement_id, ScopeChange.act == ScopeAct.ADD,
        ScopeChange.effective_at.is_not(None), ScopeChange.subject_id.is_not(None),
    )  # fmt: skip
    columns = (ScopeChange.kind, ScopeChange.subject_id, ScopeChange.effective_at)
    rows = db.session.execute(query.with_only_columns(*columns).order_by(ScopeChange.id.desc()).limit(MOST_ADDED))
    return [{"kind": kind, "subject": str(subject), "on": clock.day_of(at).isoformat()} for kind, subject, at in rows]


def _pauses(engagement_id: UUID) -> list[list[str | None]]:
    query = scoped(Pause).with_only_columns(Pause.from_on, Pause.resumed_on)
    query = query.where(Pause.engagement_id == engagement_id).order_by(Pause.from_on)
    return [[begun.isoformat(), ended.isoformat() if ended else None] for begun, ended in db.session.execute(query)]


def _seats(rows: list[Any]) -> list[tuple[UUID, Part, Any]]:
    """The open seats, and those that leaders left empty: until somebody is named after them, they hold nobody's place
    but lower the mean as an empty one does, since no departure may raise it."""
    filled = sorted(row.named_at for row in rows if row.ended_at is None and row.part == Part.LEADER)
    found = []
    for row in rows:
        if row.ended_at is not None:
            successor = next((named for named in filled if named >= row.ended_at), None)
            if successor is not None:
                filled.remove(successor)
                continue
        found.append((row.member_id, row.part, row.accepted_at))
    return found


def _proposals(model: Any, engagement_id: UUID, endpoint: str, what: Callable[[Any], str]) -> list[dict[str, str]]:
    """The oldest first, and where each is decided."""
    waiting = scoped(model).where(
        model.engagement_id == engagement_id, model.effective_at.is_(None), model.declined_at.is_(None),
        model.withdrawn_at.is_(None),
    )  # fmt: skip
    return [
        {
            "id": str(row.id), "endpoint": endpoint, "by": row.by_name, "what": what(row),
            "on": clock.day_of(row.at).isoformat(),
        }
        for row in db.session.scalars(waiting.order_by(model.id).limit(MOST_WAITING))
    ]  # fmt: skip


def _parts(engagement_id: UUID) -> dict[str, list[Any]]:
    left = and_(TeamMember.part == Part.LEADER, TeamMember.ended_at >= Membership.ended_at)
    query = (
        scoped(TeamMember)
        .with_only_columns(
            TeamMember.member_id, TeamMember.part, TeamMember.accepted_at, TeamMember.named_at, TeamMember.ended_at
        )
        .join(
            Membership,
            (Membership.workspace_id == TeamMember.workspace_id) & (Membership.id == TeamMember.member_id),
        )
        .where(TeamMember.engagement_id == engagement_id, or_(TeamMember.ended_at.is_(None), left))
        .order_by(TeamMember.id)
    )
    parts: dict[str, list[Any]] = {name: [] for name in _LISTS.values()}
    for member_id, part, accepted_at in _seats(list(db.session.execute(query))):
        who = str(member_id)
        champion = part in {Part.CHAMPION, Part.DEPUTY_CHAMPION}
        parts[_LISTS[part]].append({"person": who, "accepted": accepted_at is not None} if champion else who)
    return parts
