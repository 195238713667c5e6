"""All pictures of one engagement, read from what is stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.core.drawing.burn_down import Fan
from tracker.core.drawing.hands import Weeks
from tracker.core.drawing.responsibility import Access, Charge
from tracker.core.drawing.skills import Skill
from tracker.core.drawing.timing import Hours
from tracker.core.prepared import prepared
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped
from tracker.toolkit.access_pictured import access_pictured
from tracker.training.matrix import matrix_of
from tracker.training.pictured import EVERYBODY, pictured
from tracker.training.sight import Anybody
from tracker.worklog import time_pictured

from .burn_down import Stretch, stretches
from .burn_down_pages import fan_of
from .display import standing_of
from .models import Snapshot
from .picturing import COLUMNS, Told, charges_in, days_asked, hands_in, pillars_in, told

# Days of the line: more than two years are not looked at, and so many points are drawn.
MOST_DAYS, MOST_POINTS = 800, 40


@dataclass(frozen=True, slots=True)
class Album:
    """What each drawing is handed. `line` is empty on the first day, which is no line yet; `squeezed` are
    sentences about people whose hours do not hold."""

    began: date
    today: date
    line: list[dict[str, Any]]
    events: list[Told]
    steps: list[Stretch]
    fan: Fan | None
    pillars: list[tuple[str, float, float]]
    hands: list[Weeks]
    charges: list[Charge]
    access: list[Access]
    skills: list[Skill]
    people: list[str]
    weeks: list[Hours]
    squeezed: list[str]


def album_of(engagement: Engagement, member: Membership | Anybody, practice: str) -> Album | None:
    """Five statements; None before anything is known. Of a day reckoned by two formulas the newer one counts."""
    facts = facts_of(engagement.id)
    days = list({row.day: row for row in reversed(db.session.execute(*_line(engagement.id)).all())}.values())
    if not facts or not days:
        return None
    began, last = days[0].day, days[-1].day
    rows = {row.day: row for row in db.session.execute(*_days(engagement.id, [began, last, *days_asked(last)]))}
    skills, people = pictured(matrix_of(facts, member, 0, EVERYBODY))
    time = time_pictured.time_in(facts, clock.today())
    return Album(
        began=began, today=last,
        line=_thinned(days), events=told(facts, [(row.day, row.causes) for row in days]),
        steps=stretches([row for row in days if row.steps_left is not None], last),
        fan=fan_of(standing_of(engagement.id), engagement), pillars=pillars_in(rows[began], rows[last]),
        hands=hands_in({row.day: row.delivered for row in rows.values()}, last),
        charges=charges_in(facts, practice), access=access_pictured(engagement.id), skills=skills, people=people,
        weeks=time_pictured.pictured(time.weeks), squeezed=[one.said for one in time.people if one.said],
    )  # fmt: skip


def _thinned(days: list[Any]) -> list[dict[str, Any]]:
    """The first, the last, and evenly so many between; empty for a single day, which is no line."""
    every = max(1, -(-len(days) // MOST_POINTS))
    kept = [row for place, row in enumerate(days) if place % every == 0 or place == len(days) - 1]
    return [{"on": row.day, "value": row.value} for row in kept] if len(kept) > 1 else []


@prepared
def _line(engagement_id: UUID) -> Select[Any]:
    return (
        scoped(Snapshot)
        .with_only_columns(
            Snapshot.day, Snapshot.value, Snapshot.causes, Snapshot.steps_left, Snapshot.steps_done,
            Snapshot.steps_lost, Snapshot.steps_added,
        )
        .where(Snapshot.engagement_id == engagement_id)
        .order_by(Snapshot.day.desc(), Snapshot.formula_version.desc())
        .limit(MOST_DAYS)
    )  # fmt: skip


@prepared
def _days(engagement_id: UUID, days: list[date]) -> Select[Any]:
    columns = (Snapshot.day, Snapshot.delivered, *(getattr(Snapshot, name) for name in COLUMNS.values()))
    return (
        scoped(Snapshot)
        .with_only_columns(*columns)
        .where(Snapshot.engagement_id == engagement_id, Snapshot.day.in_(days))
        .order_by(Snapshot.day, Snapshot.formula_version)
    )
