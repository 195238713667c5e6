"""What is due: letters on the day before, and the deleting itself. The worker asks once a day, and after a restart."""

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.web import log
from tracker.tenancy import Workspace

from . import emptying, letters, person, proofs
from .models import Deletion, Kind
from .places import who_must_follow

A_DAY = timedelta(days=1)


def delete_what_is_due() -> int:
    """Remind, then delete what may not be taken back any more. One that fails is logged and holds up no other.

    Returns how many deletions were completed.
    """
    person.forget_ended()
    for id in _ids(Deletion.reminded_at.is_(None), Deletion.due_on <= clock.today() + A_DAY):
        _remind(id)
    return sum(_try(id) for id in _ids(or_(Deletion.due_on <= clock.today(), Deletion.begun_at.is_not(None))))


def _ids(*conditions: object) -> list[UUID]:
    with entered(Context(writes=False)):
        still_open = (Deletion.done_at.is_(None), Deletion.withdrawn_at.is_(None))
        return list(db.session.scalars(select(Deletion.id).where(*still_open, *conditions).order_by(Deletion.id)))


def _remind(id: UUID) -> None:
    with entered(Context()):
        deletion = db.session.get_one(Deletion, id, with_for_update=True)
        if deletion.open and deletion.reminded_at is None:
            deletion.reminded_at = clock.now()
            letters.tell(deletion, "tomorrow", letters.concerned(deletion), name=_name(deletion))
            db.session.commit()


def _try(id: UUID) -> int:
    try:
        carry_out(id)
    except Refused as refusal:
        _hold_up(id, refusal.message)
        return 0
    except Exception as problem:
        log.exception("deletion failed", deletion=str(id), problem=type(problem).__name__)
        return 0
    return 1


def carry_out(id: UUID) -> None:
    """Begin, or go on with what was begun, to the end. Raises `Refused` where somebody must take over first."""
    _check_followers(id)
    deletion = _begin(id)
    if deletion is None:
        return
    if deletion.of_person:
        person.erase(deletion, lambda table, rows: _note(id, table, rows))
    else:
        emptying.empty(deletion)
    _end(id)


def _check_followers(id: UUID) -> None:
    """Before anything begins, in all of her places at once."""
    with entered(Context(writes=False)):
        deletion = db.session.get_one(Deletion, id)
        places = person.places_in(deletion) if deletion.of_person and deletion.begun_at is None else []
        if found := [sentence for member in places if (sentence := who_must_follow(member))]:
            raise Refused(" ".join(found))


def _note(id: UUID, table: str, rows: int) -> None:
    with entered(Context()):
        deletion = db.session.get_one(Deletion, id, with_for_update=True)
        deletion.counts = dict(Counter(deletion.counts) + Counter({table: rows}))
        db.session.commit()


def _begin(id: UUID) -> Deletion | None:
    """From here on it cannot be taken back. Who is to be told of the end is remembered, since nobody will know then."""
    with entered(Context()):
        deletion = db.session.get_one(Deletion, id, with_for_update=True)
        if not deletion.open:
            return None
        if "tell" not in deletion.work:
            told = letters.concerned(deletion)
            deletion.work = {**deletion.work, "tell": told, "name": _name(deletion)}
            if not deletion.of_person:
                deletion.counts = emptying.counted(deletion)
        deletion.begun_at, deletion.held_up = deletion.begun_at or clock.now(), ""
        db.session.commit()
        db.session.refresh(deletion)
        db.session.expunge(deletion)
        return deletion


def _hold_up(id: UUID, because: str) -> None:
    """It waits until somebody has taken over, is tried again each day, and can be taken back until then."""
    with entered(Context()):
        deletion = db.session.get_one(Deletion, id, with_for_update=True)
        first = deletion.held_up == ""
        deletion.held_up, deletion.begun_at = because[:300], None
        if first:
            letters.tell(deletion, "held_up", letters.concerned(deletion), name=_name(deletion))
        db.session.commit()


def _end(id: UUID) -> None:
    """The proof is sealed, and all that told who it was about is forgotten."""
    with entered(Context()):
        deletion = db.session.get_one(Deletion, id, with_for_update=True)
        if deletion.done_at is not None:
            return
        addresses, name = deletion.work.get("tell", []), deletion.work.get("name", "")
        for other in db.session.scalars(_settled_with(deletion)):
            _forget(other)
        _forget(deletion)
        proof = f"{proofs.words_of(deletion)}\nSHA-256 {deletion.proof}"
        letters.tell(deletion, "done", addresses, name=name, proof=proof)
        db.session.commit()


def _forget(deletion: Deletion) -> None:
    deletion.done_at, deletion.held_up = clock.now().replace(microsecond=0), ""
    deletion.target, deletion.work = "", {}
    deletion.user_id = deletion.asked_by_id = deletion.member_id = None
    deletion.proof = proofs.sealed(deletion)


def _settled_with(deletion: Deletion) -> Any:
    """What else was asked for and is done with it: of the same person, or inside what was deleted."""
    if deletion.kind == Kind.PERSON:
        same = Deletion.user_id == deletion.user_id
    elif deletion.kind == Kind.PLACE:
        same = Deletion.member_id == deletion.member_id
    else:
        same = Deletion.workspace_id == deletion.workspace_id
        if deletion.client_id is not None:
            same &= Deletion.client_id == deletion.client_id
    return select(Deletion).where(same, Deletion.id != deletion.id, Deletion.done_at.is_(None)).with_for_update()


def _name(deletion: Deletion) -> str:
    """What people call that which goes; nothing of a person stands in a letter."""
    if deletion.of_person or deletion.workspace_id is None:
        return ""
    with entered(Context(deletion.workspace_id, writes=False)):
        if deletion.client_id is not None:
            client = db.session.get(Client, (deletion.workspace_id, deletion.client_id))
            return client.name if client is not None else ""
        space = db.session.get(Workspace, deletion.workspace_id)
        return space.name if space is not None else ""
