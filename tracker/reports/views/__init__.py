"""The pages of reports."""

from . import drafts, public, reports, scheduling, sharing
from .blueprint import pages

__all__ = ["drafts", "pages", "public", "reports", "scheduling", "sharing"]
