"""What stories of the clinic start from: questions, incidents and lessons by somebody."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Flask

from tests.makers import Northgate, acting
from tracker.clinic.asking import ask, experienced_in
from tracker.clinic.learning import learn, report
from tracker.clinic.models import Incident, Question
from tracker.core import clock
from tracker.core.database import db
from tracker.responsibilities.models import Activity


def asks(app: Flask, northgate: Northgate, key: str, title: str = "Who answers on Sunday?", **more: Any) -> UUID:
    """Somebody asks the clinic; `about` is the key of an activity."""
    about = more.pop("about", None)
    with acting(app, key) as me:
        activity = northgate.get(Activity, about) if about else None
        question = ask(northgate.engagement, by=me, title=title, text=more.pop("text", "I looked in vain."),
                       activity=activity, **more)  # fmt: skip
        db.session.commit()
        return question.id


def answers(app: Flask, northgate: Northgate, key: str, id: UUID, text: str = "Priya does.") -> UUID:
    with acting(app, key) as me:
        question = northgate.one(Question, id)
        answer = question.answer(text, by=me, experienced=experienced_in(question, me))
        db.session.commit()
        return answer.id


def reports(app: Flask, northgate: Northgate, key: str, about: str | None = "reply", on: date | None = None) -> UUID:
    with acting(app, key) as me:
        activity = northgate.get(Activity, about) if about else None
        incident = report(
            northgate.engagement, by=me, title="A complaint lay for two days", happened="It came by post.",
            noticed_on=on or clock.today(), activity=activity,
        )  # fmt: skip
        db.session.commit()
        return incident.id


def solves(app: Flask, northgate: Northgate, key: str, id: UUID) -> None:
    with acting(app, key) as me:
        northgate.one(Incident, id).solve(clock.today(), "We wrote and rang.", by=me)
        db.session.commit()


def learns(app: Flask, northgate: Northgate, key: str, id: UUID) -> UUID:
    with acting(app, key) as me:
        lesson = learn(northgate.one(Incident, id), by=me, title="Post counts too", learnt="Look there.", change="Rota")
        db.session.commit()
        return lesson.id
