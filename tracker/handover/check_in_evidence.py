"""What check-ins hand to gates, flags and pages; who may answer them, and what hangs on them."""

from typing import Any
from uuid import UUID

from flask import url_for

from tracker.access import Can
from tracker.access.policies import owned_when
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.engagements.extension_points import evidence
from tracker.engagements.subjects import speaks_of
from tracker.files import attachable

from . import check_in_booking, check_in_letters, lasting, relapses
from .models import CheckIn, Showing

__all__ = ["check_in_booking", "check_in_letters", "lasting", "relapses"]

speaks_of(CheckIn, "check-in", "handover.check_in")
speaks_of(Showing, "showing", "handover.showing")
attachable(
    CheckIn, page=lambda check_in: url_for("handover.check_in", id=check_in.id), attach=(Can.ANSWER_CHECK_IN,),
)  # fmt: skip


@owned_when(Can.ANSWER_CHECK_IN)
def _asked_to(member: Membership, record: Any) -> bool:
    """Staff answer where they are asked to, or stand in; and say what they watched."""
    if isinstance(record, Showing):
        return record.witness_id == member.id
    return isinstance(record, CheckIn) and member.id in {record.answers_id, record.stand_in_id}


@evidence("check_ins", nouns=("check_in", "engagement"))
def read_check_ins(engagement_id: UUID) -> list[dict[str, Any]]:
    """The newest check-in of each day that somebody booked or that has a date. One statement."""
    return [_told(one) for one in check_in_booking.current(engagement_id)]


def _told(one: CheckIn) -> dict[str, Any]:
    return {
        "id": str(one.id), "days": one.days, "name": f"after {one.days} days", "state": str(one.state),
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "answered_on": clock.day_of(one.answered_at).isoformat() if one.answered_at else None,
        "relapses": one.relapses, "manage": one.manage or None,
        "answers": str(one.answers_id) if one.answers_id else None,
        "stand_in": str(one.stand_in_id) if one.stand_in_id else None,
    }  # fmt: skip
