"""Who answers and who has the hours: no owner, no champion or no protected time, too little time."""

from collections.abc import Iterator
from datetime import date

from tracker.worklog.shares import OVERSIGHT, amounts

from .seeing import (
    WINDOW,
    Row,
    activities,
    clock,
    closed_on,
    first_day,
    full_weeks,
    here,
    in_care,
    name_of,
    on,
    own_people,
    percent,
    under_way,
)
from .sighting import Proof, Severity, Sighting, World, raises_flag

# Protected time: under half of the plan in each of three weeks.
SPARED_UNDER = 0.50
SPARED_WEEKS = 3
# Time squeeze: over 125% of the plan in three of four weeks.
SQUEEZED_OVER = 1.25
SQUEEZED_LEAST = 3
SQUEEZED_OF = 4
MINUTES = 60


@raises_flag("no-owner", "No owner", "Name somebody who accepts it.")
def nobody_answers(world: World) -> Iterator[Sighting]:
    """An activity runs once the Strategy gate was passed, once work is logged, or once somebody outside does it."""
    if not in_care(world):
        return
    settled = closed_on(world, "strategy") is not None
    answering = {one.id: one.accountability for one in world.inputs.activities}
    for row in activities(world):
        outside = row["doer"]["kind"] == "provider"
        if answering[row["id"]] or not (settled or outside or _worked(world, row)):
            continue
        grave = row["critical"] or outside
        why = "is critical" if row["critical"] else f"is done by {row['doer']['provider_name']}"
        yield Sighting(
            row["id"], row["name"], Severity.CRITICAL if grave else Severity.HIGH,
            f"Nobody at the client answers for {row['name']}" + (f", which {why}." if grave else "."),
            (Proof(_who_was(world, row), None, None, "responsibilities.activity", {"id": row["id"]}),),
        )  # fmt: skip


def _worked(world: World, row: Row) -> bool:
    log = world.facts["work"].get(row["id"], ())
    return any(mode != OVERSIGHT for mode in amounts(log, first_day(world, WINDOW), world.today))


def _who_was(world: World, row: Row) -> str:
    held = row["accountable"]
    return f"{name_of(world, held['person'])} answered for it and has left" if held else "Nobody is named"


@raises_flag("no-champion", "No champion or no protected time", "Reassign the part, or shrink the scope.")
def nobody_has_the_time(world: World) -> Iterator[Sighting]:
    if not under_way(world):
        return
    own = own_people(world)
    named = world.facts["engagement"]["champions"]
    if not any(one["accepted"] and one["person"] in own for one in named):
        yield Sighting(
            "", "Champion", Severity.HIGH, f"No champion inside the company has accepted; {len(named)} named.",
            tuple(
                Proof(f"{name_of(world, one['person'])} is named and "
                      f"{'has not accepted' if one['person'] in own else 'has left'}", None, one["person"],
                      "engagements.team", here(world))
                for one in named
            ),
        )  # fmt: skip
    for person in sorted(own):
        weeks = _weeks(world, person, SPARED_WEEKS)
        if len(weeks) == SPARED_WEEKS and all(used < SPARED_UNDER * planned for _, planned, used in weeks):
            yield _hours(
                world, person, weeks, Severity.HIGH,
                f"{name_of(world, person)} used less than half of the protected hours in each of the last"
                f" {SPARED_WEEKS} weeks",
            )  # fmt: skip


@raises_flag("time-squeeze", "Time squeeze", "Cut the work, or staff it.")
def more_than_was_planned(world: World) -> Iterator[Sighting]:
    if not under_way(world):
        return
    for person in sorted(own_people(world)):
        weeks = _weeks(world, person, SQUEEZED_OF)
        over = [week for week in weeks if week[2] > SQUEEZED_OVER * week[1]]
        if len(over) >= SQUEEZED_LEAST:
            yield _hours(
                world, person, weeks, Severity.WARN,
                f"{name_of(world, person)} used more than {percent(SQUEEZED_OVER)} of the plan in {len(over)} of"
                f" {len(weeks)} weeks",
            )  # fmt: skip


Week = tuple[date, int, int]


def _weeks(world: World, person: str, count: int) -> list[Week]:
    """Monday, planned and used minutes of the last full weeks for which she has agreed to hours, the newest first."""
    used = dict(world.facts["time"]["used"].get(person, ()))
    weeks = [(monday, _planned(world, person, monday.isoformat())) for monday in full_weeks(world, count)]
    return [(monday, minutes, used.get(monday.isoformat(), 0)) for monday, minutes in weeks if minutes]


def _planned(world: World, person: str, monday: str) -> int:
    """The newest agreed plan that covers the week holds; plans come the newest first."""
    for plan in world.facts["time"]["plans"]:
        covers = plan["first_week"] <= monday and (plan["last_week"] is None or monday <= plan["last_week"])
        if plan["person"] == person and plan["agreed"] and covers:
            return int(plan["hours"] * MINUTES)
    return 0


def _hours(world: World, person: str, weeks: list[Week], severity: Severity, says: str) -> Sighting:
    figures = ", ".join(f"{clock(used)} of {clock(planned)}" for _, planned, used in weeks)
    return Sighting(
        person, name_of(world, person), severity, f"{says}: {figures} hours.",
        tuple(
            Proof(f"{clock(used)} of {clock(planned)} hours in the week of {on(monday)}", monday, person,
                  "worklog.time_plan", here(world))
            for monday, planned, used in weeks
        ),
    )  # fmt: skip
