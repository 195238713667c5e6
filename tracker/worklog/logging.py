"""Logging who did how much. A slip is taken back and stays on record; nothing is ever deleted."""

from datetime import date
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.responsibilities.models import Activity, DoerKind
from tracker.tenancy import scoped

from .asking import Asking, withdraw
from .checking import Ground, Piece, check, ground_of
from .models import Mode, WorkEntry


def log_work(
    activity: Activity,
    mode: Mode | str,
    *,
    by: Membership,
    person: Membership | None = None,
    quantity: int = 1,
    on: date | None = None,
    minutes: int | None = None,
    note: str = "",
) -> WorkEntry:
    """Say that `person` (`by` herself) had her hand in `quantity` pieces of `activity` on a day (today), in a `mode`.

    What somebody logs for a person of the client counts once that person has confirmed it; of the rest a part is
    asked about (`tracker/worklog/asking.py`). Raises `Refused` at the field of a mode that is not hers to log, a day
    out of reach, a person she may not log for, or an impossible amount.
    """
    ground = ground_of(activity.engagement_id, activity)
    person = person or _likely_person(activity, mode, by)
    piece = Piece(activity, mode, person, on or clock.today(), quantity, minutes, note)
    entry = enter(piece, by, ground, Asking(by))
    db.session.flush()
    after = {"mode": entry.mode, "quantity": quantity, "unit": activity.unit, "on": entry.on, "entry": entry.id}
    if entry.person_id != by.id:
        after["person"] = person.name
    record("work.logged_for" if "person" in after else "work.logged", activity, by=by, because=note, after=after)
    return entry


def enter(piece: Piece, by: Membership, ground: Ground, asking: Asking, **more: Any) -> WorkEntry:
    """Check and add one entry, with the question that belongs to it; the event is for the caller to record."""
    mode = check(piece, by, ground)
    entry = WorkEntry(
        **piece.activity.keys, activity_id=piece.activity.id, on=piece.on, quantity=piece.quantity,
        minutes=piece.minutes, mode=mode, person_id=piece.person.id, note=piece.note,
        logged_by_id=by.id if piece.person.id != by.id else None, **more,
    )  # fmt: skip
    asking.about(entry, piece, ground)
    db.session.add(entry)
    return entry


def _likely_person(activity: Activity, mode: Mode | str, by: Membership) -> Membership:
    """What the practice checked was done by whoever does the activity, where that is one person of the client."""
    if by.of_practice and mode == Mode.CLIENT_CHECKED and activity.doer_kind == DoerKind.PERSON:
        return db.session.scalars(scoped(Membership).where(Membership.id == activity.doer_id)).one_or_none() or by
    return by


def take_back(entry: WorkEntry, *, by: Membership, because: str = "") -> None:
    """Stop counting `entry`. Whoever logged it needs no reason on that day; anybody else, and later, does.

    Raises `Stale` when it was taken back already.
    """
    db.session.flush()
    db.session.refresh(entry, with_for_update=True)
    if entry.taken_back_at is not None:
        raise Stale("This entry was taken back already.")
    if not because and not may_take_back_at_once(entry, by):
        raise Refused("Say why it is taken back.", "because")
    entry.taken_back_at = clock.now()
    withdraw([entry.question_id])
    activity = db.session.scalars(scoped(Activity).where(Activity.id == entry.activity_id)).one()
    before = {"mode": entry.mode, "quantity": entry.quantity, "unit": activity.unit, "on": entry.on, "entry": entry.id}
    record("work.taken_back", activity, by=by, because=because, before=before)


def may_take_back_at_once(entry: WorkEntry, by: Membership) -> bool:
    """A slip: what she logged herself, on the day she logged it."""
    return (entry.logged_by_id or entry.person_id) == by.id and clock.day_of(entry.logged_at) == clock.today()


def answering_for(activity: Activity) -> set[UUID]:
    """The ids of the accepted accountable person and deputy of `activity`. Two statements."""
    return ground_of(activity.engagement_id, activity).answering(activity)
