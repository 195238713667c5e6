"""Who answers each check-in: booked before the handover, which gives them their days."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import undefer

from tracker.accounts.models import Membership, Role
from tracker.accounts.own_people import check_own_person
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.extension_points import reacts_to
from tracker.engagements.holding import hold
from tracker.engagements.models import Engagement, EngagementState
from tracker.tenancy import scoped

from .check_in_questions import questions_of
from .models import CheckIn
from .models.check_in import DAYS

# Those in which somebody may still be asked to answer.
BOOKABLE = {EngagementState.AGREED, EngagementState.ACTIVE, EngagementState.PAUSED, EngagementState.HANDED_OVER}
Booking = dict[int, tuple[Membership, Membership | None]]


def current(engagement_id: UUID) -> list[CheckIn]:
    """The newest of each day, the first due first; a day that nobody booked has none."""
    newest: dict[int, CheckIn] = {}
    for one in every(engagement_id):
        newest[one.days] = one
    return sorted(newest.values(), key=lambda one: one.days)


def every(engagement_id: UUID) -> list[CheckIn]:
    """Also those of earlier handovers, oldest round first. One statement."""
    query = scoped(CheckIn).where(CheckIn.engagement_id == engagement_id)
    return list(db.session.scalars(query.order_by(CheckIn.round, CheckIn.days)))


def book(engagement: Engagement, booking: Booking, *, by: Membership) -> None:
    """Say who answers after so many days, and who stands in. Those already answered are passed over.

    Raises `Refused` at `answers_30` or `stand_in_30` for whoever is not the client's own or would stand in for herself,
    and when the engagement is over.
    """
    hold(engagement, "state")
    if engagement.state not in BOOKABLE:
        raise Refused("There is nothing to book: this engagement is over, or has not been agreed.")
    booked = {one.days: one for one in current(engagement.id)}
    for days, (answers, stand_in) in sorted(booking.items()):
        _check(days, answers, stand_in, engagement.client_id)
        one = booked.get(days)
        if one is None:
            one = CheckIn(**engagement.keys, days=days)
            db.session.add(one)
        if one.answered_at is None:
            _give(one, answers, stand_in, by)


def _check(days: int, answers: Membership, stand_in: Membership | None, client_id: UUID) -> None:
    check_own_person(answers, client_id, f"answers_{days}")
    if stand_in is None:
        return
    check_own_person(stand_in, client_id, f"stand_in_{days}")
    if stand_in.id == answers.id:
        raise Refused("Nobody stands in for herself: choose somebody else, or nobody.", f"stand_in_{days}")


def _give(one: CheckIn, answers: Membership, stand_in: Membership | None, by: Membership) -> None:
    stand_in_id = stand_in.id if stand_in is not None else None
    if (one.answers_id, one.stand_in_id) == (answers.id, stand_in_id):
        return
    if one.answers_id != answers.id:
        one.invited_at = one.reminded_at = None
    one.answers_id, one.stand_in_id = answers.id, stand_in_id
    db.session.flush()
    record("check_in.booked", one, by=by, after={"person": answers.name, "days": one.days})


@reacts_to("engagement")
def follow_the_handover(engagement_id: UUID, events: list[Any]) -> None:
    """The handover gives each check-in its day; one that is taken back takes the days of those not answered yet."""
    verbs = {event.verb for event in events}
    if "engagement.handed_over" in verbs:
        _give_days(engagement_id)
    elif "engagement.resumed" in verbs:
        for one in every(engagement_id):
            if one.answered_at is None:
                one.due_on = one.invited_at = one.reminded_at = one.missed_at = None


def _give_days(engagement_id: UUID) -> None:
    query = scoped(Engagement).where(Engagement.id == engagement_id).options(undefer(Engagement.playbook))
    engagement = db.session.scalars(query).one()
    if engagement.handed_over_on is None:
        return
    newest = {one.days: one for one in current(engagement_id)}
    for days in DAYS:
        one = newest.get(days)
        if one is None or one.answered_at is not None:
            one = CheckIn(**engagement.keys, days=days, round=one.round + 1 if one is not None else 1)
            db.session.add(one)
        if one.answers_id is None:
            one.answers_id = _owner(engagement.client_id)
        one.due_on = engagement.handed_over_on + timedelta(days=days)
        one.questions = questions_of(engagement.playbook, days)
        one.invited_at = one.reminded_at = one.missed_at = None


def _owner(client_id: UUID) -> UUID | None:
    return db.session.scalar(owners(client_id).with_only_columns(Membership.id).limit(1))


def owners(client_id: UUID) -> Any:
    """The owners who are there now: they answer what nobody else is left to answer."""
    query = scoped(Membership).where(
        Membership.client_id == client_id, Membership.role == Role.OWNER, Membership.ended_at.is_(None)
    )
    return query.order_by(Membership.id)
