"""What is kept of a handover, a file for each noun."""

from .acceptance import HandoverAcceptance, HandoverException, OfferState
from .access_ending import AccessEnding, Ending
from .pack import HandoverPack, PackOrder, PackSeal

__all__ = [
    "AccessEnding", "Ending", "HandoverAcceptance", "HandoverException", "HandoverPack", "OfferState", "PackOrder",
    "PackSeal",
]  # fmt: skip
