"""Hours kept free and hours used, by person and week: pure arithmetic on what was read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import joinedload

from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped

from .counting import counts
from .models import TimePlan, WorkEntry
from .time import monday

WEEKS_BACK = 8
LOOKED_AT = 4
SQUEEZED, SPARED = 1.25, 0.5
MOST_PLANS = 300


def plans_of(engagement_id: UUID) -> list[TimePlan]:
    """Every plan that was not declined, the newest first. One statement."""
    query = scoped(TimePlan).where(TimePlan.engagement_id == engagement_id, TimePlan.declined_at.is_(None))
    newest = query.options(joinedload(TimePlan.person)).order_by(TimePlan.id.desc())
    return list(db.session.scalars(newest.limit(MOST_PLANS)))


def minutes_since(engagement_id: UUID, first: date) -> dict[UUID, dict[date, int]]:
    """Minutes logged that count, by person and by the Monday of their week. One statement."""
    columns = (WorkEntry.person_id, WorkEntry.on)
    query = (
        scoped(WorkEntry)
        .with_only_columns(*columns, func.sum(WorkEntry.minutes))
        .where(
            WorkEntry.engagement_id == engagement_id,
            WorkEntry.on >= first,
            WorkEntry.minutes.is_not(None),
            counts(engagement_id),
        )
        .group_by(*columns)
    )
    used: dict[UUID, dict[date, int]] = {}
    for person, on, minutes in db.session.execute(query):
        weeks = used.setdefault(person, {})
        weeks[monday(on)] = weeks.get(monday(on), 0) + int(minutes)
    return used


@dataclass(frozen=True, slots=True)
class WeekOfTime:
    """Hours of one week; `used` of a week to come is a forecast."""

    monday: date
    planned: float
    used: float
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's weeks, the oldest first: eight full ones, this one, and four to come. `plan` holds now, or is None."""

    id: UUID
    name: str
    plan: Any
    weeks: list[WeekOfTime]

    @property
    def full(self) -> list[WeekOfTime]:
        """The last four full weeks."""
        return self.weeks[WEEKS_BACK - LOOKED_AT : WEEKS_BACK]

    @property
    def forecast(self) -> float:
        return self.weeks[-1].used

    @property
    def squeezed(self) -> int:
        """In how many of the last four full weeks more than 125% of the plan was used."""
        return sum(1 for week in self.full if week.planned and week.used > SQUEEZED * week.planned)

    @property
    def spared(self) -> int:
        """In how many of them less than half of the hours that were kept free was used."""
        return sum(1 for week in self.full if week.planned and week.used < SPARED * week.planned)

    @property
    def said(self) -> str:
        """One plain sentence where three of four weeks were too much or too little; else empty."""
        hours = ", ".join(words(week.used) for week in self.full)
        if self.squeezed >= 3:
            weeks, how = self.squeezed, "over a quarter more than was planned"
        elif self.spared >= 3:
            weeks, how = self.spared, "less than half of what was planned"
        else:
            return ""
        return f"{self.name} used {how} in {weeks} of the last four weeks: {hours} hours."


@dataclass(frozen=True, slots=True)
class TimeSeen:
    """`people` by name; `weeks` sums over all of them; `waiting` plans have yet to be agreed to."""

    people: list[Person]
    weeks: list[WeekOfTime]
    waiting: list[TimePlan]

    @property
    def last(self) -> WeekOfTime:
        """The last full week."""
        return self.weeks[WEEKS_BACK - 1]

    @property
    def most(self) -> float:
        return max([1.0, *(max(week.planned, week.used) for week in self.weeks)])


def time_of(engagement_id: UUID, names: dict[UUID, str]) -> TimeSeen:
    """What was planned and used by those whose `names` are given. Two statements."""
    this = monday(clock.today())
    plans = plans_of(engagement_id)
    used = minutes_since(engagement_id, this - timedelta(weeks=WEEKS_BACK))
    agreed = [plan for plan in plans if plan.agreed]
    involved = {plan.person_id for plan in agreed} | set(used)
    people = [
        person_of(id, names[id], [plan for plan in agreed if plan.person_id == id], used.get(id, {}), this)
        for id in sorted(involved & names.keys(), key=lambda id: (names[id], str(id)))
    ]
    return TimeSeen(people, sums_of(people, this), [plan for plan in plans if plan.open])


def person_of(id: UUID, name: str, plans: Sequence[Any], used: dict[date, int], this: date) -> Person:
    back = [this - timedelta(weeks=n) for n in range(WEEKS_BACK, -1, -1)]
    weeks = [WeekOfTime(week, _planned(plans, week), used.get(week, 0) / 60) for week in back]
    mean = sum(week.used for week in weeks[WEEKS_BACK - LOOKED_AT : WEEKS_BACK]) / LOOKED_AT
    ahead = [this + timedelta(weeks=n) for n in range(1, LOOKED_AT + 1)]
    weeks += [WeekOfTime(week, _planned(plans, week), mean, ahead=True) for week in ahead]
    return Person(id, name, next((plan for plan in plans if plan.covers(this)), None), weeks)


def _planned(plans: Iterable[Any], week: date) -> float:
    """The newest comes first."""
    return float(next((plan.hours for plan in plans if plan.covers(week)), 0))


def sums_of(people: list[Person], this: date) -> list[WeekOfTime]:
    mondays = [this + timedelta(weeks=n) for n in range(-WEEKS_BACK, LOOKED_AT + 1)]
    return [
        WeekOfTime(
            week, sum(one.weeks[n].planned for one in people), sum(one.weeks[n].used for one in people), week > this
        )
        for n, week in enumerate(mondays)
    ]


def words(hours: float) -> str:
    """`4`, `4.5`: hours as people say them."""
    return f"{hours:.1f}".removesuffix(".0")


def as_facts(engagement_id: UUID) -> dict[str, Any]:
    """The fact slice: who has which hours, and what was used by week."""
    first = monday(clock.today()) - timedelta(weeks=WEEKS_BACK)
    plans = [
        {
            "person": str(plan.person_id), "hours": plan.hours, "agreed": plan.agreed,
            "first_week": plan.first_week.isoformat(),
            "last_week": plan.last_week.isoformat() if plan.last_week else None,
        }
        for plan in plans_of(engagement_id)
    ]  # fmt: skip
    used = minutes_since(engagement_id, first)
    weeks = {str(id): sorted([week.isoformat(), minutes] for week, minutes in by.items()) for id, by in used.items()}
    return {"plans": plans, "used": dict(sorted(weeks.items()))}
