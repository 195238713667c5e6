"""The pages of the handover: importing them registers them."""

from . import (
    acceptance,
    access_plan,
    check_in_answers,
    check_ins,
    ending,
    exceptions,
    overview,
    packs,
    rehearsal,
)
from .blueprint import pages

__all__ = [
    "acceptance", "access_plan", "check_in_answers", "check_ins", "ending", "exceptions", "overview", "packs", "pages",
    "rehearsal",
]  # fmt: skip
