"""The pages of sourcing: the register, the aid, a decision, how providers are judged, and what clients choose."""

from . import decisions, mix, providers
from .blueprint import pages

__all__ = ["decisions", "mix", "pages", "providers"]
