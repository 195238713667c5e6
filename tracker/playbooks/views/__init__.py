"""Pages of playbooks: the shelf, those that come with Baton, and the practice's own with their editor."""

from . import editor, entry, making, own, shelf, versions
from .pages import pages

__all__ = ["editor", "entry", "making", "own", "pages", "shelf", "versions"]
