"""The response clock: how soon customers are promised an answer, and whether they get one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func
from sqlalchemy.orm import joinedload

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from .models import Activity, ReplyWeek
from .turns import take_turn

LONGEST_PROMISE = 720
MOST_LATE = 0.20
WEEKS_SHOWN = 12


def promise(activity: Activity, hours: int | None, *, by: Membership) -> None:
    """The owner promises an answer within `hours` staffed hours, or takes the promise back."""
    take_turn(activity)
    if hours is not None and not 1 <= hours <= LONGEST_PROMISE:
        raise Refused(f"From 1 to {LONGEST_PROMISE} hours.", "hours")
    if activity.sla_hours == hours:
        raise Refused("This is what is promised already.", "hours")
    before, activity.sla_hours = activity.sla_hours, hours
    record("activity.promised", activity, by=by, before={"hours": before}, after={"hours": hours})


def log_week(
    activity: Activity, day: date, *, answered: int, late: int, median_minutes: int, by: Membership
) -> ReplyWeek:
    """Write down how fast the week of `day` was answered. Logged again, the later row counts."""
    take_turn(activity)
    monday = day - timedelta(days=day.weekday())
    if monday > clock.today():
        raise Refused("That week has not begun.", "week")
    if answered < 1:
        raise Refused("At least one: a week without questions needs no entry.", "answered")
    if not 0 <= late <= answered:
        raise Refused("No more can be late than were answered.", "late")
    row = ReplyWeek(
        **activity.keys, activity_id=activity.id, week=monday, answered=answered, late=late,
        median_minutes=median_minutes, by_id=by.id,
    )  # fmt: skip
    db.session.add(row)
    record(
        "replies.logged", activity, by=by,
        after={"week": monday, "answered": answered, "late": late, "median_minutes": median_minutes},
    )  # fmt: skip
    return row


def weeks_of(activity: Activity) -> list[ReplyWeek]:
    """The last weeks that were logged, the newest first. One statement."""
    query = _newest(ReplyWeek.activity_id == activity.id).options(joinedload(ReplyWeek.by))
    return list(db.session.scalars(query.order_by(ReplyWeek.week.desc()).limit(WEEKS_SHOWN)))


def weeks_in(engagement_id: UUID) -> list[ReplyWeek]:
    """The last weeks of every activity of an engagement, the oldest first. One statement."""
    since = clock.today() - timedelta(weeks=WEEKS_SHOWN)
    query = _newest(and_(ReplyWeek.engagement_id == engagement_id, ReplyWeek.week >= since))
    return list(db.session.scalars(query.order_by(ReplyWeek.week)))


def _newest(which: Any) -> Any:
    place = {"partition_by": (ReplyWeek.activity_id, ReplyWeek.week), "order_by": ReplyWeek.id.desc()}
    ranked = (
        scoped(ReplyWeek)
        .with_only_columns(ReplyWeek.id, func.row_number().over(**place).label("row"))
        .where(which)
        .subquery()
    )
    return scoped(ReplyWeek).join(ranked, and_(ranked.c.id == ReplyWeek.id, ranked.c.row == 1)).where(which)


@dataclass(frozen=True, slots=True)
class Pace:
    """One week: its Monday, how many were answered, how many late, and the median in staffed minutes."""

    week: date
    answered: int
    late: int
    median_minutes: int

    def slow(self, hours: int) -> bool:
        """Slower than promised: half of all waited longer, or more than a fifth came late."""
        return self.median_minutes > hours * 60 or self.late / self.answered > MOST_LATE


def slow_weeks(paces: Sequence[Pace], hours: int | None) -> bool:
    """Whether the two newest weeks, which must follow each other, were both slow. Nothing is slow without a promise."""
    newest = sorted(paces, key=lambda pace: pace.week)[-2:]
    if hours is None or len(newest) < 2 or newest[1].week - newest[0].week != timedelta(days=7):
        return False
    return all(pace.slow(hours) for pace in newest)


def pace_of(row: ReplyWeek) -> Pace:
    return Pace(row.week, row.answered, row.late, row.median_minutes)
