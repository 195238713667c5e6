"""Goals and measures as pages show them: each with its newest values and how far it has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import aliased, joinedload

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.core.paging import Page, newest_first
from tracker.tenancy import scoped

from .measures import next_reading
from .models import Direction, Goal, Measure, MeasureReview, MeasureValue
from .progress import Course, review_due
from .values import stands

VALUES_ON_BOARD = 12
MOST_MEASURES, MOST_GOALS = 200, 100
VALUES_DRAWN = 400
VALUES_A_PAGE = 25

Point = tuple[date, float]


@dataclass(slots=True)
class Gauge:
    """A measure with its standing values, the oldest first, and the name of whoever reads it."""

    measure: Measure
    owner: str = ""
    values: list[Point] = field(default_factory=list)

    @property
    def last(self) -> Point | None:
        return self.values[-1] if self.values else None

    @property
    def course(self) -> Course:
        measure, last = self.measure, self.last or (None, None)
        return Course(
            unit=measure.unit, up=measure.direction == Direction.UP, baseline=measure.baseline,
            baseline_on=measure.baseline_on, target=measure.target, target_on=measure.target_on,
            value_on=last[0], value=last[1],
        )  # fmt: skip

    @property
    def line(self) -> list[float]:
        """Baseline and newest values, for a line as small as a word."""
        start = [self.measure.baseline] if self.measure.baseline is not None else []
        return start + [value for _, value in self.values]

    @property
    def due_on(self) -> date:
        return next_reading(self.measure, self.last[0] if self.last else None)

    @property
    def late(self) -> bool:
        return self.measure.retired_on is None and self.due_on < clock.today()


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that is measured in an engagement. `alone` are measures of no goal that runs."""

    goals: list[tuple[Goal, list[Gauge]]]
    ended: list[tuple[Goal, list[Gauge]]]
    alone: list[Gauge]
    retired: list[Gauge]
    reviewed_on: date | None

    @property
    def running(self) -> list[Gauge]:
        return [gauge for _, gauges in self.goals for gauge in gauges] + self.alone

    @property
    def without_baseline(self) -> int:
        return sum(gauge.measure.baseline is None for gauge in self.running)

    @property
    def review_due(self) -> date | None:
        """The day by which the numbers should have been reviewed, if it has passed."""
        since = min((clock.day_of(gauge.measure.created_at) for gauge in self.running), default=None)
        return review_due(self.reviewed_on, since, clock.today())


def board(engagement_id: UUID) -> Board:
    """Two statements, whatever there is."""
    goals = list(db.session.scalars(_goals(engagement_id)))
    gauges, reviewed = _gauges(engagement_id)
    running = {goal.id for goal in goals if goal.outcome is None}
    known = {goal.id for goal in goals}
    retired = [one for one in gauges if one.measure.retired_on is not None]
    kept = [one for one in gauges if one.measure.retired_on is None]

    def of(goal: Goal) -> list[Gauge]:
        return [one for one in kept if one.measure.goal_id == goal.id]

    return Board(
        goals=[(goal, of(goal)) for goal in goals if goal.id in running],
        ended=[(goal, of(goal)) for goal in goals if goal.id not in running],
        alone=[one for one in kept if one.measure.goal_id not in known],
        retired=retired,
        reviewed_on=clock.day_of(reviewed) if reviewed else None,
    )


def _goals(engagement_id: UUID) -> Any:
    return scoped(Goal).where(Goal.engagement_id == engagement_id).order_by(Goal.due_on, Goal.id).limit(MOST_GOALS)


def _gauges(engagement_id: UUID) -> tuple[list[Gauge], Any]:
    newest = _newest_values(engagement_id)
    review = (
        scoped(MeasureReview)
        .with_only_columns(func.max(MeasureReview.at))
        .where(MeasureReview.engagement_id == engagement_id)
        .scalar_subquery()
    )
    measures = scoped(Measure).where(Measure.engagement_id == engagement_id).with_only_columns(Measure.id).order_by(
        Measure.position, Measure.id
    ).limit(MOST_MEASURES)  # fmt: skip
    query = (
        scoped(Measure)
        .add_columns(Membership.name, newest.c.read_on, newest.c.value, review.label("reviewed"))
        .outerjoin(
            Membership, (Membership.workspace_id == Measure.workspace_id) & (Membership.id == Measure.owner_id)
        )
        .outerjoin(
            newest,
            (newest.c.workspace_id == Measure.workspace_id) & (newest.c.measure_id == Measure.id)
            & (newest.c.place <= VALUES_ON_BOARD),
        )
        .where(Measure.engagement_id == engagement_id, Measure.id.in_(measures))
        .order_by(Measure.position, Measure.id, newest.c.read_on, newest.c.id)
    )  # fmt: skip
    found: dict[UUID, Gauge] = {}
    rows = db.session.execute(query).all()
    for measure, owner, read_on, value, _ in rows:
        gauge = found.setdefault(measure.id, Gauge(measure, owner or ""))
        if value is not None:
            gauge.values.append((read_on, value))
    return list(found.values()), rows[0].reviewed if rows else None


def _newest_values(engagement_id: UUID) -> Any:
    """Standing values with their `place`, 1 for the newest of each measure."""
    place = func.row_number().over(
        partition_by=MeasureValue.measure_id, order_by=(MeasureValue.read_on.desc(), MeasureValue.id.desc())
    )
    return (
        scoped(MeasureValue)
        .where(MeasureValue.engagement_id == engagement_id, stands(MeasureValue))
        .with_only_columns(
            MeasureValue.workspace_id, MeasureValue.id, MeasureValue.measure_id, MeasureValue.read_on,
            MeasureValue.value, place.label("place"),
        )
        .subquery()
    )  # fmt: skip


def gauge_of(measure: Measure) -> Gauge:
    """A measure with as many values as a picture bears. Two statements."""
    query = (
        scoped(MeasureValue)
        .where(MeasureValue.measure_id == measure.id, stands(MeasureValue))
        .with_only_columns(MeasureValue.read_on, MeasureValue.value)
        .order_by(MeasureValue.read_on.desc(), MeasureValue.id.desc())
        .limit(VALUES_DRAWN)
    )
    values = [(day, value) for day, value in db.session.execute(query)][::-1]
    return Gauge(measure, name_of(measure.owner_id), values)


def name_of(id: UUID | None) -> str:
    if id is None:
        return ""
    return db.session.scalar(scoped(Membership).with_only_columns(Membership.name).where(Membership.id == id)) or ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a measure's history; `corrected_by` is the row that took its place."""

    row: MeasureValue
    corrected_by: MeasureValue | None


def history_of(measure: Measure) -> tuple[list[Entry], UUID | None]:
    """One page of everything that was ever written down, the newest first, and the key of the next page."""
    later = aliased(MeasureValue)
    page: Page = newest_first(
        scoped(MeasureValue)
        .add_columns(later)
        .options(joinedload(MeasureValue.by))
        .outerjoin(later, (later.workspace_id == MeasureValue.workspace_id) & (later.corrects_id == MeasureValue.id))
        .where(MeasureValue.measure_id == measure.id),
        MeasureValue.id,
        VALUES_A_PAGE,
    )
    return [Entry(row, correction) for row, correction in page.rows], page.after


def reviews_of(engagement_id: UUID, most: int = 12) -> Sequence[MeasureReview]:
    """The newest first."""
    query = (
        scoped(MeasureReview)
        .options(joinedload(MeasureReview.by))
        .where(MeasureReview.engagement_id == engagement_id)
        .order_by(MeasureReview.id.desc())
        .limit(most)
    )
    return db.session.scalars(query).all()


def measures_of_goal(goal: Goal) -> Iterable[Gauge]:
    return [gauge for gauge in _gauges(goal.engagement_id)[0] if gauge.measure.goal_id == goal.id]
