"""The blueprint that every page of the clinic hangs on, and what its forms share."""

from uuid import UUID

from flask import Blueprint

from tracker.accounts.models import Membership
from tracker.accounts.own_people import own_people
from tracker.core.database import db
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

pages = Blueprint("clinic", __name__)
MOST_ACTIVITIES = 100


def activities_of(engagement_id: UUID) -> list[Activity]:
    query = scoped(Activity).where(Activity.engagement_id == engagement_id, Activity.not_applicable_at.is_(None))
    return [*db.session.scalars(query.order_by(Activity.position).limit(MOST_ACTIVITIES))]


def clients_people(client_id: UUID) -> list[Membership]:
    return [*db.session.scalars(own_people(client_id))]


def whole(text: str | None) -> int:
    """A whole number sent in a hidden field; -1 for anything else, which no row has."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1
