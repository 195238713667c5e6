"""Who answers for an activity, and who stands in: asked by the owner, accepted by the person herself."""

from collections.abc import Iterable

from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from tracker.access.permissions import Can, cell
from tracker.accounts.models import Membership
from tracker.accounts.own_people import check_own_person
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped

from .models import Activity, Appointment, Post
from .turns import take_turn

POST_WORDS = {Post.ACCOUNTABLE: "accountable", Post.DEPUTY: "deputy"}
OTHER = {Post.ACCOUNTABLE: Post.DEPUTY, Post.DEPUTY: Post.ACCOUNTABLE}


def open_appointments(activity: Activity) -> Select[tuple[Appointment]]:
    """Proposed, named and accepted ones, with the person; the oldest first."""
    return (
        scoped(Appointment)
        .options(joinedload(Appointment.member))
        .where(
            Appointment.engagement_id == activity.engagement_id,
            Appointment.activity_id == activity.id,
            Appointment.ended_at.is_(None),
        )
        .order_by(Appointment.id)
    )


def held(rows: Iterable[Appointment], post: Post) -> Appointment | None:
    """The one that is named to `post`, whether she accepted or not."""
    return next((row for row in rows if row.post == post and row.named_at is not None), None)


def name(activity: Activity, post: Post, person: Membership, *, by: Membership, because: str = "") -> Appointment:
    """Ask `person` to take `post`, in place of whoever holds it.

    The owner names at once; what others ask for waits for him, and staff may put only themselves forward. Whoever
    asked for it herself has accepted already. Raises `Refused` for somebody who may not hold it.
    """
    take_turn(activity)
    mark = cell(Can.NAME_ACCOUNTABLE, by.role)
    if mark == "O" and person.id != by.id:
        raise Refused("You may put yourself forward; the owner, champion or consultant asks others.", "person")
    check_own_person(person, activity.client_id, "person")
    rows = list(db.session.scalars(open_appointments(activity)))
    suggested = next((row for row in rows if _of(row, post, person) and row.named_at is None), None)
    if mark == "Y" and suggested is not None:
        confirm(suggested, by=by)
        return suggested
    _check_free(rows, post, person)
    row = Appointment(**activity.keys, activity_id=activity.id, post=post, member_id=person.id, proposed_by_id=by.id)
    if mark == "Y":
        _put_in_place(row, activity, rows, by=by, because=because)
        _tell("named", activity, row, person, by=by, because=because)
    else:
        db.session.add(row)
        _tell("proposed", activity, row, person, by=by, because=because)
    return row


def _check_free(rows: list[Appointment], post: Post, person: Membership) -> None:
    """A deputy stands in for somebody else than herself; nobody is asked twice."""
    other = held(rows, OTHER[post])
    if other is not None and other.member_id == person.id:
        raise Refused(f"{person.name} is the {POST_WORDS[OTHER[post]]} already. Choose somebody else.", "person")
    if any(_of(row, post, person) for row in rows):
        raise Refused(f"{person.name} has been asked already.", "person")


def _of(row: Appointment, post: Post, person: Membership) -> bool:
    return row.post == post and row.member_id == person.id


def _put_in_place(
    row: Appointment, activity: Activity, rows: list[Appointment], *, by: Membership, because: str
) -> None:
    """The post has one holder: whoever held it, or was proposed for it, steps out first."""
    for former in rows:
        if former.post == row.post and former is not row:
            former.ended_at = clock.now()
            reason = because if former.named_at is not None else "Somebody else was named."
            _tell("replaced", activity, former, former.member, by=by, because=reason)
    db.session.flush()
    row.named_at = clock.now()
    if row.proposed_by_id == row.member_id:
        row.accepted_at = row.named_at
    db.session.add(row)
    db.session.flush()


def confirm(row: Appointment, *, by: Membership) -> None:
    """The owner names whom somebody proposed. Raises `Stale` when that is decided already."""
    if cell(Can.NAME_ACCOUNTABLE, by.role) != "Y":
        raise Refused("Only the owner decides this.")
    activity, rows = _open(row)
    if row.named_at is not None:
        raise Stale("This has been decided already.")
    check_own_person(row.member, row.client_id, "person")
    other = held(rows, OTHER[row.post])
    if other is not None and other.member_id == row.member_id:
        raise Refused(f"{row.member.name} is the {POST_WORDS[OTHER[row.post]]} by now. Change that first, or say no.")
    _put_in_place(row, activity, rows, by=by, because="")
    _tell("named", activity, row, row.member, by=by)


def accept(row: Appointment, *, by: Membership) -> None:
    """The person herself agrees to answer for it; from now on it counts."""
    activity, _ = _open(row)
    if row.member_id != by.id:
        raise Refused(f"Only {row.member.name} can accept this.")
    if row.named_at is None:
        raise Refused("The owner has not named you yet.")
    if row.accepted_at is not None:
        raise Stale("You have accepted this already.")
    row.accepted_at = clock.now()
    _tell("accepted", activity, row, by, by=by)


def decline(row: Appointment, *, by: Membership, because: str) -> None:
    """The person asked says no, the owner turns a proposal down, or whoever made it withdraws it; always with why."""
    activity, _ = _open(row)
    if row.accepted_at is not None:
        raise Refused("She has accepted. End the appointment instead.")
    owner_decides = row.named_at is None and cell(Can.NAME_ACCOUNTABLE, by.role) == "Y"
    withdraws = row.named_at is None and row.proposed_by_id == by.id
    if not (row.member_id == by.id or owner_decides or withdraws):
        raise Refused(f"{row.member.name} herself answers, or the owner while it is only proposed.")
    herself = row.member_id == by.id
    _end("declined" if herself else "withdrawn" if withdraws else "turned_down", row, activity, by=by, because=because)


def end(row: Appointment, *, by: Membership, because: str) -> None:
    """The owner takes the post away, or whoever holds it gives it back; with why."""
    activity, _ = _open(row)
    if row.member_id != by.id and cell(Can.NAME_ACCOUNTABLE, by.role) != "Y":
        raise Refused(f"Only {row.member.name} or the owner can end this.")
    if row.named_at is None:
        raise Refused("This is only proposed. Decline it instead.")
    _end("ended", row, activity, by=by, because=because)


def _open(row: Appointment) -> tuple[Activity, list[Appointment]]:
    """The activity, held for this change, and its open appointments. Raises `Stale` when `row` is no longer open."""
    activity = db.session.scalars(scoped(Activity).where(Activity.id == row.activity_id)).one()
    take_turn(activity)
    db.session.refresh(row)
    if row.ended_at is not None:
        raise Stale("This has ended meanwhile. Look again.")
    return activity, list(db.session.scalars(open_appointments(activity)))


def _end(what: str, row: Appointment, activity: Activity, *, by: Membership, because: str) -> None:
    if not because:
        raise Refused("Say why.", "because")
    row.ended_at = clock.now()
    _tell(what, activity, row, row.member, by=by, because=because)


def _tell(
    what: str, activity: Activity, row: Appointment, person: Membership, *, by: Membership | None, because: str = ""
) -> None:
    after = {"post": row.post, "person": person.name, "person_id": person.id}
    if row.accepted_at is not None and what == "named":
        after["accepted"] = True
    record(f"appointment.{what}", activity, by=by, because=because, after=after)
