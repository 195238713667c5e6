"""What a workspace holds, in the words of those who use it, and whose it is to delete."""

from typing import Any

from sqlalchemy import func

from tracker.accounts.models import Membership, Role
from tracker.audit import AuditEvent
from tracker.clients.models import Client
from tracker.core.database import db
from tracker.discussion.models import Comment
from tracker.engagements.models import Engagement, SignOff
from tracker.files.models import Attachment
from tracker.tenancy import Workspace, scoped
from tracker.worklog.models import WorkEntry

from .previewing import Line

HELD = {
    ("client", "clients"): Client, ("engagement", "engagements"): Engagement, ("person", "people"): Membership,
    ("signature", "signatures"): SignOff, ("piece of logged work", "pieces of logged work"): WorkEntry,
    ("file", "files"): Attachment, ("comment", "comments"): Comment,
    ("act in the history", "acts in the history"): AuditEvent,
}  # fmt: skip


def whole_is_hers(member: Membership, workspace: Workspace) -> bool:
    """Does she answer for the whole workspace? A practice's lead does, and a client's owner once it is her own."""
    return member.role == (Role.OWNER if workspace.owned_by_client else Role.LEAD)


def answers_for_something(member: Membership, workspace: Workspace) -> bool:
    """A coach who is a guest in a client's own workspace does not."""
    return member.client_id is not None or not workspace.owned_by_client


def client_at_stake(member: Membership) -> Client:
    return db.session.scalars(scoped(Client).where(Client.id == member.client_id)).one()


def counted_of(client: Client | None) -> list[Line]:
    """What goes, counted in one statement; without a client, of the whole workspace."""
    me = db.session().context.workspace
    counts = [_count(model, client) for model in HELD.values()]
    query = scoped(Membership).with_only_columns(*counts).where(Membership.workspace_id == me).limit(1)
    row = db.session.execute(query).one()
    return [Line(count, words) for count, words in zip(row, HELD, strict=True) if count]


def _count(model: Any, client: Client | None) -> Any:
    own = scoped(model).with_only_columns(func.count(), maintain_column_froms=True)
    if client is not None:
        own = own.where(model.client_wall() == client.id)
    return own.correlate(None).scalar_subquery()
