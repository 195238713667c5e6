"""Goals and numbers: set, given a baseline, read, reviewed."""

from datetime import timedelta

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.strategy import goals, measures, values
from tracker.strategy.models import Goal, Measure, StrategySection
from tracker.tenancy import scoped

from ..scene import Scene
from ..script import act


@act
def sets_goal(scene: Scene, by: Membership, title: str, why: str, *, section: str, for_days: int, keys: str) -> None:
    """The goal is due so many days after the engagement began; the numbers of `keys` tell whether it is reached."""
    scene.check(Can.KEEP_MEASURES, by, scene.engagement)
    due_on = scene.engagement.starts_on + timedelta(days=for_days)
    where = scene.get(StrategySection, section)
    goal = goals.set_goal(scene.engagement, by=by, title=title, why=why, due_on=due_on, section=where)
    for key in keys.split():
        _change(scene, by, key, goal=goal)


@act
def measures_baseline(scene: Scene, by: Membership, reader: str = "", /, **numbers: tuple[float, float]) -> None:
    """Per measure what it was on the day before the work began, and what it is to be half a year later."""
    day = scene.engagement.starts_on - timedelta(days=1)
    for key, (baseline, target) in numbers.items():
        said = {"baseline": baseline, "baseline_on": day, "target": target, "target_on": day + timedelta(days=240)}
        _change(scene, by, key, owner=scene.person(reader) if reader else None, **said)


def _change(scene: Scene, by: Membership, key: str, **more: object) -> None:
    measure = scene.get(Measure, key.replace("_", "-"))
    scene.check(Can.KEEP_MEASURES, by, measure)
    kept = {name: getattr(measure, name) for name in _KEPT}
    goal = _row(Goal, measure.goal_id)
    owner = _row(Membership, measure.owner_id)
    said = measures.Described(**{**kept, "goal": goal, "owner": owner, **more})
    measures.change_measure(measure, said, by=by, seen=measure.version)


_KEPT = ("name", "unit", "direction", "decision", "source", "rhythm", "baseline", "baseline_on", "target", "target_on")


def _row(model: type, id: object) -> object:
    return db.session.scalar(scoped(model).where(model.id == id)) if id else None


@act
def reads(scene: Scene, by: Membership, /, **numbers: float) -> None:
    """Write down what each measure is today."""
    for key, number in numbers.items():
        measure = scene.get(Measure, key.replace("_", "-"))
        scene.check(Can.KEEP_MEASURES, by, measure)
        values.log_value(measure, number, clock.today(), by=by)


@act
def reviews(scene: Scene, by: Membership, decided: str) -> None:
    scene.check(Can.KEEP_MEASURES, by, scene.engagement)
    measures.review_numbers(scene.engagement, decided, by=by)
