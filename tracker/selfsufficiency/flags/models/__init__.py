"""The rows of flags."""

from .flag import LONGEST_SNOOZE, Flag, FlagState

__all__ = ["LONGEST_SNOOZE", "Flag", "FlagState"]
