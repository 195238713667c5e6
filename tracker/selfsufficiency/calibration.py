"""How often reality was as soon as a forecast had said: what it takes to believe the next one.

A forecast's end is known once its engagement was handed over or had no step left, and also once its 85% day went by
without either: then reality was later. What still runs within its range is not known and not counted. Forecasts of one
engagement resemble each other, so that nothing is said before several engagements are known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_

from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped

from .models import Forecast, Standing

LOOKED_BACK = timedelta(days=730)
LEAST_FORECASTS, LEAST_ENGAGEMENTS = 20, 5
PROMISED = {"even": 0.5, "likely": 0.85, "safe": 0.95}
# How far ahead the even chance lay, in weeks.
HORIZONS = ((4, "Up to 4 weeks ahead"), (12, "5 to 12 weeks ahead"), (26, "13 to 26 weeks ahead"))
BEYOND = "More than 26 weeks ahead"


@dataclass(frozen=True, slots=True)
class Tally:
    """Forecasts whose end is known: how many said a day of each kind, and by how many of these it was over."""

    name: str
    forecasts: int
    engagements: int
    said: dict[str, int]
    kept: dict[str, int]

    def share(self, chance: str) -> float | None:
        """0 to 1; None where nothing was said."""
        return self.kept[chance] / self.said[chance] if self.said[chance] else None

    @property
    def enough(self) -> bool:
        return self.forecasts >= LEAST_FORECASTS and self.engagements >= LEAST_ENGAGEMENTS


@dataclass(frozen=True, slots=True)
class Calibration:
    """`every` forecast of the practice together, and by how far it looked ahead. `dateless`: forecasts that named no
    day for engagements that did end."""

    every: Tally
    horizons: tuple[Tally, ...]
    dateless: int


def calibration(today: date) -> Calibration:
    """Of the forecasts of the last two years in the workspace at hand. Two statements, whatever their number."""
    rows = [_tally(row) for row in db.session.execute(_query(today, by_horizon=True))]
    (every,) = db.session.execute(_query(today, by_horizon=False))
    found = {tally.name: tally for tally in rows}
    names = [name for _, name in HORIZONS] + [BEYOND]
    return Calibration(_tally(every), tuple(found[name] for name in names if name in found), every.dateless or 0)


def ended() -> ColumnElement[Any]:
    """The first day after a forecast on which no step was left or the engagement was handed over; else null."""
    done = case((Standing.done_on >= Forecast.day, Standing.done_on))
    handed = case((Engagement.handed_over_on >= Forecast.day, Engagement.handed_over_on))
    return case((and_(done.is_not(None), or_(handed.is_(None), done <= handed)), done), else_=handed)


def _query(today: date, *, by_horizon: bool) -> Any:
    end = ended()
    dated = Forecast.even.is_not(None)
    known = or_(end.is_not(None), Forecast.likely < today)
    columns = [
        func.count(case((dated, 1))).label("forecasts"),
        func.count(case((dated, Forecast.engagement_id)).distinct()).label("engagements"),
        func.count(case((Forecast.even.is_(None), 1))).label("dateless"),
    ]
    for chance in PROMISED:
        day = getattr(Forecast, chance)
        # A day that is still to come says nothing yet of an engagement that still runs.
        columns.append(func.count(case((and_(day.is_not(None), or_(end.is_not(None), day < today)), 1))).label(chance))
        columns.append(func.count(case((end <= day, 1))).label(f"{chance}_kept"))
    query = (
        scoped(Forecast)
        .join(
            Engagement,
            and_(Engagement.workspace_id == Forecast.workspace_id, Engagement.id == Forecast.engagement_id),
        )
        .join(
            Standing,
            and_(Standing.workspace_id == Forecast.workspace_id, Standing.engagement_id == Forecast.engagement_id),
        )
        .where(Forecast.day >= today - LOOKED_BACK, known)
    )
    if not by_horizon:
        return query.with_only_columns(*columns)
    horizon = _horizon().label("horizon")
    return query.where(dated).with_only_columns(horizon, *columns).group_by(horizon)


def _horizon() -> ColumnElement[str]:
    return case(*((Forecast.even_weeks <= most, name) for most, name in HORIZONS), else_=BEYOND)


def _tally(row: Any) -> Tally:
    told = row._mapping
    return Tally(
        name=told.get("horizon", ""),
        forecasts=row.forecasts,
        engagements=row.engagements,
        said={chance: told[chance] for chance in PROMISED},
        kept={chance: told[f"{chance}_kept"] for chance in PROMISED},
    )


def verdict(tally: Tally) -> str:
    """One honest sentence."""
    if not tally.enough:
        return (
            f"Too few to say: the end of {_counted(tally.forecasts, 'forecast')} of"
            f" {_counted(tally.engagements, 'engagement')} is known, and it takes"
            f" {_counted(LEAST_FORECASTS, 'forecast')} of {_counted(LEAST_ENGAGEMENTS, 'engagement')}."
        )
    likely, even = tally.share("likely"), tally.share("even")
    if likely is None or even is None:
        return "Nothing to say: no forecast named an 85% day."
    return (
        f"Reality was as soon as the 85% day in {likely:.0%} of forecasts and as soon as the even chance in {even:.0%}."
        f" {_how(likely)}"
    )


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _how(likely: float) -> str:
    off = likely - PROMISED["likely"]
    if abs(off) <= 0.05:
        return "That is about what they promise."
    return "They promise too much: things take longer." if off < 0 else "They promise too little: things go faster."


def columns(tally: Tally) -> Sequence[tuple[str, float, float | None]]:
    """What was promised and what came of it, for the picture: (words, promised, share)."""
    words = {"even": "Even chance", "likely": "85%", "safe": "95%"}
    return [(words[chance], promised, tally.share(chance)) for chance, promised in PROMISED.items()]
