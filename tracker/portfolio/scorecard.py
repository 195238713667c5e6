"""How well the practice makes itself unnecessary: the practice's own figures, of all its engagements, naming none.

Pure. What clients answered at check-ins comes before what the index says: where a check-in was due and nobody answered,
nothing is shown to have lasted. The index alone is asked only of handovers from before there were check-ins.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from tracker.handover.lasting import TOP, Journey, come, journeys
from tracker.handover.models.check_in import DAYS as CHECK_DAYS
from tracker.handover.models.check_in import LATE
from tracker.selfsufficiency.stages import Stage

__all__ = ["CHECK_DAYS", "FEWEST", "Figure", "Journey", "journeys", "scorecard"]

DAY = 90
# Below this a figure would be chance, and might tell of one client.
FEWEST = 5


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
        _fell_back(found, today),
        _climbed_back(found),
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
    """Only those count whose check-in of day 90 was answered or is a week late, so that it can be answered no more in
    time."""
    come_to_it = [lasted for one in found if (lasted := _lasted(one, today)) is not None]
    return Figure(
        f"Independent {DAY} days after the handover", _part(sum(come_to_it), len(come_to_it)), len(come_to_it),
        "The client answered the check-in of that day, nothing that had fallen back was still down, and the stage was"
        " Self-sufficient. A check-in that nobody answered within a week counts as not shown.",
    )  # fmt: skip


def _lasted(one: Journey, today: date) -> bool | None:
    """Whether an engagement was independent on day 90; None as long as it cannot be said."""
    if DAY in one.answered and DAY in one.stood:
        return one.down_at_90 == 0 and one.stood[DAY] == TOP
    if DAY in one.dated:
        return False if come(one, DAY + LATE.days, today) else None
    return one.stood[DAY] == TOP if come(one, DAY, today) and DAY in one.stood else None


def _fell_back(found: list[Journey], today: date) -> Figure:
    looked = [one for one in found if one.answered or (0 in one.stood and any(_looked_at(one, today)))]
    fell = sum(one.relapses > 0 or any(stage < one.stood[0] for stage in _looked_at(one, today)) for one in looked)
    return Figure(
        "Fell back after the handover", _part(fell, len(looked)), len(looked),
        "At a check-in the client said that somebody outside helps with a critical activity again, or does it; or it"
        " was on a lower stage than at the handover, on day 30, 60, 90, 180 or 365 after it.",
    )  # fmt: skip


def _climbed_back(found: list[Journey]) -> Figure:
    fallen = [one for one in found if one.relapses]
    says = ""
    if len(fallen) >= FEWEST:
        relapses, climbed = sum(one.relapses for one in fallen), sum(one.climbed for one in fallen)
        says = f"{climbed} of {relapses} activities, {round(100 * climbed / relapses)}%"
    return Figure(
        "Climbed back", says, len(fallen),
        "Of the activities that fell back at a check-in: those that stand on the rung again from which they fell.",
    )  # fmt: skip


def _looked_at(one: Journey, today: date) -> list[Stage]:
    if 0 not in one.stood:
        return []
    return [one.stood[day] for day in CHECK_DAYS if day in one.stood and come(one, day, today)]


def _part(count: int, of: int) -> str:
    return f"{count} of {of}, {round(100 * count / of)}%" if of >= FEWEST else ""
