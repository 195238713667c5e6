"""What files hands to gates and the index, and what “own” means here."""

from . import shelf

__all__ = ["shelf"]
