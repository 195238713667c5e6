"""What people say to each other: comments, questions and answers, what went wrong, and what could."""

from datetime import timedelta
from typing import Any

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.clinic.asking import ask, experienced_in, write_down
from tracker.clinic.board import answers_to
from tracker.clinic.learning import learn, rehearse, report
from tracker.clinic.models import Incident, Question
from tracker.core import clock
from tracker.core.database import db
from tracker.discussion.talking import say
from tracker.responsibilities.models import Activity
from tracker.risks.models import Risk
from tracker.risks.register import raise_risk
from tracker.tenancy import scoped
from tracker.toolkit.adding import runbook_of

from ..scene import Scene
from ..script import act


@act
def comments(scene: Scene, by: Membership, model: type[Any], key: str, text: str, *, private: bool = False) -> None:
    record = scene.get(model, key)
    scene.check(Can.COMMENT, by, record)
    say(record, text, by=by, private=private)


@act
def asks(scene: Scene, by: Membership, title: str, text: str, *, about: str = "") -> None:
    scene.check(Can.CLINIC, by, scene.engagement)
    ask(scene.engagement, by=by, title=title, text=text, activity=scene.get(Activity, about) if about else None)


@act
def answers(scene: Scene, by: Membership, title: str, text: str) -> None:
    question = _titled(scene, Question, title)
    scene.check(Can.CLINIC, by, question)
    question.answer(text, by=by, experienced=experienced_in(question, by))


@act
def is_helped(scene: Scene, by: Membership, title: str) -> None:
    """The asker takes the newest answer."""
    question = _titled(scene, Question, title)
    question.accept(answers_to(question)[-1], by=by)


@act
def writes_it_down(scene: Scene, by: Membership, title: str, line: str) -> None:
    """An answer becomes a line of the runbook of its activity."""
    question = _titled(scene, Question, title)
    scene.check(Can.KEEP_RUNBOOKS, by, question)
    runbook = runbook_of(question.activity)
    write_down(question, question.activity, line, by=by, based_on=runbook.version if runbook else 0)


@act
def reports(scene: Scene, by: Membership, title: str, happened: str, *, about: str, customers: bool = False) -> None:
    scene.check(Can.CLINIC, by, scene.engagement)
    report(scene.engagement, by=by, title=title, happened=happened, noticed_on=clock.today(),
           customer_facing=customers, activity=scene.get(Activity, about))  # fmt: skip


@act
def solves(scene: Scene, by: Membership, title: str, did: str) -> None:
    incident = _titled(scene, Incident, title)
    scene.check(Can.CLINIC, by, incident)
    incident.solve(clock.today(), did, by=by)


@act
def learns_from(scene: Scene, by: Membership, title: str, lesson: str, learnt: str, change: str) -> None:
    incident = _titled(scene, Incident, title)
    scene.check(Can.CLINIC, by, incident)
    learn(incident, by=by, title=lesson, learnt=learnt, change=change)


@act
def drills(scene: Scene, by: Membership, title: str, *people: str, about: str, took: int, of: int, note: str) -> None:
    scene.check(Can.CLINIC, by, scene.engagement)
    rehearse(
        scene.engagement, by=by, title=title, activity=scene.get(Activity, about), on=clock.today(), allowed=of,
        minutes=took, reached=True, people=[scene.person(key) for key in people], note=note,
    )  # fmt: skip


@act
def raises_risk(
    scene: Scene, by: Membership, title: str, plan: str, *, likely: int, bad: int, owner: str = "", review_in: int = 30
) -> None:
    scene.check(Can.KEEP_RISKS, by, scene.engagement)
    raise_risk(
        scene.engagement, by=by, title=title, likelihood=likely, impact=bad, plan=plan,
        review_on=clock.today() + timedelta(days=review_in), owner=scene.person(owner) if owner else None,
    )  # fmt: skip


@act
def owns_risk(scene: Scene, by: Membership, title: str) -> None:
    risk = _titled(scene, Risk, title)
    scene.check(Can.KEEP_RISKS, by, risk)
    risk.accept(by=by)


def _titled(scene: Scene, model: type[Any], title: str) -> Any:
    found = scoped(model).where(model.engagement_id == scene.engagement.id, model.title == title)
    return db.session.scalars(found).one()
