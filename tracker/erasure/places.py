"""Somebody's places in all workspaces, and who has to take over before she can leave one."""

from uuid import UUID

from tracker.accounts.models import Membership, Role
from tracker.clients.models import Client
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.engagements.words import in_a_row
from tracker.tenancy import Workspace, scoped

MOST_PLACES = 100
MOST_NAMED = 3


def places_of(user_id: UUID) -> list[Membership]:
    """Every place that she has or had, the open ones first. She reads her own from outside any workspace."""
    with entered(Context(user=user_id, writes=False)):
        mine = scoped(Membership).where(Membership.user_id == user_id)
        ordered = mine.order_by(Membership.ended_at.is_not(None), Membership.id)
        return list(db.session.scalars(ordered.limit(MOST_PLACES)))


def who_must_follow(member: Membership) -> str:
    """Who has to be made what before she can go, in a sentence; empty where nobody has to."""
    if not member.active or member.role not in {Role.LEAD, Role.OWNER}:
        return ""
    with entered(Context(member.workspace_id, writes=False)):
        there = scoped(Membership).where(
            Membership.ended_at.is_(None), Membership.id != member.id, Membership.client_id == member.client_id
        )  # fmt: skip
        if db.session.scalars(there.where(Membership.role == member.role).limit(1)).first() is not None:
            return ""
        side = there.where(Membership.role != Role.PROVIDER).order_by(Membership.id).limit(MOST_NAMED)
        could = [one.name for one in db.session.scalars(side)]
        return _sentence(member, could)


def _sentence(member: Membership, could: list[str]) -> str:
    space = db.session.get_one(Workspace, member.workspace_id)
    who = f"Make somebody else {_part(member)} there first"
    who += f" ({in_a_row(could)} could be)." if could else ": nobody else is there yet, so invite somebody."
    if member.role == Role.LEAD:
        return f"You are the last lead of {space.name}. {who} Or have the whole workspace deleted."
    client = db.session.get_one(Client, (member.workspace_id, member.client_id))
    return f"You are the only owner at {client.name}, in {space.name}. {who}"


def _part(member: Membership) -> str:
    return "a lead" if member.role == Role.LEAD else "an owner"
