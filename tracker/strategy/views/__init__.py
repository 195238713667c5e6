"""Pages of the strategy: reading it, writing it, signing it."""

from . import comparing, drafting, reading, signing
from .blueprint import pages

__all__ = ["comparing", "drafting", "pages", "reading", "signing"]
