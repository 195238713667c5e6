"""The clinic's rows: questions with answers, incidents, lessons, and drills."""

from .drill import Drill, DrillPerson
from .incident import Incident, IncidentState
from .lesson import Lesson
from .question import Answer, Question, QuestionState

__all__ = [
    "Answer", "Drill", "DrillPerson", "Incident", "IncidentState", "Lesson", "Question", "QuestionState",
]  # fmt: skip
