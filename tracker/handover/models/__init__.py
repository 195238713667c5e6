"""What is kept of a handover, a file for each noun."""

from .acceptance import HandoverAcceptance, HandoverException, OfferState
from .access_ending import AccessEnding, Ending

__all__ = ["AccessEnding", "Ending", "HandoverAcceptance", "HandoverException", "OfferState"]
