"""The pages of the portfolio, all of them of the practice alone."""

from . import listing, saved
from .blueprint import pages

__all__ = ["listing", "pages", "saved"]
