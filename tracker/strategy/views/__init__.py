"""Pages of the strategy: reading it, writing it, signing it."""

from . import comparing, drafting, goals, measures, reading, signing, values
from .blueprint import pages

__all__ = ["comparing", "drafting", "goals", "measures", "pages", "reading", "signing", "values"]
