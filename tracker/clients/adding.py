"""Adding a client to the practice's workspace, and keeping what is known of it."""

import hashlib
import json
from typing import Any

from sqlalchemy import func, select

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import Workspace, scoped

from .models import Client


def add_client(name: str, *, sector: str = "", headcount: int | None = None, by: Membership) -> Client:
    """Add a client with the next reference of the workspace. Raises `Refused` where the name is taken."""
    _take_turns(by)
    _check_name(name)
    client = Client(
        workspace_id=by.workspace_id, reference=_next_reference(), name=name, sector=sector, headcount=headcount
    )
    db.session.add(client)
    db.session.flush()
    record("client.added", client, by=by, after={"name": name, "sector": sector, "headcount": headcount})
    return client


def change_client(
    client: Client, name: str, *, sector: str, headcount: int | None, by: Membership, seen: str | None = None
) -> None:
    """Correct what is known of the client. `seen` is its `mark` when `by` began to type.

    Raises `Stale` if somebody changed it since, and `Refused` where the name is taken by another.
    """
    before, after = known(client), {"name": name, "sector": sector, "headcount": headcount}
    if before == after:
        return
    if seen is not None and seen != mark(client):
        now = ", ".join(str(value) for value in before.values() if value)
        raise Stale(f"Somebody changed this meanwhile. It reads now: {now}. Send yours again if it must replace that.")
    _check_name(name, but=client)
    client.name, client.sector, client.headcount = name, sector, headcount
    record("client.changed", client, by=by, before=before, after=after)


def known(client: Client) -> dict[str, Any]:
    return {"name": client.name, "sector": client.sector, "headcount": client.headcount}


def mark(client: Client) -> str:
    """What is known of the client, in a short form that changes whenever it does."""
    return hashlib.sha256(json.dumps(known(client)).encode()).hexdigest()[:16]


def _take_turns(by: Membership) -> None:
    """Two who add at once would take the same reference; the second waits for the first."""
    db.session.execute(select(Workspace.id).where(Workspace.id == by.workspace_id).with_for_update())


def _check_name(name: str, but: Client | None = None) -> None:
    same = scoped(Client).where(func.lower(Client.name) == name.lower())
    if but is not None:
        same = same.where(Client.id != but.id)
    if db.session.scalar(same.limit(1)) is not None:
        raise Refused("Another client has this name already.", "name")


def _next_reference() -> int:
    return (db.session.scalar(scoped(Client).with_only_columns(func.max(Client.reference))) or 0) + 1
