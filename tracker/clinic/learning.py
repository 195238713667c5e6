"""Incidents, lessons and drills: written down, and read."""

from datetime import date
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.paging import Page, newest_first
from tracker.engagements.models import Engagement
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

from .models import Drill, DrillPerson, Incident, Lesson, Question

SHOWN = 8


def report(
    engagement: Engagement, *, by: Membership, title: str, happened: str, noticed_on: date,
    noticed_by: Membership | None = None, customer_facing: bool = False, activity: Activity | None = None,
) -> Incident:  # fmt: skip
    """Something went wrong. Raises `Refused` for a day to come."""
    if noticed_on > clock.today():
        raise Refused("That day is still to come.", "noticed_on")
    incident = Incident(
        **engagement.keys, title=title, happened=happened, noticed_on=noticed_on,
        noticed_by_id=noticed_by.id if noticed_by else None, customer_facing=customer_facing,
        activity_id=activity.id if activity else None, reported_by_id=by.id,
    )  # fmt: skip
    db.session.add(incident)
    db.session.flush()
    record("incident.reported", incident, by=by)
    return incident


def learn(
    place: Engagement | Incident | Question, *, by: Membership, title: str, learnt: str, change: str = "",
    activity: Activity | None = None,
) -> Lesson:  # fmt: skip
    """Draw a lesson from an incident, a question, or from one's own work. What it is about comes along."""
    about = activity.id if activity else getattr(place, "activity_id", None)
    lesson = Lesson(
        **place.keys, title=title, learnt=learnt, change=change, activity_id=about, author_id=by.id,
        incident_id=place.id if isinstance(place, Incident) else None,
        question_id=place.id if isinstance(place, Question) else None,
    )  # fmt: skip
    db.session.add(lesson)
    db.session.flush()
    if isinstance(place, Incident) and place.learnt_at is None:
        if place.solved_on is None:
            raise Refused("Write down first how it was solved; the lesson comes after.")
        place.learnt_at = clock.now()
    record("lesson.written", lesson, by=by)
    return lesson


def rehearse(
    engagement: Engagement, *, by: Membership, title: str, activity: Activity, on: date, allowed: int, minutes: int,
    reached: bool, people: list[Membership], note: str = "",
) -> Drill:  # fmt: skip
    """Keep a drill that was held. Raises `Refused` for a day to come, or with nobody in it."""
    if on > clock.today():
        raise Refused("That day is still to come.", "on")
    if not people:
        raise Refused("Say who took part.", "people")
    drill = Drill(
        **engagement.keys, title=title, activity_id=activity.id, on=on, allowed=allowed, minutes=minutes,
        reached=reached, note=note, author_id=by.id,
    )  # fmt: skip
    db.session.add(drill)
    db.session.flush()
    for person in people:
        db.session.add(DrillPerson(**engagement.keys, drill_id=drill.id, who_id=person.id, name=person.name))
    db.session.flush()
    record("drill.held", drill, by=by, after={"result": "passed" if drill.passed else "not passed"})
    return drill


def incidents_of(engagement_id: UUID) -> Page:
    """The newest first."""
    return newest_first(scoped(Incident).where(Incident.engagement_id == engagement_id), Incident.id)


def lessons_of(engagement_id: UUID) -> Page:
    return newest_first(scoped(Lesson).where(Lesson.engagement_id == engagement_id), Lesson.id)


def drills_of(engagement_id: UUID) -> Page:
    return newest_first(scoped(Drill).where(Drill.engagement_id == engagement_id), Drill.id)


def lessons_from(incident: Incident) -> list[Lesson]:
    query = scoped(Lesson).where(Lesson.incident_id == incident.id)
    return [*db.session.scalars(query.order_by(Lesson.id).limit(20))]


def newest(model: type[Any], engagement_id: UUID) -> list[Any]:
    """The newest few of a kind, and one more where there are more."""
    query = scoped(model).where(model.engagement_id == engagement_id)
    return [*db.session.scalars(query.order_by(model.id.desc()).limit(SHOWN + 1))]
