"""How well the practice makes itself unnecessary: the practice's own figures, of all its engagements, naming none.

Pure but for `journeys`, which reads what is stored in one statement. Until clients answer check-ins, how they kept
going is told by the index on the days on which a check-in is due; an answer would come before it, in `Journey.stood`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from typing import Any

from sqlalchemy import Date, Integer, func, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import FunctionElement

from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Engagement, EngagementState, SignOff
from tracker.selfsufficiency.models import Snapshot
from tracker.selfsufficiency.stages import Stage
from tracker.tenancy import scoped

CHECK_DAYS = (30, 60, 90, 180, 365)
DAY = 90
# Below this a figure would be chance, and might tell of one client.
FEWEST = 5
MOST = 10_000
BEGUN = (EngagementState.PROSPECT, EngagementState.AGREED, EngagementState.DECLINED)
TOP = Stage.SELF_SUFFICIENT


@dataclass(frozen=True, slots=True)
class Journey:
    """One engagement from its charter on: the days on which it was signed, reached the top stage and was handed over,
    and the stage that it `stood` on: on the day of the handover (0) and so many days later."""

    signed_on: date | None
    reached_on: date | None
    handed_over_on: date | None
    stood: dict[int, Stage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the card. `count` is how many engagements it rests on; below `FEWEST` there is nothing to say."""

    name: str
    says: str
    count: int
    about: str

    @property
    def tellable(self) -> bool:
        return self.count >= FEWEST


def scorecard(found: Iterable[Journey], today: date) -> list[Figure]:
    found = list(found)
    return [
        _time("From charter to handover", [_days(one.signed_on, one.handed_over_on) for one in found],
              "Signed charter to accepted handover. Half of the engagements took less, half more."),
        _time("From charter to Self-sufficient", [_days(one.signed_on, one.reached_on) for one in found],
              "Signed charter to the first day on that stage, whether or not it lasted."),
        _independent(found, today),
        _relapses(found, today),
    ]  # fmt: skip


def _days(start: date | None, end: date | None) -> int | None:
    return (end - start).days if start and end and end >= start else None


def _time(name: str, spans: list[int | None], about: str) -> Figure:
    known = sorted(days for days in spans if days is not None)
    if len(known) < FEWEST:
        return Figure(name, "", len(known), about)
    quarter = len(known) // 4
    low, high = known[quarter], known[-quarter - 1]
    says = f"{median(known):.0f} days, half of them between {low} and {high}"
    return Figure(name, says, len(known), about)


def _independent(found: list[Journey], today: date) -> Figure:
    """Only those count of which day 90 has come."""
    come = [one.stood[DAY] for one in found if _come(one, DAY, today) and DAY in one.stood]
    independent = sum(stage == TOP for stage in come)
    return Figure(
        f"Independent {DAY} days after the handover", _part(independent, len(come)), len(come),
        "On stage Self-sufficient on that day: an index of 80 or more with no pillar short.",
    )  # fmt: skip


def _relapses(found: list[Journey], today: date) -> Figure:
    looked = [one for one in found if 0 in one.stood and any(_looked_at(one, today))]
    fell = sum(any(stage < one.stood[0] for stage in _looked_at(one, today)) for one in looked)
    return Figure(
        "Fell back after the handover", _part(fell, len(looked)), len(looked),
        "On a lower stage than at the handover, on day 30, 60, 90, 180 or 365 after it.",
    )  # fmt: skip


def _looked_at(one: Journey, today: date) -> list[Stage]:
    return [one.stood[day] for day in CHECK_DAYS if day in one.stood and _come(one, day, today)]


def _come(one: Journey, days: int, today: date) -> bool:
    return one.handed_over_on is not None and one.handed_over_on + timedelta(days=days) <= today


def _part(count: int, of: int) -> str:
    return f"{count} of {of}, {round(100 * count / of)}%" if of >= FEWEST else ""


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


def journeys() -> list[Journey]:
    """Every engagement of the workspace whose charter was signed, the newest `MOST`. One statement."""
    columns = [_signed_at(), Engagement.handed_over_on, _reached_on(), *(_stage_on(days) for days in (0, *CHECK_DAYS))]
    query = scoped(Engagement).with_only_columns(*columns).where(Engagement.state.not_in(BEGUN))
    return [_journey(*row) for row in db.session.execute(query.order_by(Engagement.id.desc()).limit(MOST))]


def _journey(signed_at: Any, handed_over_on: date | None, reached_on: date | None, *stages: str | None) -> Journey:
    stood = {days: Stage[name.upper()] for days, name in zip((0, *CHECK_DAYS), stages, strict=True) if name}
    return Journey(clock.day_of(signed_at) if signed_at else None, reached_on, handed_over_on, stood)


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
