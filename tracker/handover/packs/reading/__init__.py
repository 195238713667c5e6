"""Everything that a pack says, read within the walls of whoever asks."""

from .gathering import gather

__all__ = ["gather"]
