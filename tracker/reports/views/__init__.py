"""The pages of reports."""

from . import drafts, reports
from .blueprint import pages

__all__ = ["drafts", "pages", "reports"]
