"""Pages of the clinic: the board of questions, one question, and what was learnt."""

from . import incidents, lessons, questions, written_down
from .blueprint import pages

__all__ = ["incidents", "lessons", "pages", "questions", "written_down"]
