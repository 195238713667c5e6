"""Pages of the strategy: reading it, writing it, signing it."""

from . import drafting, reading, signing
from .blueprint import pages

__all__ = ["drafting", "pages", "reading", "signing"]
