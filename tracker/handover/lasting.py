"""What lasted: how each engagement came to its handover and stood after it, in figures alone.

Read from what is stored; of engagements that are over, or that the client took over, from the practice's own record,
which the day's work keeps. So the scorecard costs no more than the handovers of a year, and forgets none.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, func, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import FunctionElement

from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.daily import every_day
from tracker.engagements.models import Engagement, EngagementState, SignOff
from tracker.selfsufficiency.models import Snapshot
from tracker.selfsufficiency.stages import Stage
from tracker.tenancy import scoped

from .models import CheckIn, Lasting, Relapse
from .models.check_in import DAYS, LAST, LATE

MOST = 10_000
BEGUN = (EngagementState.PROSPECT, EngagementState.AGREED, EngagementState.DECLINED)
TOP = Stage.SELF_SUFFICIENT
DAY_90 = 90


@dataclass(frozen=True, slots=True)
class Journey:
    """One engagement from its charter on: the days on which it was signed, reached the top stage and was handed over,
    and the stage that it `stood` on: on the day of the handover (0) and so many days later.

    `dated` are the check-ins that have a day, `answered` those that were answered; `down_at_90` counts what was down
    when day 90 was. `until` is the last day of which anything is known; None where it is today.
    """

    signed_on: date | None
    reached_on: date | None
    handed_over_on: date | None
    stood: dict[int, Stage] = field(default_factory=dict)
    dated: frozenset[int] = frozenset()
    answered: frozenset[int] = frozenset()
    down_at_90: int = 0
    relapses: int = 0
    climbed: int = 0
    until: date | None = None


def journeys() -> list[Journey]:
    """Every engagement of the workspace whose charter was signed, the newest `MOST`. Four statements."""
    settled = scoped(Lasting).where(Lasting.settled).with_only_columns(Lasting.engagement_id)
    live = _read(Engagement.state.not_in(BEGUN), Engagement.sealed_at.is_(None), Engagement.id.not_in(settled))
    kept = db.session.scalars(scoped(Lasting).order_by(Lasting.id.desc()).limit(MOST))
    return [*live.values(), *(_as_kept(one) for one in kept if one.engagement_id not in live)]


def keep_figures(engagement_id: UUID) -> None:
    """Write an engagement's figures as they stand into the practice's record: whoever moves or deletes an engagement
    does this first, within the practice's walls. Nothing where it was never handed over."""
    _keep(_read(Engagement.id == engagement_id, Engagement.handed_over_on.is_not(None)), clock.today())


@every_day
def keep_all_figures() -> int:
    """The same for every engagement of the workspace at hand that was handed over and still moves. Commits."""
    settled = scoped(Lasting).where(Lasting.settled).with_only_columns(Lasting.engagement_id)
    found = _read(Engagement.handed_over_on.is_not(None), Engagement.sealed_at.is_(None), Engagement.id.not_in(settled))
    _keep(found, clock.today())
    db.session.commit()
    return len(found)


def _keep(found: dict[UUID, Journey], today: date) -> None:
    if not found:
        return
    rows = db.session.scalars(scoped(Lasting).where(Lasting.engagement_id.in_(found)))
    records = {one.engagement_id: one for one in rows}
    for engagement_id, journey in found.items():
        record = records.get(engagement_id)
        if record is None:
            record = Lasting(engagement_id=engagement_id)
            db.session.add(record)
        _write(record, journey, today)
    db.session.flush()


def _write(record: Lasting, journey: Journey, today: date) -> None:
    record.signed_on, record.reached_on = journey.signed_on, journey.reached_on
    record.handed_over_on = journey.handed_over_on or today
    record.stood = {
        str(days): stage.name.lower()
        for days, stage in journey.stood.items()
        if days in journey.answered or come(journey, days, today)
    }
    record.dated, record.answered = sorted(journey.dated), sorted(journey.answered)
    record.down_at_90, record.relapses, record.climbed = journey.down_at_90, journey.relapses, journey.climbed
    record.settled = record.handed_over_on + timedelta(days=LAST) + LATE < today
    record.kept_at = clock.now()


def _as_kept(record: Lasting) -> Journey:
    stood = {int(days): Stage[name.upper()] for days, name in record.stood.items()}
    return Journey(
        record.signed_on, record.reached_on, record.handed_over_on, stood, frozenset(record.dated),
        frozenset(record.answered), record.down_at_90, record.relapses, record.climbed, clock.day_of(record.kept_at),
    )  # fmt: skip


def come(one: Journey, days: int, today: date) -> bool:
    """Whether that day after the handover has come, while anything was known."""
    known = today if one.until is None else min(one.until, today)
    return one.handed_over_on is not None and one.handed_over_on + timedelta(days=days) <= known


def _read(*which: Any) -> dict[UUID, Journey]:
    columns = [
        Engagement.id, _signed_at(), Engagement.handed_over_on, _reached_on(), *(_stage_on(days) for days in (0, *DAYS))
    ]  # fmt: skip
    query = scoped(Engagement).with_only_columns(*columns).where(*which)
    rows = db.session.execute(query.order_by(Engagement.id.desc()).limit(MOST)).all()
    over = [row[0] for row in rows if row[2] is not None]
    answers, fallen = _answers(over), _fallen(over)
    return {row[0]: _journey(row, answers.get(row[0], []), fallen.get(row[0], (0, 0))) for row in rows}


def _answers(engagement_ids: Iterable[UUID]) -> dict[UUID, list[Any]]:
    """The dated check-ins of the newest round of each engagement."""
    columns = (CheckIn.engagement_id, CheckIn.days, CheckIn.answered_at, CheckIn.down, CheckIn.round)
    query = scoped(CheckIn).where(CheckIn.engagement_id.in_(list(engagement_ids)), CheckIn.due_on.is_not(None))
    newest: dict[UUID, dict[int, Any]] = defaultdict(dict)
    for row in db.session.execute(query.with_only_columns(*columns).order_by(CheckIn.round)):
        newest[row.engagement_id][row.days] = row
    return {id: list(rows.values()) for id, rows in newest.items()}


def _fallen(engagement_ids: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many relapses, and how many of them were climbed back."""
    query = scoped(Relapse).where(Relapse.engagement_id.in_(list(engagement_ids)), Relapse.dropped_at.is_(None))
    counted = query.with_only_columns(Relapse.engagement_id, func.count(), func.count(Relapse.climbed_at))
    return {id: (fell, back) for id, fell, back in db.session.execute(counted.group_by(Relapse.engagement_id))}


def _journey(row: Any, answers: list[Any], fallen: tuple[int, int]) -> Journey:
    _, signed_at, handed_over_on, reached_on, *stages = row
    stood = {days: Stage[name.upper()] for days, name in zip((0, *DAYS), stages, strict=True) if name}
    return Journey(
        clock.day_of(signed_at) if signed_at else None, reached_on, handed_over_on, stood,
        frozenset(one.days for one in answers), frozenset(one.days for one in answers if one.answered_at),
        next((one.down for one in answers if one.days == DAY_90), 0), *fallen,
    )  # fmt: skip


class days_after(FunctionElement[Any]):  # noqa: N801
    """A day so many days after another: each engine says it in its own way."""

    type = Date()
    inherit_cache = True


@compiles(days_after, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    day, count = (compiler.process(one, **options) for one in element.clauses)
    return f"date({day}, {count} || ' days')"


@compiles(days_after)
def _elsewhere(element: Any, compiler: Any, **options: Any) -> str:
    day, count = (compiler.process(one, **options) for one in element.clauses)
    return f"({day} + {count})"


def _signed_at() -> Any:
    query = scoped(SignOff).with_only_columns(func.min(SignOff.at))
    return query.where(
        SignOff.workspace_id == Engagement.workspace_id, SignOff.subject_id == Engagement.id
    ).scalar_subquery()  # fmt: skip


def _reached_on() -> Any:
    """Spelt out, not as a parameter: an index of its own holds these days alone."""
    on = aliased(Snapshot)
    query = scoped(on).with_only_columns(func.min(on.day))
    top = literal(TOP.name.lower(), literal_execute=True)
    return query.where(
        on.workspace_id == Engagement.workspace_id, on.engagement_id == Engagement.id, on.stage == top,
        on.current.is_(True),
    ).scalar_subquery()  # fmt: skip


def _stage_on(days: int) -> Any:
    """The stage at the end of that day after the handover, or of the last day before it that is on record."""
    on = aliased(Snapshot)
    that_day = days_after(Engagement.handed_over_on, literal(days, Integer, literal_execute=True))
    query = scoped(on).with_only_columns(on.stage).where(
        on.workspace_id == Engagement.workspace_id, on.engagement_id == Engagement.id, on.day <= that_day,
        on.current.is_(True),
    )  # fmt: skip
    return query.order_by(on.day.desc()).limit(1).scalar_subquery()
