"""What the handover hands to gates and the index."""

from . import acceptance_evidence, acceptance_letters, ending
from .packs import assembling
from .packs import evidence as packs_evidence

__all__ = ["acceptance_evidence", "acceptance_letters", "assembling", "ending", "packs_evidence"]
