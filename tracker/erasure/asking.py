"""Asking for a deletion and taking it back: who may, what stands in the way, and who is told."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from tracker.accounts.models import Membership, User
from tracker.audit import record
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.ids import new_id
from tracker.tenancy import Workspace

from . import letters
from .models import Deletion, Kind, mark_of
from .names import is_label
from .places import places_of, who_must_follow

OPERATOR = "operator"
TWICE = "That was asked for already. The page says when it happens and how to take it back."


def open_for(target: str) -> Deletion | None:
    """What was asked for `target` and is neither done nor taken back. One statement."""
    still_open = (Deletion.done_at.is_(None), Deletion.withdrawn_at.is_(None))
    return db.session.scalar(select(Deletion).where(Deletion.target == target, *still_open))


def of_account(user_id: UUID) -> str:
    return f"user:{user_id}"


def of_place(member_id: UUID) -> str:
    return f"place:{member_id}"


def of_client(client_id: UUID) -> str:
    return f"client:{client_id}"


def of_workspace(workspace_id: UUID) -> str:
    return f"workspace:{workspace_id}"


def ask_for_account(user: User) -> Deletion:
    """Everything that is hers in every workspace. Raises `Refused` where somebody must first take over from her."""
    if user.demo:
        raise Refused("This person belongs to the demo, which others look at too. Make an account of your own first.")
    stays = [found for member in places_of(user.id) if (found := who_must_follow(member))]
    if stays:
        raise Refused(" ".join(stays))
    deletion = _ask(Kind.PERSON, of_account(user.id), by=user.id, user_id=user.id)
    letters.tell(deletion, "asked", [user.email])
    return deletion


def ask_for_place(member: Membership, *, by: Membership) -> Deletion:
    """What one workspace knows of a person: she asks it of her own place, or whoever answers for the people of her side
    of a place that has ended."""
    if is_label(member.name):
        raise Refused("This person's name was removed already.")
    if member.active and member.id != by.id:
        raise Refused(f"{member.name} still has a place here. End it first: what somebody works with is not deleted.")
    if member.active and (found := who_must_follow(member)):
        raise Refused(found)
    user, asker = db.session.get_one(User, member.user_id), db.session.get_one(User, by.user_id)
    deletion = _ask(
        Kind.PLACE, of_place(member.id), by=by.user_id, workspace_id=member.workspace_id, client_id=member.client_id,
        member_id=member.id, user_id=member.user_id,
    )  # fmt: skip
    record("member.erasure_asked", member, by=by, after={"on": deletion.due_on})
    letters.tell(deletion, "asked", dict.fromkeys([user.email, asker.email]))
    return deletion


def ask_for_client(client: Client, *, by: Membership) -> Deletion:
    """All that a workspace holds of one client. From now on it can only be read."""
    deletion = _ask(
        Kind.CLIENT, of_client(client.id), by=by.user_id, workspace_id=client.workspace_id, client_id=client.id
    )
    _close(client.workspace_id, str(client.id), deletion)
    record("client.deletion_asked", client, by=by, after={"on": deletion.due_on})
    letters.tell(deletion, "asked", letters.those_who_answer(client.id), name=client.name)
    return deletion


def ask_for_workspace(*, by: Membership) -> Deletion:
    deletion = _ask(
        Kind.WORKSPACE, of_workspace(by.workspace_id), by=by.user_id, workspace_id=by.workspace_id
    )
    space = _close(by.workspace_id, "all", deletion)
    record("workspace.deletion_asked", by, by=by, after={"on": deletion.due_on})
    letters.tell(deletion, "asked", letters.those_who_answer(None), name=space.name)
    return deletion


def ask_as_operator(workspace_id: UUID, client: Client | None) -> Deletion:
    """The same for whoever runs Baton, who is nobody inside the workspace; those who answer for it are told."""
    if client is None:
        deletion = _ask(Kind.WORKSPACE, of_workspace(workspace_id), workspace_id=workspace_id)
    else:
        deletion = _ask(Kind.CLIENT, of_client(client.id), workspace_id=workspace_id, client_id=client.id)
    space = _close(workspace_id, "all" if client is None else str(client.id), deletion)
    told = letters.those_who_answer(client.id if client else None)
    letters.tell(deletion, "asked", told, name=client.name if client else space.name)
    return deletion


def take_back(deletion: Deletion, *, by: Membership | None = None) -> None:
    """Nothing happens, and all goes on as before. Raises `Stale` once it has begun or is over."""
    db.session.refresh(deletion, with_for_update=True)
    if not deletion.can_be_taken_back:
        raise Stale("It cannot be taken back any more: it has begun, is done, or was taken back already.")
    deletion.withdrawn_at = clock.now()
    if deletion.kind in {Kind.CLIENT, Kind.WORKSPACE} and deletion.workspace_id is not None:
        _open_again(deletion)
    if by is not None:
        _on_record(deletion, by)
    letters.tell(deletion, "taken_back", letters.concerned(deletion))


def _ask(kind: Kind, target: str, *, by: UUID | None = None, **values: UUID | None) -> Deletion:
    if open_for(target) is not None:
        raise Refused(TWICE)
    id = new_id()
    deletion = Deletion(
        id=id, kind=kind, target=target, asked_by_id=by, asked_by_mark=mark_of(id, by) if by else OPERATOR,
        due_on=clock.today() + timedelta(days=kind.days), work={}, counts={}, **values,
    )  # fmt: skip
    db.session.add(deletion)
    db.session.flush()
    return deletion


def _close(workspace_id: UUID, what: str, deletion: Deletion) -> Workspace:
    space = db.session.get_one(Workspace, workspace_id, with_for_update=True)
    space.closing = {**(space.closing or {}), what: deletion.due_on.isoformat()}
    return space


def _open_again(deletion: Deletion) -> None:
    space = db.session.get_one(Workspace, deletion.workspace_id, with_for_update=True)
    what = "all" if deletion.kind == Kind.WORKSPACE else str(deletion.client_id)
    space.closing = {key: day for key, day in (space.closing or {}).items() if key != what} or None


def _on_record(deletion: Deletion, by: Membership) -> None:
    if deletion.kind == Kind.PLACE:
        member = db.session.get_one(Membership, (by.workspace_id, deletion.member_id))
        record("member.erasure_taken_back", member, by=by)
    elif deletion.kind == Kind.CLIENT:
        record("client.deletion_taken_back", db.session.get_one(Client, (by.workspace_id, deletion.client_id)), by=by)
    elif deletion.kind == Kind.WORKSPACE:
        record("workspace.deletion_taken_back", by, by=by)
