"""Pages of the work log, a file for each thing that people come for."""

from . import content, importing, log, questions, time, week
from .blueprint import pages

__all__ = ["content", "importing", "log", "pages", "questions", "time", "week"]
