"""The clients of a practice, a page at a time, with how many people each has here."""

from uuid import UUID

from sqlalchemy import func

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.core.paging import Page, newest_first
from tracker.tenancy import scoped

from .models import Client

PAGE = 50


def clients() -> Page:
    """The newest first. Costs one statement, however many there are."""
    return newest_first(scoped(Client), Client.id, PAGE)


def people_counted(page: Page) -> dict[UUID, int]:
    """How many people of each client of the page have a place here."""
    query = (
        scoped(Membership)
        .with_only_columns(Membership.client_id, func.count())
        .where(Membership.client_id.in_([client.id for client in page.rows]), Membership.ended_at.is_(None))
        .group_by(Membership.client_id)
    )
    return {client_id: count for client_id, count in db.session.execute(query)}
