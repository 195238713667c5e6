"""Who has a place in a workspace, and who is invited."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import joinedload

from tracker.core.database import db
from tracker.core.paging import Page, newest_first
from tracker.tenancy import scoped

from .invitations import MOST_OPEN
from .models import CLIENT_ROLES, PRACTICE_ROLES, Invitation, Membership

PAGE = 50
_RANK = {role: rank for rank, role in enumerate((*PRACTICE_ROLES, *CLIENT_ROLES))}


def people_of(client_id: UUID | None) -> Page:
    """The people of one side who are here now: the practice's where `client_id` is empty. A page at a time."""
    query = scoped(Membership).where(Membership.client_id == client_id, Membership.ended_at.is_(None))
    page = newest_first(query, Membership.id, PAGE)
    return Page(sorted(page.rows, key=rank_of), page.after)


def names_of_practice() -> list[Membership]:
    """The practice's people, as its clients may know them."""
    query = scoped(Membership).where(Membership.client_id.is_(None), Membership.ended_at.is_(None))
    return sorted(db.session.scalars(query.order_by(Membership.id).limit(PAGE)), key=rank_of)


def open_invitations(client_id: UUID | None) -> list[Invitation]:
    """Those of one side that were neither accepted nor withdrawn, the newest first."""
    query = (
        scoped(Invitation)
        .where(
            Invitation.client_id == client_id, Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None)
        )
        .options(joinedload(Invitation.invited_by))
        .order_by(Invitation.id.desc())
        .limit(MOST_OPEN)
    )  # fmt: skip
    return list(db.session.scalars(query))


def rank_of(member: Membership) -> tuple[Any, ...]:
    return _RANK[member.role], member.name.casefold(), member.id
