"""The pack that goes with an acceptance, and the one that an early end leaves."""

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.engagements.models import Engagement

from .models import HandoverPack
from .packs import ask_for_pack, packs_of, seal, sealed_pack


def seal_pack(engagement: Engagement, number: int, *, by: Membership) -> None:
    """Seal the pack that was accepted, so that it stays as it is. One that was sealed before a handover was taken back
    is the last one, and stays so."""
    if sealed_pack(engagement.id) is None:
        seal(db.session.scalars(packs_of(engagement.id).where(HandoverPack.number == number)).one(), by=by)


def ask_for_minimum_pack(engagement: Engagement, *, by: Membership) -> None:
    """Have what there is put into a pack: the client is left with that, however early the work ended."""
    if sealed_pack(engagement.id) is None:
        ask_for_pack(engagement, by=by, kind="minimum")
