"""Whose name may stand beside a task of the client: its own active people, without those of its providers."""

from uuid import UUID

from sqlalchemy import Select

from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from .models import Membership, Role

MOST_OFFERED = 500


def own_people(client_id: UUID) -> Select[tuple[Membership]]:
    """The active people of a client, without those of its providers, by name."""
    return (
        scoped(Membership)
        .where(Membership.client_id == client_id, Membership.role != Role.PROVIDER, Membership.ended_at.is_(None))
        .order_by(Membership.name, Membership.id)
        .limit(MOST_OFFERED)
    )


def solo(client_id: UUID) -> bool:
    """Whether the client consists of one active person: nobody of its own could witness her or stand in."""
    two = own_people(client_id).with_only_columns(Membership.id).order_by(None).limit(2)
    return len(db.session.scalars(two).all()) == 1


def check_own_person(person: Membership, client_id: UUID, field: str) -> None:
    """Raises `Refused` at `field` unless `person` is an active person of that client's own."""
    if person.client_id != client_id or not person.of_client:
        raise Refused("Choose one of the client's own people.", field)
    if not person.active:
        raise Refused(f"{person.name} has left.", field)
