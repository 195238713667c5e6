"""Training: assigned, ticked off with a note, verified by somebody else, and levels judged."""

from collections.abc import Iterable
from datetime import timedelta

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.responsibilities.rotas import make_rota
from tracker.tenancy import scoped
from tracker.training.assigning import assign
from tracker.training.due import Due
from tracker.training.models import Certificate, ChecklistItem, Competency, Module
from tracker.training.quizzes import answer
from tracker.training.ratings import rate
from tracker.training.rules import assign_to

from ..notes import note_on
from ..scene import Scene
from ..script import Beat, act, on


@act
def assigns(scene: Scene, by: Membership, person: str, *numbers: int, due_in: int | None = None) -> None:
    """Put items on the checklist of `person`, due in so many days."""
    scene.check(Can.ASSIGN_TRAINING, by, scene.engagement)
    items = [scene.get(ChecklistItem, number) for number in numbers]
    due_on = clock.today() + timedelta(days=due_in) if due_in is not None else None
    assign(scene.engagement, items, scene.person(person), by=by, due_on=due_on)


@act
def ticks(scene: Scene, by: Membership, person: str, *numbers: int, note: str = "") -> None:
    """`person` is whoever acts; her note is that of the story's playbook unless it is given."""
    for number in numbers:
        progress = scene.progress(person, number)
        scene.check(Can.COMPLETE_ITEM, by, progress)
        if progress.item.quiz:
            answer(progress, [one["answer"] - 1 for one in progress.item.quiz["questions"]], by=by)
            continue
        wants_link = progress.item.evidence == "link"
        link = f"https://files.{scene.cast(person).domain}/training/{number}-{person}" if wants_link else ""
        progress.tick(by, note or note_on(scene.story.playbook, number, scene.random), link)


@act
def verifies(scene: Scene, by: Membership, person: str, *numbers: int) -> None:
    for number in numbers:
        progress = scene.progress(person, number)
        scene.check(Can.VERIFY, by, progress)
        progress.verify(by)


@act
def sends_back(scene: Scene, by: Membership, person: str, number: int, because: str) -> None:
    progress = scene.progress(person, number)
    scene.check(Can.VERIFY, by, progress)
    progress.send_back(by, because)


@act
def is_stuck(scene: Scene, by: Membership, person: str, number: int, words: str) -> None:
    progress = scene.progress(person, number)
    scene.check(Can.COMPLETE_ITEM, by, progress)
    progress.stuck(by, words)


@act
def judges(scene: Scene, by: Membership, person: str, level: int, *keys: str, method: str, note: str) -> None:
    """Assess what `person` can do in each competency."""
    for key in keys:
        competency = scene.get(Competency, key)
        scene.check(Can.VERIFY, by, competency)
        competency.assess(scene.person(person), level, by=by, method=method, note=note)


@act
def gives_to(scene: Scene, by: Membership, role: str, *numbers: int, before_end_of: str = "", days: int = 0) -> None:
    """Give items to everybody of a role, due so many days before the planned end of a phase if one is named."""
    scene.check(Can.ASSIGN_TRAINING, by, scene.engagement)
    due = Due(None, f"{before_end_of}.end", -days) if before_end_of else Due()
    assign_to(scene.engagement, [scene.get(ChecklistItem, number) for number in numbers], role, by=by, due=due)


@act
def makes_rota(scene: Scene, by: Membership, name: str, *people: str) -> None:
    scene.check(Can.PLAN_TIME, by, scene.engagement)
    make_rota(scene.engagement, name, [scene.person(person) for person in people], by=by)


@act
def asks_again(scene: Scene, by: Membership, person: str, number: int, because: str) -> None:
    """What was verified has to be shown once more."""
    progress = scene.progress(person, number)
    scene.check(Can.VERIFY, by, progress)
    progress.lapse(because, by)


@act
def rates(scene: Scene, by: Membership, key: str, score: int, word: str = "") -> None:
    """Whoever acts says how a module was that she finished."""
    query = scoped(Certificate).where(
        Certificate.module_id == scene.get(Module, key).id, Certificate.person_id == by.id,
        Certificate.withdrawn_at.is_(None),
    )  # fmt: skip
    certificate = db.session.scalars(query).one()
    scene.check(Can.COMPLETE_ITEM, by, certificate)
    rate(certificate, score, word, by=by)


def learns(
    person: str, numbers: Iterable[int], *, week: int, by: str, assigned_by: str = "", pace: int = 2
) -> list[Beat]:
    """`person` is given the items on the Monday of `week` and ticks off `pace` of them on each of the next Tuesdays.

    `by` checks them two days later.
    """
    items = list(numbers)
    told = on(week, 1, assigned_by or by, assigns(person, *items, due_in=7 * (2 + len(items) // pace)))
    for place, number in enumerate(items):
        told += on(week + place // pace, 2, person, ticks(person, number))
        told += on(week + place // pace, 4, by, verifies(person, number))
    return told
