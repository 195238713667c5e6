"""Pages of training, a file for each thing that people come for."""

from . import assess, items, review, tab
from .blueprint import pages

__all__ = ["assess", "items", "pages", "review", "tab"]
