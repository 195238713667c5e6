"""What moved the index: people, time, a change of what is required, or a regression, each told apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.audit import AuditEvent
from tracker.core.database import db
from tracker.engagements.telling import tell
from tracker.tenancy import scoped

from .days import FACTS_READ, MORE_HAPPENED, PEOPLE, TIME_PASSED, Cause
from .models import Snapshot
from .words import AGED, LEFT_BEHIND

DAYS_LOOKED_AT = 30
MOST = 12
DUST = 0.05
WORDS = {"people": "People", "scope": "Scope", "regression": "Regression", "time": "Time alone"}
# Points beside somebody's name in one skill would tell at which level she is.
OF_SKILLS = {"competency", "item"}
SKILLS = "Training and skills"
_OWN_WORDS = {
    TIME_PASSED: AGED,
    FACTS_READ: "Baton was updated and read the evidence anew",
    MORE_HAPPENED: "More on the same day",
}


@dataclass(frozen=True, slots=True)
class Movement:
    """`points` up or down on `day`; `kind` is people, time, scope or regression. `event` is empty where nobody acted,
    or where it is not told which act it was; `subject` is what was acted on, by its model's name and id."""

    day: date
    kind: str
    what: str
    who: str
    points: float
    event: str = ""
    subject: tuple[str, UUID] | None = None

    @property
    def word(self) -> str:
        return WORDS[self.kind]


def movements(engagement_id: UUID) -> list[Movement]:
    """The newest first, of the last days on which anything was reckoned. One statement."""
    query = scoped(Snapshot).with_only_columns(Snapshot.day, Snapshot.causes)
    query = query.where(Snapshot.engagement_id == engagement_id, Snapshot.current)
    query = query.order_by(Snapshot.day.desc()).limit(DAYS_LOOKED_AT)
    found = [moved_by(day, cause) for day, causes in db.session.execute(query) for cause in reversed(causes)]
    return [one for one in found if abs(one.points) >= DUST][:MOST]


def moved_by(day: date, cause: Cause) -> Movement:
    """The movement as its cause alone tells it."""
    verb, subject, actor, points, *more = cause
    kind = more[0] if more else PEOPLE
    if verb == TIME_PASSED and points > 0:
        return Movement(day, kind, LEFT_BEHIND, "", points)
    if verb in _OWN_WORDS:
        return Movement(day, kind, _OWN_WORDS[verb], "", points)
    noun, _, did = verb.replace("_", " ").partition(".")
    return Movement(day, kind, f"{subject}: {noun} {did}", actor, points, more[1] if more[1:] else "")


def told(day: date, causes: Iterable[Cause], events: Mapping[str, AuditEvent]) -> list[Movement]:
    """The movements of a day in its order, as the record tells them; what somebody showed in skills stands together."""
    found: list[Movement] = []
    skills: dict[str, float] = {}
    for cause in causes:
        if cause[0].partition(".")[0] in OF_SKILLS:
            kind = cause[4] if cause[4:] else PEOPLE
            skills[kind] = skills.get(kind, 0.0) + cause[3]
            continue
        found.append(_as_recorded(moved_by(day, cause), events))
    return [*found, *(Movement(day, kind, SKILLS, "", round(points, 4)) for kind, points in skills.items())]


def _as_recorded(one: Movement, events: Mapping[str, AuditEvent]) -> Movement:
    event = events.get(one.event)
    if event is None:
        return one
    subject = (event.subject_type, event.subject_id)
    return Movement(one.day, one.kind, tell(event).sentence, one.who, one.points, one.event, subject)


def by_kind(causes: Iterable[Cause]) -> dict[str, float]:
    """Points by kind, in the order of `WORDS`; kinds that moved nothing are left out."""
    sums = dict.fromkeys(WORDS, 0.0)
    for cause in causes:
        sums[cause[4] if cause[4:] else PEOPLE] += cause[3]
    return {kind: points for kind, points in sums.items() if points}


def events_behind(causes: Iterable[Cause]) -> dict[str, AuditEvent]:
    """The events of causes by their ids. One statement, or none."""
    ids = [UUID(cause[5]) for cause in causes if cause[5:] and cause[5]]
    if not ids:
        return {}
    return {str(event.id): event for event in db.session.scalars(scoped(AuditEvent).where(AuditEvent.id.in_(ids)))}
