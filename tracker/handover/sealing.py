"""The pack that goes with an acceptance."""

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.engagements.models import Engagement

from .models import HandoverPack
from .packs import ask_for_pack, packs_of, seal


def seal_pack(engagement: Engagement, number: int, *, by: Membership) -> None:
    """Seal the pack that was accepted, so that it stays as it is."""
    pack = db.session.scalar(packs_of(engagement.id).where(HandoverPack.number == number))
    if pack is not None:
        seal(pack, by)


def ask_for_minimum_pack(engagement: Engagement, *, by: Membership) -> None:
    """Have what there is put into a pack: the client is left with that, however early the work ended."""
    ask_for_pack(engagement, by=by, kind="minimum")
