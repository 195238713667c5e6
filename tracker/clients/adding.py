"""Adding a client to the practice's workspace, and keeping what is known of it."""

from sqlalchemy import func, select

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused
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


def change_client(client: Client, name: str, *, sector: str, headcount: int | None, by: Membership) -> None:
    """Correct what is known of the client. Raises `Refused` where the name is taken by another."""
    _check_name(name, but=client)
    before = {"name": client.name, "sector": client.sector, "headcount": client.headcount}
    after = {"name": name, "sector": sector, "headcount": headcount}
    if before == after:
        return
    client.name, client.sector, client.headcount = name, sector, headcount
    record("client.changed", client, by=by, before=before, after=after)


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
