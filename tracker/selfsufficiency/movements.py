"""What moved the index lately: people, time, or a change of what is required, each told apart."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tracker.core.database import db
from tracker.tenancy import scoped

from .days import MORE_HAPPENED, PEOPLE, TIME, TIME_PASSED
from .models import Snapshot

DAYS_LOOKED_AT = 30
MOST = 12
DUST = 0.05
WORDS = {"time": "Time alone", "scope": "Scope", "people": "People", "regression": "Regression"}


@dataclass(frozen=True, slots=True)
class Movement:
    """`points` up or down on `day`; `kind` is people, time, scope or regression."""

    day: date
    kind: str
    what: str
    who: str
    points: float

    @property
    def word(self) -> str:
        return WORDS[self.kind]


def movements(engagement_id: UUID) -> list[Movement]:
    """The newest first, of the last days on which anything was reckoned. One statement."""
    query = scoped(Snapshot).with_only_columns(Snapshot.day, Snapshot.causes)
    query = query.where(Snapshot.engagement_id == engagement_id).order_by(Snapshot.day.desc()).limit(DAYS_LOOKED_AT)
    found = [_movement(day, cause) for day, causes in db.session.execute(query) for cause in reversed(causes)]
    return [one for one in found if abs(one.points) >= DUST][:MOST]


def _movement(day: date, cause: list[Any]) -> Movement:
    verb, subject, actor, points, *more = cause
    kind = more[0] if more else PEOPLE
    if verb == TIME_PASSED:
        return Movement(day, TIME, "Skills and proofs grew older", "", points)
    if verb == MORE_HAPPENED:
        return Movement(day, kind, "More on the same day", "", points)
    noun, _, did = verb.replace("_", " ").partition(".")
    return Movement(day, kind, f"{subject}: {noun} {did}", actor, points)
