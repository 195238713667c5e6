"""Pages of responsibilities."""

from .pages import pages  # isort: skip
from . import activity, appointments, around, deciding, doing, ladder, moves, providers, rotas

__all__ = ["activity", "appointments", "around", "deciding", "doing", "ladder", "moves", "pages", "providers", "rotas"]
