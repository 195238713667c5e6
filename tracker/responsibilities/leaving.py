"""When somebody leaves: her history stays, and from that day she answers for nothing and does nothing."""

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped

from .models import Activity, Appointment, DoerKind, Involvement

LEFT = "Left."


def let_go(leaver: Membership, by: Membership | None) -> None:
    """End her appointments and her say, and clear her as the doer, in every engagement of the client."""
    if leaver.client_id is None:
        return
    _end_appointments(leaver, by)
    _clear_doer(leaver, by)
    says = scoped(Involvement).where(Involvement.member_id == leaver.id, Involvement.ended_at.is_(None))
    for row in db.session.scalars(says):
        row.ended_at = clock.now()


def _end_appointments(leaver: Membership, by: Membership | None) -> None:
    rows = scoped(Appointment).where(Appointment.member_id == leaver.id, Appointment.ended_at.is_(None))
    open_rows = list(db.session.scalars(rows))
    ids = {row.activity_id for row in open_rows}
    activities = {a.id: a for a in db.session.scalars(scoped(Activity).where(Activity.id.in_(ids)))} if ids else {}
    for row in open_rows:
        row.ended_at = clock.now()
        after = {"post": row.post, "person": leaver.name, "person_id": leaver.id}
        record("appointment.ended", activities[row.activity_id], by=by, because=LEFT, after=after)


def _clear_doer(leaver: Membership, by: Membership | None) -> None:
    hers = scoped(Activity).where(Activity.client_id == leaver.client_id, Activity.doer_id == leaver.id)
    for activity in db.session.scalars(hers):
        activity.doer_kind, activity.doer_id = DoerKind.NOBODY, None
        after = {"doer": DoerKind.NOBODY, "name": "nobody"}
        record("activity.doer_changed", activity, by=by, because=LEFT, before={"doer": DoerKind.PERSON}, after=after)
