"""What the handover hands to gates and the index."""

from tracker.engagements.models import DatedException
from tracker.engagements.subjects import speaks_of

from . import (
    acceptance_evidence,
    acceptance_letters,
    by_the_clock,
    check_in_evidence,
    ending,
    gate_rules,
    policies,
    rehearsal_evidence,
    reminding,
)
from .packs import assembling
from .packs import evidence as packs_evidence

__all__ = [
    "acceptance_evidence", "acceptance_letters", "assembling", "by_the_clock", "check_in_evidence", "ending",
    "gate_rules", "packs_evidence", "policies", "rehearsal_evidence", "reminding",
]  # fmt: skip

speaks_of(DatedException, "exception", "handover.exception", key="exception")
