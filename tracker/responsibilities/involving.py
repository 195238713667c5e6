"""Who at the client is asked before and who is told after: beside whoever answers, stands in and does it."""

from sqlalchemy.orm import joinedload

from tracker.accounts.models import Membership
from tracker.accounts.own_people import check_own_person
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped

from .models import Activity, Involvement, Say
from .turns import take_turn

MOST = 20


def involved(activity: Activity) -> list[Involvement]:
    """Those who are asked or told now, the asked first. One statement."""
    query = scoped(Involvement).where(Involvement.activity_id == activity.id, Involvement.ended_at.is_(None))
    query = query.options(joinedload(Involvement.member)).order_by(Involvement.say, Involvement.id)
    return list(db.session.scalars(query.limit(MOST)))


def involve(activity: Activity, person: Membership, say: Say, *, by: Membership) -> Involvement:
    """From now on `person`, one of the client's own, is asked before (`consulted`) or told after (`informed`)."""
    take_turn(activity)
    check_own_person(person, activity.client_id, "person")
    open_rows = involved(activity)
    row = next((one for one in open_rows if one.member_id == person.id), None)
    if row is not None and row.say == say:
        raise Refused(f"{person.name} is {say} already.", "person")
    if row is None and len(open_rows) >= MOST:
        raise Refused(f"{MOST} people are asked or told already. Whoever asks everybody decides nothing.", "person")
    if row is not None:
        row.ended_at = clock.now()
        db.session.flush()
    row = Involvement(**activity.keys, activity_id=activity.id, member_id=person.id, say=say)
    db.session.add(row)
    record("activity.involved", activity, by=by, after={"person": person.name, "say": say})
    return row


def leave_out(row: Involvement, *, by: Membership) -> None:
    """She is no longer asked or told."""
    if row.ended_at is not None:
        raise Stale("This was ended meanwhile.")
    row.ended_at = clock.now()
    activity = db.session.scalars(scoped(Activity).where(Activity.id == row.activity_id)).one()
    record("activity.left_out", activity, by=by, before={"person": row.member.name, "say": row.say})
