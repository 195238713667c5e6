"""“What we run now”: the activities that a person answers for, stands in for or does, with the two-tap log."""

from typing import Any

from flask import url_for
from sqlalchemy import and_
from sqlalchemy.orm import joinedload

from tracker.accounts.models import Membership, Role
from tracker.core.database import db
from tracker.engagements.models import Engagement, EngagementState
from tracker.responsibilities.models import Activity, Appointment, DoerKind, Post
from tracker.tenancy import scoped
from tracker.worklog.models import Mode
from tracker.worklog.modes import usual_mode

MOST = 60


def what_we_run(member: Membership) -> list[dict[str, Any]]:
    """Two statements. Mine first; a provider's person sees only what is assigned to her firm."""
    rows = db.session.execute(_activities(member)).all()
    posts = _posts([activity.id for activity, _ in rows])
    running = [_row(activity, engagement, posts.get(activity.id, {}), member) for activity, engagement in rows]
    return sorted(running, key=lambda row: not row["mine"])


def _activities(member: Membership) -> Any:
    query = (
        scoped(Activity)
        .add_columns(Engagement)
        .join(
            Engagement, and_(Engagement.workspace_id == Activity.workspace_id, Engagement.id == Activity.engagement_id)
        )
        .where(
            Activity.not_applicable_at.is_(None),
            Engagement.state.in_([EngagementState.ACTIVE, EngagementState.PAUSED, EngagementState.HANDED_OVER]),
        )
        .order_by(Activity.critical.desc(), Activity.position)
        .limit(MOST)
    )
    if member.role == Role.PROVIDER:
        return query.where(Activity.doer_kind == DoerKind.PROVIDER, Activity.provider_id == member.provider_id)
    return query.where(Activity.client_id == member.client_id)


def _posts(ids: list[Any]) -> dict[Any, dict[str, Any]]:
    query = scoped(Appointment).options(joinedload(Appointment.member)).where(
        Appointment.activity_id.in_(ids), Appointment.ended_at.is_(None), Appointment.named_at.is_not(None)
    )  # fmt: skip
    found: dict[Any, dict[str, Any]] = {}
    for appointment in db.session.scalars(query):
        found.setdefault(appointment.activity_id, {})[appointment.post] = appointment
    return found


def _row(activity: Activity, engagement: Engagement, posts: dict[str, Any], member: Membership) -> dict[str, Any]:
    mine = _my_part(activity, posts, member)
    mode = usual_mode(member, activity, [post.member_id for post in posts.values() if post.accepted_at])
    return {
        "name": activity.name,
        "unit": activity.unit,
        "critical": activity.critical,
        "part": mine or _who_answers(posts),
        "mine": bool(mine),
        "rung": activity.rung,
        "href": url_for("responsibilities.activity", id=activity.id),
        "log_url": url_for("worklog.quick", id=activity.id),
        "runbook_href": url_for("toolkit.runbook", id=activity.id) if member.role != Role.PROVIDER else None,
        "mode": mode.value,
        "log_words": "Log a look" if mode == Mode.OVERSIGHT else f"Log one {activity.unit}",
        "engagement": engagement.title,
    }


def _my_part(activity: Activity, posts: dict[str, Appointment], member: Membership) -> str:
    """What `member` has to do with it, as a sentence without its full stop; empty for nothing."""
    if member.role == Role.PROVIDER:
        return "Your firm does it"
    parts = ["do it"] if activity.doer_kind == DoerKind.PERSON and activity.doer_id == member.id else []
    for post, words in ((Post.ACCOUNTABLE, "answer for it"), (Post.DEPUTY, "stand in")):
        if post in posts and posts[post].member_id == member.id:
            parts.append(words if posts[post].accepted_at else f"{words} once you accept")
    return f"You {' and '.join(parts)}" if parts else ""


def _who_answers(posts: dict[str, Appointment]) -> str:
    held = posts.get(Post.ACCOUNTABLE)
    if held is None:
        return "Nobody answers for it"
    return f"{held.member.name} answers for it" if held.accepted_at else f"{held.member.name} is asked to answer for it"
