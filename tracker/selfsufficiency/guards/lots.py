"""Drawing lots: which signature is asked about, and when. Anybody can draw again and gets the same; nobody can know
before the signature, since the id that decides is made with it."""

import hashlib
from datetime import date, timedelta
from uuid import UUID

ONE_IN = 5
EARLIEST, LATEST = 2, 6


def teach_back_day(id: UUID, signed_on: date) -> date | None:
    """The day on which whoever signed is asked what it says; None for the four of five that are not asked about."""
    drawn = hashlib.sha256(b"teach-back" + id.bytes).digest()
    if int.from_bytes(drawn[:4], "big") % ONE_IN:
        return None
    return signed_on + timedelta(days=EARLIEST + drawn[4] % (LATEST - EARLIEST + 1))
