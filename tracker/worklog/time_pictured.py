"""Hours as their picture wants them, from what was read or from the fact slice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tracker.core.drawing.timing import Hours
from tracker.engagements.extension_points import Facts

from .time import monday
from .time_reading import TimeSeen, WeekOfTime, person_of, sums_of


def pictured(weeks: Iterable[WeekOfTime]) -> list[Hours]:
    return [Hours(week.monday, week.planned, week.used, week.ahead) for week in weeks]


def time_in(facts: Facts, today: date) -> TimeSeen:
    """What `time_reading.time_of` reads, from the facts alone: agreed plans and used minutes of the client's people."""
    kept = facts.get("time") or {"plans": [], "used": {}}
    plans: dict[str, list[_Planned]] = {}
    for row in kept["plans"]:
        if row["agreed"]:
            last = date.fromisoformat(row["last_week"]) if row["last_week"] else None
            plans.setdefault(row["person"], []).append(
                _Planned(row["hours"], date.fromisoformat(row["first_week"]), last)
            )
    people, this = facts["people"], monday(today)
    names = {id: people[id]["name"] for id in plans.keys() | kept["used"].keys() if _here(people.get(id))}
    seen = []
    for id in sorted(names, key=lambda id: (names[id], id)):
        used = {date.fromisoformat(week): minutes for week, minutes in kept["used"].get(id, [])}
        seen.append(person_of(UUID(id), names[id], plans.get(id, []), used, this))
    return TimeSeen(seen, sums_of(seen, this), [])


def _here(person: dict[str, Any] | None) -> bool:
    return person is not None and person["active"] and person["side"] == "client"


@dataclass(frozen=True, slots=True)
class _Planned:
    """A plan as the slice tells it."""

    hours: int
    first_week: date
    last_week: date | None

    def covers(self, week: date) -> bool:
        return self.first_week <= week and (self.last_week is None or week <= self.last_week)
