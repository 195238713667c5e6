"""Letters about the handover: to both sides when it is offered, answered or ended; reminders of keys not back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_

from tracker.access.policies import sees
from tracker.access.roles import Role
from tracker.accounts.letters import written
from tracker.accounts.models import Membership, User
from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.database import db
from tracker.core.outbox import Composed, Letter, letter_kind, post
from tracker.core.urls import absolute, workspace_url
from tracker.engagements.daily import every_day
from tracker.engagements.extension_points import reacts_to
from tracker.engagements.models import Engagement, Part, TeamMember
from tracker.tenancy import Workspace, scoped

from .models import AccessEnding, Ending

AGAIN_AFTER = timedelta(days=7)
MOST_REMINDED = 500
ENDED = "plan.ended_early"
TOLD = {
    "handover.offered", "handover.accepted", "handover.accepted_with_exceptions", "handover.declined", ENDED,
    "practice.access_ended", "practice.access_extended",
}  # fmt: skip


@reacts_to("handover", "plan", "practice")
def _tell_both_sides(engagement_id: UUID, events: list[AuditEvent]) -> None:
    for event in events:
        if event.verb in TOLD:
            for person, user in db.session.execute(_people(engagement_id)):
                if person.id != event.actor_id:
                    post("handover_news", user.email, workspace_id=person.workspace_id, person=str(person.id),
                         engagement=str(engagement_id), verb=event.verb, who=event.actor_name,
                         words=event.because)  # fmt: skip


@letter_kind("handover_news")
def _news(letter: Letter) -> Composed | None:
    """None once its reader has left, or may not know of it any more but that it has ended."""
    person, engagement = _found(letter)
    ended = letter.values["verb"] == "practice.access_ended"
    if person is None or engagement is None or not (ended or sees(person, engagement)):
        return None
    return written(
        "handover_news", client=engagement.client.name, verb=letter.values["verb"], who=letter.values["who"],
        words="" if ended else letter.values["words"], of_practice=person.of_practice,
        until=engagement.practice_until, **_where(engagement, person, ended=ended),
    )  # fmt: skip


@every_day
def remind_of_keys() -> int:
    """One letter to each person who has to confirm that access has ended, from the day it is due and then weekly."""
    today = clock.today()
    due = scoped(AccessEnding).where(
        AccessEnding.due_on <= today, AccessEnding.confirmed_at.is_(None), AccessEnding.left_out_at.is_(None),
        AccessEnding.kind != Ending.BATON, AccessEnding.confirmer_id.is_not(None),
        or_(AccessEnding.reminded_on.is_(None), AccessEnding.reminded_on <= today - AGAIN_AFTER),
    )  # fmt: skip
    by_reader: dict[tuple[UUID, UUID], list[AccessEnding]] = {}
    for row in db.session.scalars(due.order_by(AccessEnding.id).limit(MOST_REMINDED).with_for_update(of=AccessEnding)):
        row.reminded_on = today
        by_reader.setdefault((row.confirmer_id, row.engagement_id), []).append(row)
    for (person_id, engagement_id), rows in by_reader.items():
        _remind(person_id, engagement_id, rows)
    db.session.commit()
    return len(by_reader)


@letter_kind("keys_due")
def _keys_due(letter: Letter) -> Composed | None:
    """None once all of it is confirmed."""
    person, engagement = _found(letter)
    ids = [UUID(id) for id in letter.values["rows"]]
    rows = [row for row in db.session.scalars(scoped(AccessEnding).where(AccessEnding.id.in_(ids))) if row.open]
    if person is None or engagement is None or not rows:
        return None
    return written(
        "keys_due", client=engagement.client.name, rows=[(row.audit_name, row.due_on) for row in rows],
        **_where(engagement, person),
    )  # fmt: skip


def _remind(person_id: UUID, engagement_id: UUID, rows: list[AccessEnding]) -> None:
    """Where she has left, the client's owners are told: they may confirm whatever is in the plan."""
    there = scoped(Membership).add_columns(User).join(User, User.id == Membership.user_id).where(
        Membership.ended_at.is_(None)
    )  # fmt: skip
    found = db.session.execute(there.where(Membership.id == person_id)).all()
    owners = (Membership.client_id == rows[0].client_id) & (Membership.role == Role.OWNER)
    for person, user in found or db.session.execute(there.where(owners).order_by(Membership.id)):
        post("keys_due", user.email, workspace_id=person.workspace_id, person=str(person.id),
             engagement=str(engagement_id), rows=[str(row.id) for row in rows])  # fmt: skip


def _people(engagement_id: UUID) -> Any:
    """The lead, whoever has a part in the team, and the client's owners."""
    engagement = scoped(Engagement).where(Engagement.id == engagement_id)
    seats = scoped(TeamMember).with_only_columns(TeamMember.member_id).where(
        TeamMember.engagement_id == engagement_id, TeamMember.ended_at.is_(None), TeamMember.part != Part.LEADER
    )  # fmt: skip
    return (
        scoped(Membership)
        .add_columns(User)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.ended_at.is_(None),
            or_(
                Membership.id.in_(seats),
                Membership.id.in_(engagement.with_only_columns(Engagement.lead_id)),
                (Membership.role == Role.OWNER)
                & Membership.client_id.in_(engagement.with_only_columns(Engagement.client_id)),
            ),
        )
        .order_by(Membership.id)
    )


def _found(letter: Letter) -> tuple[Membership | None, Engagement | None]:
    people = scoped(Membership).where(Membership.id == UUID(letter.values["person"]), Membership.ended_at.is_(None))
    engagements = scoped(Engagement).where(Engagement.id == UUID(letter.values["engagement"]))
    return db.session.scalar(people), db.session.scalar(engagements)


def _where(engagement: Engagement, person: Membership, *, ended: bool = False) -> dict[str, Any]:
    workspace = db.session.get_one(Workspace, engagement.workspace_id)
    gone = ended and person.of_practice
    path = (
        workspace_url(workspace.slug, "portfolio.remembering")
        if gone
        else workspace_url(workspace.slug, "handover.acceptance", id=engagement.id)
    )
    return {"workspace_name": workspace.name, "action_label": "Open it", "action_url": absolute(path)}
