"""What this feature hands to gates and the index."""

from . import starting

__all__ = ["starting"]
