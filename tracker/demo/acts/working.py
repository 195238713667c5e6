"""Work: who did how much of what, logged in two taps week after week."""

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped
from tracker.worklog.answering import questions_for, say_no, say_yes
from tracker.worklog.logging import log_work, take_back
from tracker.worklog.models import WorkQuestion

from ..scene import Scene
from ..script import Beat, act, on


@act
def logs(
    scene: Scene, by: Membership, key: str, mode: str, most: int = 1, least: int = 0, note: str = "",
    minutes: int | None = None,
) -> None:  # fmt: skip
    """Log `most` pieces, or some number from `least` to `most`."""
    activity = scene.get(Activity, key)
    scene.check(Can.LOG_WORK, by, activity)
    quantity = scene.random.randint(least or most, most)
    log_work(activity, mode, by=by, quantity=quantity, note=note, minutes=minutes)


@act
def logs_by_mistake(scene: Scene, by: Membership, key: str, mode: str, quantity: int) -> None:
    """A slip of the finger, taken back at once."""
    activity = scene.get(Activity, key)
    scene.check(Can.LOG_WORK, by, activity)
    take_back(log_work(activity, mode, by=by, quantity=quantity), by=by)


def works(
    who: str, key: str, mode: str, *, weeks: tuple[int, int], pieces: tuple[int, int] = (1, 1), every: int = 1,
    note: str = "", minutes: int | None = None,
) -> list[Beat]:  # fmt: skip
    """`who` logs between `pieces` of an activity in each of the `weeks` (both included), always on her day for it."""
    least, most = pieces
    day = 2 if len(who + key) % 2 else 4
    return [
        beat
        for week in range(weeks[0], weeks[1] + 1, every)
        for beat in on(week, day, who, logs(key, mode, most, least, note=note, minutes=minutes))
    ]


@act
def checks_for(scene: Scene, by: Membership, person: str, key: str, pieces: int) -> None:
    """What `person` did and `by` looked over: it counts once she has confirmed it."""
    activity = scene.get(Activity, key)
    scene.check(Can.LOG_WORK, by, activity)
    log_work(activity, "client_checked", by=by, person=scene.person(person), quantity=pieces)


@act
def says_it_is_so(scene: Scene, by: Membership) -> None:
    """Yes to everything that she is asked about work."""
    for asked in questions_for(by, most=100):
        question = db.session.scalars(scoped(WorkQuestion).where(WorkQuestion.id == asked.id)).one()
        scene.check(Can.LOG_WORK, by, question)
        say_yes(question, by=by)


@act
def says_it_is_not_so(scene: Scene, by: Membership, because: str) -> None:
    """No to the oldest thing that she is asked."""
    asked = questions_for(by, most=1)[0]
    question = db.session.scalars(scoped(WorkQuestion).where(WorkQuestion.id == asked.id)).one()
    say_no(question, by=by, because=because)


def confirms_work(*people: str, weeks: tuple[int, int], every: int = 2) -> list[Beat]:
    """On the Fridays from the first to the last of the `weeks` they answer what was asked of them."""
    return [
        beat
        for week in range(weeks[0], weeks[1] + 1, every)
        for who in people
        for beat in on(week, 5, who, says_it_is_so())
    ]
