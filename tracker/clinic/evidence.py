"""What the clinic hands to the index: incidents and lessons are practice, and a drill is proof."""

from typing import Any
from uuid import UUID

from sqlalchemy import func

from tracker.access import Can
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import evidence
from tracker.engagements.subjects import speaks_of
from tracker.tenancy import scoped

from .models import Drill, DrillPerson, Incident, Lesson, Question

speaks_of(Incident, "incident", "clinic.incident")
speaks_of(Question, "question", "clinic.question", acts=(Can.CLINIC,))
speaks_of(Lesson, "lesson", "clinic.lesson")


@evidence("lessons", nouns=("incident", "lesson", "drill"))
def read_lessons(engagement_id: UUID) -> dict[str, Any]:
    """Who last learnt from which activity, by the day of writing; and the drills. Five statements."""
    shown: dict[tuple[str, str], str] = {}
    for activity_id, person_id, day in _shown(engagement_id):
        key = str(activity_id), str(person_id)
        shown[key] = max(day, shown.get(key, ""))
    return {"shown": [[*key, day] for key, day in sorted(shown.items())], "drills": _drills(engagement_id)}


def _shown(engagement_id: UUID) -> list[tuple[UUID, UUID, str]]:
    """Whoever wrote an incident or a lesson, solved an incident, or took part in a drill."""
    rows = [
        *_newest(Incident, Incident.activity_id, Incident.reported_by_id, Incident.reported_at, engagement_id),
        *_newest(Incident, Incident.activity_id, Incident.solved_by_id, Incident.solved_at, engagement_id),
        *_newest(Lesson, Lesson.activity_id, Lesson.author_id, Lesson.at, engagement_id),
    ]
    found = [(activity, person, clock.day_of(at).isoformat()) for activity, person, at in rows]
    drills = (
        scoped(DrillPerson)
        .join(Drill, (Drill.workspace_id == DrillPerson.workspace_id) & (Drill.id == DrillPerson.drill_id))
        .where(DrillPerson.engagement_id == engagement_id)
        .group_by(Drill.activity_id, DrillPerson.who_id)
        .with_only_columns(Drill.activity_id, DrillPerson.who_id, func.max(Drill.on))
    )
    return found + [(activity, person, day.isoformat()) for activity, person, day in db.session.execute(drills)]


def _newest(model: Any, activity: Any, person: Any, at: Any, engagement_id: UUID) -> list[Any]:
    query = scoped(model).where(model.engagement_id == engagement_id, activity.is_not(None), person.is_not(None))
    return [*db.session.execute(query.group_by(activity, person).with_only_columns(activity, person, func.max(at)))]


def _drills(engagement_id: UUID) -> list[list[Any]]:
    """The newest hundred: `[[activity, day, passed], …]`, the newest first."""
    query = scoped(Drill).where(Drill.engagement_id == engagement_id).order_by(Drill.on.desc(), Drill.id.desc())
    columns = (Drill.activity_id, Drill.on, Drill.reached, Drill.minutes, Drill.allowed)
    rows = db.session.execute(query.limit(100).with_only_columns(*columns))
    return [[str(row[0]), row[1].isoformat(), bool(row[2] and row[3] <= row[4])] for row in rows]
