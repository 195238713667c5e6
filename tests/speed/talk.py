"""What an engagement's people say to each other, as often as a test wants: risks, questions, incidents, comments."""

from benchmarks.deeds import Deeds
from tests.makers import member
from tracker.clinic.asking import ask
from tracker.clinic.learning import learn, rehearse, report
from tracker.core import clock
from tracker.core.database import db
from tracker.discussion.talking import say
from tracker.engagements.subjects import subjects
from tracker.responsibilities.models import Activity
from tracker.risks.register import raise_risk
from tracker.tenancy import scoped


def talk_it_over(deeds: Deeds, count: int) -> None:
    """`count` of everything; comments come last, since they are about all the rest."""
    _fear(deeds, count)
    _wonder(deeds, count)
    _talk(deeds, count)


def _fear(deeds: Deeds, count: int) -> None:
    """Risks, every third one resolved."""
    for place in range(count):
        risk = raise_risk(
            deeds.engagement, by=member("marcus"), title=f"Risk {place}", likelihood=2, impact=2, owner=member("priya")
        )
        if place % 3 == 2:
            risk.resolve("Gone.", by=member("marcus"))


def _wonder(deeds: Deeds, count: int) -> None:
    """Questions with answers, and incidents that were learnt from; every second question still waits."""
    marcus, aisha = member("marcus"), member("aisha")
    about = db.session.scalars(
        scoped(Activity).where(Activity.engagement_id == deeds.engagement.id).order_by(Activity.position).limit(1)
    ).one()
    for place in range(count):
        question = ask(deeds.engagement, by=aisha, title=f"Question {place}", text="Why?", activity=about)
        answer = question.answer("Because.", by=aisha if place % 2 else marcus)
        if place % 4 == 0:
            question.accept(answer, by=aisha)
        incident = report(
            deeds.engagement, by=aisha, title=f"Incident {place}", happened="It fell.", noticed_on=clock.today(),
            activity=about,
        )
        incident.solve(clock.today(), "Picked it up.", by=aisha)
        learn(incident, by=aisha, title=f"Lesson {place}", learnt="Hold it.", change="Hold it.")
        learn(question, by=aisha, title=f"Answer {place}", learnt="Because.")
        rehearse(
            deeds.engagement, by=marcus, title=f"Drill {place}", activity=about, on=clock.today(), allowed=9,
            minutes=8, reached=True, people=[aisha, member("priya")],
        )


def _talk(deeds: Deeds, count: int) -> None:
    """Something is said of one record of every kind that people speak of, every third time for the practice only."""
    marcus = member("marcus")
    for subject in subjects.values():
        about = scoped(subject.model).where(subject.model.engagement_id == deeds.engagement.id)
        record = db.session.scalars(about.order_by(subject.model.id).limit(1)).first()
        for place in range(count if record is not None else 0):
            say(record, f"Comment {place}", by=marcus, private=place % 3 == 2)
