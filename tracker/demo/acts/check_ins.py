"""After the handover: who answers each check-in, what is said at one, and who watched."""

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.handover import check_in_answering, check_in_booking, showings
from tracker.handover.check_in_questions import asked
from tracker.handover.models import CheckIn
from tracker.handover.models.check_in import DAYS
from tracker.training.models import Competency

from ..scene import Scene
from ..script import act


@act
def books_check_ins(scene: Scene, by: Membership, answers: str, stand_in: str) -> None:
    scene.check(Can.ANSWER_CHECK_IN, by, scene.engagement)
    people = scene.person(answers), scene.person(stand_in)
    check_in_booking.book(scene.engagement, dict.fromkeys(DAYS, people), by=by)


@act
def answers_check_in(
    scene: Scene, by: Membership, days: int, *words: str, fallen: dict[str, tuple[int, str]], called: str,
    surprises: str, note: str, manage: str, why: str, shown: tuple[str, str, str, str],
) -> None:  # fmt: skip
    """`fallen` has rung and reason by an activity's key; `shown` is who showed which skill to whom, and what it was."""
    one = _of(scene, days)
    scene.check(Can.ANSWER_CHECK_IN, by, one)
    who: dict[str, int | str] = {}
    for activity in check_in_answering.critical_activities(scene.engagement.id):
        rung, reason = fallen.get(activity.key, (activity.rung, ""))
        who[f"rung_{activity.id}"] = rung
        if reason:
            who[f"why_{activity.id}"] = reason
    person, skill, witness, what = shown
    parts = {
        "words": {f"answer_{place}": text for place, text in enumerate(words)},
        "who": who,
        "calls": {"called": called, "surprises": surprises, "note": note},
        "show": {"person": str(scene.person(person).id), "competency": str(scene.get(Competency, skill).id),
                 "witness": str(scene.person(witness).id), "what": what},
        "ahead": {"manage": manage, "why": why},
    }  # fmt: skip
    if len(words) != len(asked(one.questions).words):
        raise LookupError(f"The check-in after {days} days asks {len(asked(one.questions).words)} questions.")
    for part, values in parts.items():
        check_in_answering.keep_part(one, part, values, seen=one.revision(part), by=by)
    check_in_answering.send(one, by=by)


@act
def saw_it(scene: Scene, by: Membership, days: int, level: int, note: str) -> None:
    showing = showings.showing_of(_of(scene, days))
    if showing is None:
        raise LookupError("Nothing was shown.")
    showings.witness(showing, level, note, by=by)


def _of(scene: Scene, days: int) -> CheckIn:
    db.session.flush()
    return next(one for one in check_in_booking.current(scene.engagement.id) if one.days == days)
