"""The people whom a visitor of the demo may be. Nobody else is ever offered."""

from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.tenancy import Workspace, scoped

from .models import Membership, User
from .people import rank_of

MOST_WORKSPACES, MOST_PEOPLE = 5, 60


def offered() -> list[tuple[str, list[tuple[str, list[Membership]]]]]:
    """For each workspace of the demo its name, and for each side of it (the practice first) its name and its people.

    The workspace with the most sides comes first: there is the most to see.
    """
    with entered(Context(writes=False)):
        workspaces = list(db.session.scalars(
            select(Workspace).where(Workspace.demo, ~Workspace.in_making).order_by(Workspace.id).limit(MOST_WORKSPACES)
        ))  # fmt: skip
    return sorted(
        ((workspace.name, _sides(workspace)) for workspace in workspaces), key=lambda offer: -len(offer[1])
    )


def _sides(workspace: Workspace) -> list[tuple[str, list[Membership]]]:
    with entered(Context(workspace=workspace.id, writes=False)):
        query = (
            scoped(Membership)
            .join(User, User.id == Membership.user_id)
            .where(User.demo, Membership.ended_at.is_(None))
            .options(joinedload(Membership.client))
            .limit(MOST_PEOPLE)
        )
        members = sorted(db.session.scalars(query), key=lambda member: (_side(member), rank_of(member)))
    return [(name or workspace.name, list(people)) for name, people in groupby(members, key=_side)]


def _side(member: Membership) -> str:
    return member.client.name if member.client is not None else ""


def chosen(text: str) -> UUID | None:
    """The id of the demo's person that `text` names; None for anybody else."""
    try:
        wanted = UUID(text)
    except ValueError:
        return None
    return db.session.scalar(select(User.id).where(User.id == wanted, User.demo))
