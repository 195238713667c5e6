"""What the handover hands to gates and the index."""

from . import acceptance_evidence, acceptance_letters, ending

__all__ = ["acceptance_evidence", "acceptance_letters", "ending"]
