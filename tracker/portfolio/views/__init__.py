"""The pages of the portfolio, all of them of the practice alone."""

from . import exporting, listing, saved, several
from .blueprint import pages

__all__ = ["exporting", "listing", "pages", "saved", "several"]
