"""After the handover: check-ins booked, dated, written and sent, by real verbs."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from tests.makers import member
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import EngagementState
from tracker.handover.check_in_answering import critical_activities, keep_part, send
from tracker.handover.check_in_booking import book, current
from tracker.handover.check_in_questions import asked
from tracker.handover.models.check_in import DAYS
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

HANDED_OVER = date(2027, 3, 1)


@contextmanager
def on(day, hour=10):
    """That day in the morning, by the clocks of London or so."""
    with clock.at(datetime.combine(day, time(hour), UTC)):
        yield


def after(days):
    """The day so many days after the handover."""
    return HANDED_OVER + timedelta(days=days)


def handed_over(northgate, day=HANDED_OVER, rung=4):
    """Helen's engagement handed over, with every critical activity on `rung`; for a session within Helen's walls."""
    with on(day):
        engagement = northgate.engagement
        for activity in db.session.scalars(scoped(Activity).where(Activity.engagement_id == northgate.id)):
            activity.rung = rung
            record("rung.moved", activity, by=member("helen"), before={"rung": 0}, after={"rung": rung})
        engagement.state, engagement.handed_over_on = EngagementState.HANDED_OVER, day
        record("engagement.handed_over", engagement, by=member("helen"))
        db.session.commit()
    return engagement


def booked(northgate, answers="priya", stand_in="aisha", by="helen"):
    people = (member(answers), member(stand_in) if stand_in else None)
    book(northgate.engagement, dict.fromkeys(DAYS, people), by=member(by))
    db.session.commit()


def check_in(northgate, days=30):
    return next(one for one in current(northgate.id) if one.days == days)


def written(one, by, fallen=None, manage="yes", show=None):
    """Everything filled in; `fallen` are rungs by the keys of activities that fell back."""
    fallen = fallen or {}
    who = {}
    for activity in critical_activities(one.engagement_id):
        who[f"rung_{activity.id}"] = fallen.get(activity.key, activity.rung)
        if activity.key in fallen:
            who[f"why_{activity.id}"] = "Callum left, and we rang Mina."
    parts = {
        "words": {
            f"answer_{place}": f"We did it ourselves, {place}." for place, _ in enumerate(asked(one.questions).words)
        },
        "who": who,
        "calls": {"called": "Nobody.", "surprises": "None."},
        "show": show or ({"not_shown": "Aisha was away."} if asked(one.questions).to_show else {}),
        "ahead": {"manage": manage, "why": "We have done it for a month."},
    }
    for part, values in parts.items():
        keep_part(one, part, values, seen=one.revision(part), by=member(by))


def answered(northgate, days=30, by="helen", day=None, **said):
    """Written and sent on its day, or on `day`."""
    with on(day or after(days)):
        one = check_in(northgate, days)
        written(one, by, **said)
        send(one, by=member(by))
        db.session.commit()
    return one
