"""Pages of the work log, a file for each thing that people come for."""

from . import content, log, questions, week
from .blueprint import pages

__all__ = ["content", "log", "pages", "questions", "week"]
