"""The pages of the portfolio, all of them of the practice alone."""

from . import exporting, listing, saved, scorecard, several
from .blueprint import pages

__all__ = ["exporting", "listing", "pages", "saved", "scorecard", "several"]
