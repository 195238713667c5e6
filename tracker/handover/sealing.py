"""The pack that goes with an acceptance, and the one that an early end leaves."""

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.models import Engagement, EngagementState
from tracker.engagements.proposing import hold_engagement
from tracker.engagements.signing import sign

from .models import HandoverPack
from .packs import ask_for_pack, newest_pack, packs_of, seal


def seal_pack(engagement: Engagement, number: int, *, by: Membership) -> None:
    """Seal the pack that was accepted, so that it stays as it is. Where a handover was taken back and is accepted with
    the same pack again, that one is sealed already."""
    pack = db.session.scalars(packs_of(engagement.id).where(HandoverPack.number == number)).one()
    if pack.seal is None:
        seal(pack, by=by)


def ask_for_minimum_pack(engagement: Engagement, *, by: Membership) -> None:
    """Have what there is put into a pack: the client is left with that, however early the work ended."""
    ask_for_pack(engagement, by=by, kind="minimum")


def seals_early_end(pack: HandoverPack, engagement: Engagement) -> bool:
    """Could the owner sign for this pack as what the early end leaves?"""
    return engagement.state == EngagementState.ENDED_EARLY and pack.kind == "minimum" and pack.seal is None


def seal_minimum(pack: HandoverPack, words: str, *, by: Membership) -> None:
    """The engagement ended early, and its owner signs for what is left, in words of his own.

    Raises `Refused` before the end is agreed, for a pack that is no minimum pack or not the newest, and as
    `signing.sign` does; `Stale` when it is sealed already.
    """
    engagement = hold_engagement(pack.engagement_id)
    if engagement.state != EngagementState.ENDED_EARLY:
        raise Refused("A minimum pack is sealed once the owner has agreed to end early.")
    newest = newest_pack(pack.engagement_id)
    if pack.kind != "minimum" or newest is None or newest.id != pack.id:
        raise Refused("A newer pack was assembled meanwhile. Look at that one, and seal it.")
    seal(pack, by=by, because=words)
    sign(pack, pack.said, words, by=by, name=pack.title)
