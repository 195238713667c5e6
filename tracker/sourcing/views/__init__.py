"""The pages of sourcing: the register, the aid, a decision, and how providers are judged."""

from . import decisions, providers
from .blueprint import pages

__all__ = ["decisions", "pages", "providers"]
