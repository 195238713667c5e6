"""The wall before the commit: what may not be written here any more is refused, whatever let it come so far.

A rehearsal, the practice's access that has ended, a record that is kept as it was, a client that moves, and what waits
to be deleted are all said by three rows: the engagement, its client, the workspace. They are read anew here, and the
client's row is held, so that whoever seals it waits for this commit, and what comes after the seal finds it.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import g, has_app_context
from sqlalchemy import event

from tracker.access.guard import MOVING
from tracker.accounts.models import Membership
from tracker.audit import AuditEvent
from tracker.clients.models import Client
from tracker.core.database import BoundSession, db
from tracker.core.errors import Refused, Stale
from tracker.core.prepared import prepared
from tracker.tenancy import Workspace, scoped

from .hands_off import SEALED, STILL_SAID, TAKEN_OVER, closing_words, only_looks_on, practice_access
from .models import Engagement, PracticeAccess
from .visibility import HELD, Held

# Who works where is settled for the whole workspace. That somebody left or has another part is no act in here.
ABOUT_PEOPLE = {"team.joined", "team.left", "team.changed"}
# What goes on until the day of deletion: people, taking along, and deletion itself.
UNTIL_DELETED = {"member", "export"}
OF_DELETION = ("deletion_asked", "deletion_taken_back")
# Held so that it cannot be sealed meanwhile; nobody else waits for that.
ONLY_NOT_SEALED = {"read": True, "key_share": True, "of": Client}


@event.listens_for(BoundSession, "before_commit", insert=True)
def refuse_what_came_too_late(session: BoundSession) -> None:
    """Raises `Refused`, before anything follows from what was recorded. What a person did is asked about, and whatever
    the session of a client's person writes. A statement for each client, unless another asks along."""
    told = [one for one in session.info.pop("recorded", []) if _to_be_asked(one)]
    mine = {session.context.client} if _of_a_client(session) else set()
    if not told and not mine:
        return
    session.flush()
    _refuse_what_is_to_be_deleted(told)
    ours = [one for one in told if one.engagement_id is not None and _of_the_practice(one)]
    rest = mine | {one.client_id for one in told if one.client_id is not None and one.noun != "export"}
    rest -= _refuse_where_hands_are_off(ours) if ours else set()
    if any(one.engagement_id is not None and one.client_id is not None for one in told):
        rest -= mine  # keeping the index asks along, when it holds the engagement's standing
    for client_id in sorted(rest):
        if db.session.execute(*_sealed_at(client_id)).scalar_one_or_none() is not None:
            raise Stale(MOVING if client_id in mine else TAKEN_OVER)


def refuse_if_sealed(sealed_at: datetime | None) -> None:
    """For whoever has read and held the client's row in a statement of her own."""
    if sealed_at is not None and _of_a_client(db.session()):
        raise Stale(MOVING)


def _of_a_client(session: BoundSession) -> bool:
    """Is it the session of a client's person, who is about to write?"""
    context = session.context
    return context.client is not None and context.user is not None and context.writes


@event.listens_for(BoundSession, "after_rollback")
def _forget(session: BoundSession) -> None:
    session.info.pop("recorded", None)


def _to_be_asked(happened: AuditEvent) -> bool:
    return happened.actor_id is not None and happened.verb not in ABOUT_PEOPLE


def _of_the_practice(happened: AuditEvent) -> bool:
    actor = db.session.get(Membership, (happened.workspace_id, happened.actor_id))
    return actor is not None and actor.of_practice


def _refuse_where_hands_are_off(done: list[AuditEvent]) -> set[UUID]:
    """What the practice's people did, in however many engagements. Returns the clients that are held by it."""
    query = scoped(Engagement).join(Client, (Client.workspace_id == Engagement.workspace_id)
                                    & (Client.id == Engagement.client_id))  # fmt: skip
    query = query.where(Engagement.id.in_({one.engagement_id for one in done})).order_by(Engagement.id)
    columns = (Engagement.id, Engagement.client_id, *HELD)
    clients = set()
    for id, client_id, *held in db.session.execute(
        query.with_only_columns(*columns).with_for_update(**ONLY_NOT_SEALED)
    ):
        clients.add(client_id)
        if because := _why_not(Held(*held), [one for one in done if one.engagement_id == id]):
            raise Refused(because)
    return clients


def _why_not(held: Held, done: list[AuditEvent]) -> str:
    """Why the practice may not do this here; empty where nothing stands against it."""
    if held.sealed_at is not None:
        return SEALED
    access = practice_access(held)
    if access == PracticeAccess.FULL:
        return ""
    said = STILL_SAID if access == PracticeAccess.READ else set()
    return only_looks_on(held) if any(one.noun not in said for one in done) else ""


def _refuse_what_is_to_be_deleted(done: list[AuditEvent]) -> None:
    for one in done:
        closing = _closing_of(one.workspace_id)
        day = closing.get("all") or closing.get(str(one.client_id))
        if day and one.noun not in UNTIL_DELETED and not one.verb.endswith(OF_DELETION):
            raise Refused(closing_words(day))


def _closing_of(workspace_id: UUID) -> dict[str, str]:
    """A request knows it already."""
    space = g.get("workspace") if has_app_context() else None
    if space is None or space.id != workspace_id:
        space = db.session.get(Workspace, workspace_id)
    return (space.closing or {}) if space is not None else {}


@prepared
def _sealed_at(client_id: UUID) -> Any:
    query = scoped(Client).where(Client.id == client_id).with_only_columns(Client.sealed_at)
    return query.with_for_update(**ONLY_NOT_SEALED)
