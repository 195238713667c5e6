"""A pack is asked for, kept, and sealed for good."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Engagement, EngagementState
from tracker.engagements.proposing import hold_engagement
from tracker.jobs import ask_for
from tracker.jobs.models import JobTicket
from tracker.tenancy import scoped

from ..models.pack import NAMES, HandoverPack, PackOrder, PackSeal
from .completeness import parts_in

JOB = "handover.pack"
MOST_PACKS = 60
NOT_BEGUN = {EngagementState.PROSPECT, EngagementState.AGREED, EngagementState.DECLINED}
HANDED_OVER = {EngagementState.HANDED_OVER, EngagementState.CLOSED}
# Here a pack is sealed for good: it stays the one that the client has, whatever is assembled after it.
OVER = HANDED_OVER | {EngagementState.ENDED_EARLY}


def kind_for(engagement: Engagement, sealed: HandoverPack | None = None) -> str:
    """full; minimum where the work ended before the handover; later where one is `sealed` and time goes on."""
    if engagement.state == EngagementState.ENDED_EARLY:
        return "minimum"
    return "later" if engagement.state in HANDED_OVER and sealed is not None else "full"


def ask_for_pack(engagement: Engagement, *, by: Membership, kind: str = "") -> PackOrder:
    """Put a pack before the worker. While one is in the making, that one is meant: two clicks give one.

    Raises `Refused` before the charter is signed, and for the practice once a pack is sealed; `Stale` once that of an
    early end is.
    """
    engagement = hold_engagement(engagement.id)
    check_open(engagement, by, kind)
    kind = kind or kind_for(engagement, sealed_in(engagement))
    order = open_order(engagement.id)
    if order is not None:
        if ticket_of(order) is not None and order.kind == kind:
            return order
        order.ended_at = clock.now()  # its job has failed, or its asker is gone, or another kind is wanted now
        db.session.flush()
    title = f"{NAMES[kind]} of {engagement.client.name}"
    values = {"id": str(engagement.id)}
    job = ask_for(JOB, title, by=by, args={**values, "kind": kind}, home=("handover.pack", values))
    order = PackOrder(**engagement.keys, kind=kind, by_id=by.id, by_name=by.name, job_id=job.id)
    db.session.add(order)
    db.session.flush()
    record("pack.asked", order, by=by)
    return order


def check_open(engagement: Engagement, by: Membership, kind: str = "") -> None:
    """Raises where `by` may assemble no such pack any more, or not yet. Call it with the engagement held."""
    if engagement.state in NOT_BEGUN:
        raise Refused("There is nothing to hand over before the charter is signed.")
    sealed = sealed_in(engagement)
    if sealed is not None and (kind or kind_for(engagement, sealed)) == sealed.kind:
        raise Stale(f"{sealed.title} is sealed and stays the last one.")
    if sealed is not None and by.of_practice:
        raise Stale(f"{sealed.title} is sealed. What follows it is the client's own to assemble.")
    newest = newest_pack(engagement.id)
    if newest is not None and newest.number >= MOST_PACKS:
        raise Refused(f"{MOST_PACKS} packs were assembled here. Accept one of them.")


def open_order(engagement_id: UUID) -> PackOrder | None:
    return db.session.scalar(
        scoped(PackOrder).where(PackOrder.engagement_id == engagement_id, PackOrder.ended_at.is_(None))
    )


def ticket_of(order: PackOrder) -> JobTicket | None:
    """How far the work on it is; None once nobody works on it any more."""
    return db.session.get(JobTicket, order.job_id)


def packs_of(engagement_id: UUID) -> Select[tuple[HandoverPack]]:
    """The newest first."""
    return scoped(HandoverPack).where(HandoverPack.engagement_id == engagement_id).order_by(HandoverPack.number.desc())


def newest_pack(engagement_id: UUID) -> HandoverPack | None:
    return db.session.scalar(packs_of(engagement_id).limit(1))


def sealed_pack(engagement_id: UUID, kind: str = "") -> HandoverPack | None:
    """The pack that was accepted, if one was; the newest, where a handover was taken back and made again. With `kind`
    only one of that kind."""
    query = packs_of(engagement_id).join(
        PackSeal, (PackSeal.workspace_id == HandoverPack.workspace_id) & (PackSeal.pack_id == HandoverPack.id)
    )
    if kind:
        query = query.where(HandoverPack.kind == kind)
    return db.session.scalar(query.limit(1))


def sealed_in(engagement: Engagement) -> HandoverPack | None:
    """The pack that is sealed for good, where the engagement is over: of the handover, or of the early end."""
    if engagement.state not in OVER:
        return None
    early = engagement.state == EngagementState.ENDED_EARLY
    return sealed_pack(engagement.id, kind="minimum" if early else "full")


def seal(pack: HandoverPack, by: Membership, because: str = "") -> PackSeal:
    """The owner accepted this very pack, or signed for what an early end leaves: it is the client's for good.

    Raises `Refused` for anybody but the client's owner, and `Stale` where it is sealed already.
    """
    hold_engagement(pack.engagement_id)
    if by.role != Role.OWNER or not by.active or by.client_id != pack.client_id:
        raise Refused("Only the owner seals a pack.")
    db.session.refresh(pack, ["seal"])
    if pack.seal is not None:
        raise Stale(f"{pack.title} is sealed already. Nothing was sealed twice.")
    row = PackSeal(**pack.keys, pack_id=pack.id, hash=pack.hash, by_id=by.id, by_name=by.name)
    db.session.add(row)
    db.session.flush()
    db.session.expire(pack, ["seal"])
    order = open_order(pack.engagement_id)
    if order is not None:
        order.ended_at = clock.now()
    record("pack.sealed", pack, by=by, because=because, after={"hash": row.hash})
    return row


def pack_slice(engagement_id: UUID) -> list[dict[str, Any]]:
    """Every pack, the oldest first, as plain facts. One statement."""
    rows = db.session.scalars(packs_of(engagement_id)).all()
    return [
        {
            "id": str(row.id), "number": row.number, "kind": row.kind, "state": row.state,
            "assembled_on": clock.day_of(row.at).isoformat(),
            "sealed_on": clock.day_of(row.seal.at).isoformat() if row.seal else None, "absent": len(row.absent),
            "lacks": [[part, count] for part, count in parts_in(row.absent)],
        }
        for row in reversed(rows)
    ]  # fmt: skip
