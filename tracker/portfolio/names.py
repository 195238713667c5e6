"""The names that filters and columns show: people of the practice, and playbooks."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.playbooks.reading import list_shipped
from tracker.playbooks.shelf import own_playbooks
from tracker.tenancy import scoped

MOST = 500


def colleagues() -> list[Membership]:
    """Everybody of the practice, by name; who has left is still found in what she led. One statement."""
    query = scoped(Membership).where(Membership.client_id.is_(None)).order_by(Membership.name, Membership.id)
    return list(db.session.scalars(query.limit(MOST)))


def playbooks() -> list[tuple[str, str]]:
    """Key and title of whatever an engagement may have started from. One statement."""
    return [(one.key, one.title) for one in (*list_shipped(), *own_playbooks())]


def leaders(rows: list[Any]) -> dict[UUID, str]:
    """Who leads each of these engagements, by its id. One statement."""
    people = {row.lead_id for row in rows}
    query = scoped(Membership).with_only_columns(Membership.id, Membership.name).where(Membership.id.in_(people))
    return {id: name for id, name in db.session.execute(query)}


@lru_cache(maxsize=256)
def shipped_title(key: str) -> str:
    """The title of a playbook in a few words; its key where it is the practice's own."""
    title = next((one.title for one in list_shipped() if one.key == key), key.replace("-", " ").capitalize())
    return title.partition(":")[0]
