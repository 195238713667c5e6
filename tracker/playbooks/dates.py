"""A playbook's relative dates laid out from a day on: when phases begin and end, and what is due by then."""

from dataclasses import dataclass
from datetime import date, timedelta

from .drafting import Draft
from .parts import PARTS, title_of


@dataclass(frozen=True, slots=True)
class Span:
    """A phase from its first day to the day of its gate; `rungs` are those that activities should have reached."""

    name: str
    begins: date
    ends: date
    weeks: int
    deliverables: tuple[str, ...]
    criteria: tuple[str, ...]
    rungs: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls on one day."""

    on: date
    name: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    spans: tuple[Span, ...]
    check_ins: tuple[Due, ...]

    @property
    def handover(self) -> date:
        return self.spans[-1].ends


def calendar_of(draft: Draft, start: date) -> Calendar:
    """From `start` on; a phase without a length takes no time."""
    spans, begins = [], start
    for place, phase in enumerate(draft["phases"]):
        ends = begins + timedelta(weeks=phase["weeks"] or 0)
        spans.append(
            Span(
                title_of(PARTS["phases"], phase), begins, ends, phase["weeks"] or 0,
                tuple(one["name"] for one in phase["deliverables"]),
                tuple(one["text"] for one in phase["exit_criteria"]), _rungs(draft, place),
            )  # fmt: skip
        )
        begins = ends
    check_ins = tuple(
        Due(begins + timedelta(days=one["day"]), f"Check-in after {one['day']} days", tuple(one["questions"]))
        for one in draft["check_ins"]
    )
    return Calendar(tuple(spans), check_ins)


def _rungs(draft: Draft, place: int) -> tuple[tuple[str, int], ...]:
    """Only where an activity has to rise since the gate before."""
    found = []
    for activity in draft["activities"]:
        rungs = activity["rungs"]
        if len(rungs) > place and (place == 0 or rungs[place] != rungs[place - 1]):
            found.append((title_of(PARTS["activities"], activity), rungs[place]))
    return tuple(found)
