"""The standing of an engagement as the index panel of a page wants it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from tracker.core.database import db
from tracker.core.prepared import prepared
from tracker.tenancy import scoped

from .doubts import Doubt, doubts_of, figures_of
from .formula import PILLARS
from .models import Snapshot, Standing
from .stages import MINIMA, Stage
from .words import stage_of

COLUMNS = {"S": "strategy", "T": "tools", "R": "responsibility", "P": "practice", "Z": "resilience"}


@dataclass(frozen=True, slots=True)
class Bar:
    key: str
    name: str
    value: float
    least: float | None


@dataclass(frozen=True, slots=True)
class IndexShown:
    """Everything the panel says; see `templates/components/index.html`."""

    value: float
    stage: str
    stage_number: int
    change: str
    next: str
    bars: list[Bar]
    doubts: list[Doubt]
    weekly: list[float]


def shown(standing: Standing | None) -> IndexShown | None:
    if standing is None:
        return None
    stage = stage_of(standing.stage)
    following = stage.following
    least = MINIMA.get(following, {}) if following else MINIMA[Stage.SELF_SUFFICIENT]
    bars = [Bar(key, name, getattr(standing, COLUMNS[key]), least.get(key)) for key, name in PILLARS.items()]
    return IndexShown(
        value=standing.value,
        stage=stage.label,
        stage_number=int(stage),
        change=change_words(standing.weekly),
        next=next_words(following, bars),
        bars=bars,
        doubts=doubts_of(figures_of(standing)),
        weekly=[week[1] for week in standing.weekly],
    )


def pillars_of_standing(standing: Standing) -> dict[str, float]:
    return {key: getattr(standing, name) for key, name in COLUMNS.items()}


def change_words(weekly: list[Any]) -> str:
    """“up 9 in four weeks”; empty without four weeks of history."""
    if len(weekly) < 2:
        return ""
    now, then = weekly[-1], weekly[-min(5, len(weekly))]
    weeks = round((date.fromisoformat(now[0]) - date.fromisoformat(then[0])).days / 7)
    moved = int(now[1]) - int(then[1])
    span = "a week" if weeks == 1 else f"{_number(weeks)} weeks"
    if moved == 0:
        return f"unchanged in {span}"
    return f"{'up' if moved > 0 else 'down'} {abs(moved)} in {span}"


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[count] if count < len(words) else str(count)


def next_words(following: Stage | None, bars: list[Bar]) -> str:
    if following is None:
        return "Self-sufficient: keep it so."
    said = f"Next: {following.label}, from {following.starts_at}."
    marks = [bar for bar in bars if bar.least is not None]
    short = [bar for bar in marks if bar.value < bar.least - 1e-9]
    if not marks:
        return said
    if not short:
        return f"{said} Every bar that has a mark has reached it."
    return (
        f"{said} Each bar must also reach its mark: {_number(len(short))} {'is' if len(short) == 1 else 'are'} short."
    )


def standing_of(engagement_id: UUID) -> Standing | None:
    """The standing of one engagement. One statement."""
    return db.session.scalar(*_standing(engagement_id))


@prepared
def _standing(engagement_id: UUID) -> Any:
    return scoped(Standing).where(Standing.engagement_id == engagement_id)


def history_of(engagement_id: UUID, since: date, today: date, most: int = 60) -> list[tuple[date, float]]:
    """Kept values since `since`, thinned to at most about `most` points that always hold the first and the last."""
    days = _days(engagement_id, since - timedelta(days=1), today)
    rows = [(day, value) for day, value in db.session.execute(*days)]
    every = max(1, -(-len(rows) // most))
    return [row for place, row in enumerate(rows) if place % every == 0 or place == len(rows) - 1]


@prepared
def _days(engagement_id: UUID, since: date, until: date) -> Select[Any]:
    return (
        scoped(Snapshot)
        .with_only_columns(Snapshot.day, Snapshot.value)
        .where(Snapshot.engagement_id == engagement_id, Snapshot.current, Snapshot.day >= since, Snapshot.day <= until)
        .order_by(Snapshot.day)
    )
