"""What is kept of a handover, a file for each noun."""

from .acceptance import HandoverAcceptance, OfferState
from .access_ending import AccessEnding, Ending
from .check_in import CheckIn, CheckInState
from .check_in_answer import CheckInAnswer
from .lasting import Lasting
from .pack import HandoverPack, PackOrder, PackSeal
from .rehearsal import EntryRequest, Rehearsal, RehearsalState
from .relapse import Relapse
from .showing import Showing

__all__ = [
    "AccessEnding", "CheckIn", "CheckInAnswer", "CheckInState", "Ending", "EntryRequest", "HandoverAcceptance",
    "HandoverPack", "Lasting", "OfferState", "PackOrder", "PackSeal", "Rehearsal", "RehearsalState",
    "Relapse", "Showing",
]  # fmt: skip
