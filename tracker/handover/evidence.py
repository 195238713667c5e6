"""What the handover hands to gates and the index."""

from . import acceptance_evidence, acceptance_letters, check_in_evidence, ending
from .packs import assembling
from .packs import evidence as packs_evidence

__all__ = ["acceptance_evidence", "acceptance_letters", "assembling", "check_in_evidence", "ending", "packs_evidence"]
