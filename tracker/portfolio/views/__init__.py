"""The pages of the portfolio, all of them of the practice alone."""

from . import exporting, listing, remembering, saved, scorecard, several
from .blueprint import pages

__all__ = ["exporting", "listing", "pages", "remembering", "saved", "scorecard", "several"]
