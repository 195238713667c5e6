"""When an item is due: on a day, or so many days from the start or the planned end of a phase, moving with it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, update

from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.extension_points import reacts_to, when_clocks_start_again
from tracker.engagements.models import Engagement, Phase
from tracker.tenancy import scoped

from .models import OPEN, AssignmentRule, ItemProgress

FURTHEST = timedelta(days=2 * 366)
MOST_DAYS = 400
EDGES = {"start": "the start of", "end": "the planned end of"}
# The day of each edge of each phase: `training.start`, `training.end`, …
Edges = dict[str, date]


@dataclass(frozen=True, slots=True)
class Due:
    """`on` a day, or `days` (negative: before) from the edge `start`; all empty where there is no due date."""

    on: date | None = None
    start: str | None = None
    days: int | None = None

    def day(self, edges: Edges) -> date | None:
        if self.start is None or self.days is None:
            return self.on
        return edges[self.start] + timedelta(days=self.days) if self.start in edges else None


NO_DATE = Due()


def phases_in(engagement_id: UUID) -> list[Any]:
    """The phases in order as (kind, name, planned_end, starts_on); `starts_on` is the engagement's. One statement."""
    query = (
        scoped(Phase)
        .join(Engagement, (Engagement.workspace_id == Phase.workspace_id) & (Engagement.id == Phase.engagement_id))
        .where(Phase.engagement_id == engagement_id)
        .order_by(Phase.position)
        .with_only_columns(Phase.kind, Phase.name, Phase.planned_end, Engagement.starts_on)
    )
    return [*db.session.execute(query)]


def edges_among(phases: list[Any]) -> Edges:
    """A phase starts when the one before is planned to end, the first with the engagement."""
    found: Edges = {}
    start = phases[0].starts_on if phases else None
    for phase in phases:
        found[f"{phase.kind}.start"], found[f"{phase.kind}.end"] = start, phase.planned_end
        start = phase.planned_end
    return found


def edges_of(engagement_id: UUID) -> Edges:
    return edges_among(phases_in(engagement_id))


def edge_words(start: str, days: int, names: dict[str, str]) -> str:
    """`3 days after the start of Training`, `on the planned end of Handover`."""
    kind, _, edge = start.partition(".")
    where = f"{EDGES.get(edge, edge)} {names.get(kind, kind)}"
    if not days:
        return f"on {where}"
    count = f"{abs(days)} {'day' if abs(days) == 1 else 'days'}"
    return f"{count} {'after' if days > 0 else 'before'} {where}"


def check_due(due: Due, edges: Edges) -> date | None:
    """The day that `due` comes to now. Raises `Refused` for a day that has passed or is too far away."""
    if due.start is not None:
        if due.start not in edges or due.days is None or abs(due.days) > MOST_DAYS:
            raise Refused(f"Say how many days, at most {MOST_DAYS}, and from which phase.", "due_days")
        if due.on is not None:
            raise Refused("Choose a day, or days from a phase, not both.", "due_on")
    day, today, field = due.day(edges), clock.today(), "due_on" if due.start is None else "due_days"
    if day is not None and day < today:
        raise Refused("That day has passed.", field)
    if day is not None and day > today + FURTHEST:
        raise Refused("That is more than two years away.", field)
    return day


@reacts_to("phase", "gate", "plan", "scope")
def follow_phases(engagement_id: UUID, _events: list[Any]) -> None:
    """What is due from a phase moves with it, as long as it is not done."""
    open_from = (
        ItemProgress.engagement_id == engagement_id, ItemProgress.due_from.is_not(None), ItemProgress.state.in_(OPEN)
    )  # fmt: skip
    pairs = scoped(ItemProgress).where(*open_from).with_only_columns(ItemProgress.due_from, ItemProgress.due_days)
    found = db.session.execute(pairs.distinct()).all()
    edges = edges_of(engagement_id) if found else {}
    for start, days in found:
        day = Due(None, start, days).day(edges)
        if day is not None:
            _move(open_from, start, days, day)


def _move(open_from: tuple[Any, ...], start: str, days: int, day: date) -> None:
    db.session.execute(
        update(ItemProgress)
        .where(
            *open_from, ItemProgress.due_from == start, ItemProgress.due_days == days,
            or_(ItemProgress.due_on.is_(None), ItemProgress.due_on != day),
        )
        .values(due_on=day)
        .execution_options(synchronize_session=False)
    )  # fmt: skip


def start_again(engagement: Engagement, days: int) -> None:
    """After a pause, days that were fixed move by as many days as it lasted; what follows a phase moves with that."""
    fixed = (
        ItemProgress.engagement_id == engagement.id, ItemProgress.due_from.is_(None), ItemProgress.state.in_(OPEN),
        ItemProgress.due_on.is_not(None),
    )  # fmt: skip
    later = timedelta(days=days)
    found = scoped(ItemProgress).where(*fixed).with_only_columns(ItemProgress.due_on).distinct()
    # The latest first: a day that was moved must not be met again.
    for day in sorted(db.session.scalars(found), reverse=True):
        db.session.execute(
            update(ItemProgress).where(*fixed, ItemProgress.due_on == day).values(due_on=day + later)
            .execution_options(synchronize_session=False)
        )  # fmt: skip
    rules = scoped(AssignmentRule).where(
        AssignmentRule.engagement_id == engagement.id, AssignmentRule.ended_at.is_(None),
        AssignmentRule.due_on.is_not(None),
    )  # fmt: skip
    for rule in db.session.scalars(rules):
        rule.due_on += later


when_clocks_start_again.append(start_again)
