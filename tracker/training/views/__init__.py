"""Pages of training, a file for each thing that people come for."""

from . import assess, assigning, certificates, items, modules, quizzes, review, sheet, tab
from .blueprint import pages

__all__ = ["assess", "assigning", "certificates", "items", "modules", "pages", "quizzes", "review", "sheet", "tab"]
