"""Check-ins of a handover: the first open, the others answered, with something that fell back and was shown again."""

from tests.makers import Northgate, member
from tracker.core import clock
from tracker.core.database import db
from tracker.handover.check_in_booking import current
from tracker.handover.check_in_questions import DEFAULTS
from tracker.handover.models import CheckIn, CheckInAnswer, Relapse, Showing
from tracker.handover.models.check_in import DAYS
from tracker.responsibilities.models import Activity, LevelChange
from tracker.tenancy import scoped


def check_in(northgate: Northgate, up_to: int) -> None:
    """The first `up_to` of the five days, of which those that are there already stay."""
    there = {one.days for one in current(northgate.id)}
    for place, days in enumerate(DAYS[:up_to]):
        if days in there:
            continue
        one = CheckIn(
            **northgate.engagement.keys, days=days, answers_id=member("aisha").id, stand_in_id=member("priya").id,
            due_on=clock.today(), questions=[*DEFAULTS[days]],
        )  # fmt: skip
        db.session.add(one)
        db.session.flush()
        if place:
            _answer(northgate, one, place)


def _answer(northgate: Northgate, one: CheckIn, place: int) -> None:
    aisha, priya = member("aisha"), member("priya")
    one.answered_at, one.manage, one.relapses = clock.now(), "yes", place
    db.session.add(
        CheckInAnswer(**one.keys, check_in_id=one.id, by_id=aisha.id, by_name=aisha.name, words=[["How?", "Well."]],
                      who_does=[["Reply", 4, 2, "We rang."]], manage="yes", why="It went well.")
    )  # fmt: skip
    activities = scoped(Activity).where(Activity.engagement_id == northgate.id).order_by(Activity.position)
    for activity in db.session.scalars(activities.limit(place)):
        change = LevelChange(
            **activity.keys, activity_id=activity.id, from_rung=4, to_rung=2, by_id=aisha.id, because="We rang.",
            effective_at=clock.now(),
        )  # fmt: skip
        db.session.add(change)
        db.session.flush()
        db.session.add(
            Relapse(**one.keys, check_in_id=one.id, activity_id=activity.id, change_id=change.id,
                    activity_name=activity.name, from_rung=4, to_rung=2, because="We rang.")
        )  # fmt: skip
    db.session.add(
        Showing(**one.keys, check_in_id=one.id, competency_id=northgate.competency("reply"), competency_name="Reply",
                person_id=aisha.id, witness_id=priya.id, what="Three replies.")
    )  # fmt: skip
    db.session.flush()
