"""Pages of training, a file for each thing that people come for."""

from . import assess, certificates, items, modules, quizzes, review, tab
from .blueprint import pages

__all__ = ["assess", "certificates", "items", "modules", "pages", "quizzes", "review", "tab"]
