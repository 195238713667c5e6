"""Planning time: proposed by anybody who plans, agreed by the person whose hours they are and by the owner."""

from datetime import date, timedelta

from tracker.accounts.models import Membership, Role
from tracker.accounts.own_people import check_own_person
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Engagement

from .models import TimePlan

MOST_HOURS = 40
FURTHEST = timedelta(weeks=104)


def plan_time(
    engagement: Engagement, person: Membership, hours: int, displaces: str, *, by: Membership,
    first: date, last: date | None = None,
) -> TimePlan:  # fmt: skip
    """Propose that `hours` a week of a person are kept free, from the week of `first` to that of `last` (or for good).

    `displaces` says what is left undone instead; without that, the hours are a wish. Who proposes has agreed.
    """
    check_own_person(person, engagement.client_id, "person")
    if not 1 <= hours <= MOST_HOURS:
        raise Refused(f"From 1 to {MOST_HOURS} hours a week.", "hours")
    if not displaces:
        raise Refused("Say what is left undone instead.", "displaces")
    if abs(first - clock.today()) > FURTHEST:
        raise Refused("That week is too far away.", "first")
    if last is not None and last < first:
        raise Refused("The last week comes before the first.", "last")
    plan = TimePlan(
        **engagement.keys, person_id=person.id, hours=hours, displaces=displaces, first_week=monday(first),
        last_week=monday(last) if last else None, proposed_by_id=by.id,
    )  # fmt: skip
    db.session.add(plan)
    db.session.flush()
    record("time.planned", plan, by=by, because=displaces, after={"hours": hours})
    if waits_for(plan, by):
        _agree(plan, by)
    return plan


def waits_for(plan: TimePlan, member: Membership) -> bool:
    """Whether `member` has yet to agree, as the person or as the owner."""
    if not plan.open:
        return False
    as_person = plan.person_id == member.id and plan.person_agreed_at is None
    return as_person or (_owns(plan, member) and plan.owner_agreed_at is None)


def agree_to(plan: TimePlan, *, by: Membership) -> None:
    """The person or the owner agrees; one who is both agrees once. Raises `Stale` where nothing waits for her."""
    db.session.flush()
    db.session.refresh(plan, with_for_update=True)
    if not waits_for(plan, by):
        raise Stale("This does not wait for you any more.")
    _agree(plan, by)


def decline(plan: TimePlan, *, by: Membership, because: str) -> None:
    """Those hours are not kept free. A plan that held ends with the last full week; what was kept free stays so."""
    if not because:
        raise Refused("Say why.", "because")
    db.session.flush()
    db.session.refresh(plan, with_for_update=True)
    this = monday(clock.today())
    if plan.declined_at is not None or (plan.last_week is not None and plan.last_week < this):
        raise Stale("This has ended already.")
    if plan.agreed and plan.first_week < this:
        plan.last_week = this - timedelta(weeks=1)
    else:
        plan.declined_at = clock.now()
    plan.because = because
    record("time.declined", plan, by=by, because=because, after={"hours": plan.hours})


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _owns(plan: TimePlan, member: Membership) -> bool:
    return member.role == Role.OWNER and member.client_id == plan.client_id


def _agree(plan: TimePlan, by: Membership) -> None:
    if plan.person_id == by.id:
        plan.person_agreed_at = plan.person_agreed_at or clock.now()
    if _owns(plan, by):
        plan.owner_agreed_at, plan.owner_id = plan.owner_agreed_at or clock.now(), by.id
    record("time.agreed", plan, by=by, after={"hours": plan.hours})
