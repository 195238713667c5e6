"""Erasing a person: her name out of all that copied it, what was hers alone deleted, her account too if she asked that.

Every step can be done again: what was stopped half way is begun anew and ends the same.
"""

from collections import Counter
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from tracker.accounts.members import end_place
from tracker.accounts.models import (
    AddressChange,
    Invitation,
    LoginSession,
    Membership,
    SignInLink,
    SignUp,
    User,
)
from tracker.audit import record
from tracker.core.context import Context, entered
from tracker.core.database import Base, db
from tracker.core.forms import Submission
from tracker.core.outbox import Letter
from tracker.tenancy import scoped, unscoped

from .models import Deletion, Kind
from .names import also_called, free_label, names_of
from .places import places_of
from .rewriting import Note, Renaming, rewrite_everywhere

# Whom a place belongs to once its person is forgotten. Nobody can sign in as her: letters to `.invalid` go nowhere.
NOBODY = UUID("00000000-0000-7000-8000-000000000000")
NOBODYS_ADDRESS = "nobody@erased.invalid"
# Rows that are hers alone, by the column that says so.
HERS = {
    "inbox_row": "person_id",
    "saved_filter": "person_id",
    "chosen_columns": "person_id",
    "module_rating": "person_id",
    "readiness": "person_id",
    "willingness": "person_id",
    "quiz_attempt": "person_id",
}
MOST_ROUNDS = 4


def erase(deletion: Deletion, note: Note) -> None:
    """Do what was asked. `note(table, rows)` hears what was changed or deleted, once it is committed."""
    for member in places_in(deletion):
        erase_place(deletion.id, member.workspace_id, member.id, note)
    if deletion.kind == Kind.PERSON:
        for table, rows in _erase_account(deletion.user_id).items():
            note(table, rows)


def places_in(deletion: Deletion) -> list[Membership]:
    """The places that are to be erased and are not yet."""
    if deletion.kind == Kind.PERSON:
        return places_of(deletion.user_id)
    with entered(Context(deletion.workspace_id, writes=False)):
        member = db.session.get(Membership, (deletion.workspace_id, deletion.member_id))
        return [member] if member is not None and member.user_id != NOBODY else []


def erase_place(deletion_id: UUID, workspace_id: UUID, member_id: UUID, note: Note) -> None:
    """What one workspace knows of her. Raises `Refused` while somebody must take over first."""
    renaming = _begin(deletion_id, workspace_id, member_id)
    for table, column in HERS.items():
        note(table, _delete_hers(workspace_id, Base.metadata.tables[table], column, member_id))
    for _ in range(MOST_ROUNDS):
        # What somebody else committed meanwhile may have copied the name once more.
        if not rewrite_everywhere(renaming, note):
            break
    note("membership", _let_go(workspace_id, member_id, renaming))


def _begin(deletion_id: UUID, workspace_id: UUID, member_id: UUID) -> Renaming:
    """End the place and give it its label. The names are remembered outside until all is done."""
    with entered(Context(workspace_id)):
        member = db.session.get_one(Membership, (workspace_id, member_id), with_for_update=True)
        deletion = db.session.get_one(Deletion, deletion_id, with_for_update=True)
        known: dict[str, Any] = deletion.work.get(str(member_id), {})
        if not known:
            if member.active:
                end_place(member, by=member)
            names = names_of(member)
            known = {"names": names, "shared": sorted(also_called(names, member.id)), "label": free_label()}
            deletion.work = {**deletion.work, str(member_id): known}
            member.name = known["label"]
        db.session.commit()
        return Renaming(workspace_id, member_id, tuple(known["names"]), frozenset(known["shared"]), known["label"])


def _delete_hers(workspace_id: UUID, table: Any, column: str, member_id: UUID) -> int:
    hers = (table.c.workspace_id == workspace_id) & (table.c[column] == member_id)
    with entered(Context(workspace_id, removes=True)):
        gone = db.session.execute(unscoped(delete(table).where(hers), "rows that are hers alone, some append-only"))
        db.session.commit()
        return int(gone.rowcount)


def _let_go(workspace_id: UUID, member_id: UUID, renaming: Renaming) -> int:
    """The place belongs to nobody from now on, so that it leads to no account. What was sent to her address goes."""
    _make_nobody()
    with entered(Context(workspace_id)):
        member = db.session.get_one(Membership, (workspace_id, member_id))
        if member.user_id == NOBODY:
            return 0
        address = db.session.scalar(select(User.email).where(User.id == member.user_id))
        invitations = scoped(Invitation).where(Invitation.email == address)
        if member.client_id is not None:
            invitations = invitations.where(Invitation.client_id == member.client_id)
        for invitation in db.session.scalars(invitations):
            invitation.name, invitation.email, invitation.token_hash = renaming.label, NOBODYS_ADDRESS, None
        to_her = (Letter.to_address == address) & (Letter.workspace_id == workspace_id)
        db.session.execute(delete(Letter).where(to_her))
        member.user_id = NOBODY
        record("member.erased", member, by=None)
        db.session.commit()
        return 1


def _make_nobody() -> None:
    with entered(Context()):
        if db.session.get(User, NOBODY) is None:
            db.session.add(User(id=NOBODY, email=NOBODYS_ADDRESS, name="Nobody", digest="never"))
            db.session.commit()


def _erase_account(user_id: UUID | None) -> Counter[str]:
    """Everything by which she signs in, every letter on its way to her, and herself."""
    counts: Counter[str] = Counter()
    with entered(Context(user=user_id)):
        user = db.session.get(User, user_id)
        if user is None:
            return counts
        for model in (LoginSession, SignInLink, AddressChange, Submission):
            counts[model.__tablename__] += db.session.execute(delete(model).where(model.user_id == user_id)).rowcount
        for model, column in ((SignUp, SignUp.email), (Letter, Letter.to_address)):
            counts[model.__tablename__] += db.session.execute(delete(model).where(column == user.email)).rowcount
        counts["users"] += db.session.execute(delete(User).where(User.id == user_id)).rowcount
        db.session.commit()
    return counts


def forget_ended() -> None:
    """Letters of the kind that told her of the end: once sent, nobody needs her address any more."""
    with entered(Context()):
        sent = (Letter.kind == "deletion") & Letter.sent_at.is_not(None)
        db.session.execute(delete(Letter).where(sent))
        db.session.commit()


__all__ = ["HERS", "NOBODY", "NOBODYS_ADDRESS", "erase", "erase_place", "forget_ended"]
