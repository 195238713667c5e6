"""How triggers read a world: who is whom, which gate was passed when, and which days count.

Where a rule speaks of days or weeks of work, paused days are left out. "After n days" holds on day n itself.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tracker.engagements.pausing import paused_days, running_days, spans_of, window_start

from .sighting import World

Row = dict[str, Any]

CLIENT = "client"
WINDOW = 56
WEEK = timedelta(days=7)
# How many weeks back the facts about hours reach.
WEEKS_KEPT = 8
OPEN_PHASE = {"active", "gate_review", "reopened"}
UNDER_WAY = {"active", "paused"}
IN_CARE = UNDER_WAY | {"handed_over"}


def under_way(world: World) -> bool:
    """The work towards the handover goes on, or rests."""
    return world.facts["engagement"]["state"] in UNDER_WAY


def in_care(world: World) -> bool:
    """Under way, or handed over and still looked after."""
    return world.facts["engagement"]["state"] in IN_CARE


def closed_on(world: World, kind: str) -> date | None:
    """The day on which the gate of a phase was passed, or the phase waived; None while it is open."""
    return next((day_of(phase["closed_on"]) for phase in world.facts["gates"] if phase["kind"] == kind), None)


def open_phase(world: World, *kinds: str) -> str:
    """The name of the last of the phases of these kinds that is open now; empty if none is."""
    names = [p["name"] for p in world.facts["gates"] if p["kind"] in kinds and p["state"] in OPEN_PHASE]
    return names[-1] if names else ""


def started_on(world: World) -> date:
    """The day of the charter's signature, before it the planned start."""
    engagement = world.facts["engagement"]
    return date.fromisoformat(engagement["charter_signed_on"] or engagement["starts_on"])


def days_since(world: World, day: date) -> int:
    """Running days from `day` to today."""
    return running_days(spans_of(world.facts), day, world.today)


def first_day(world: World, days: int) -> date:
    """The day that lies so many running days back."""
    return window_start(spans_of(world.facts), world.today, days)


def full_weeks(world: World, count: int) -> list[date]:
    """The Mondays of the last `count` weeks that are over and had no paused day, the newest first."""
    spans, monday = spans_of(world.facts), world.today - timedelta(days=world.today.weekday())
    back = [monday - WEEK * n for n in range(1, WEEKS_KEPT + 1)]
    return [week for week in back if not paused_days(spans, week, week + WEEK)][:count]


def activities(world: World) -> Iterator[Row]:
    """Those that apply."""
    return (row for row in world.facts["activities"] if not row["na"])


def own_people(world: World) -> set[str]:
    """The client's people who are there now."""
    return {id for id, who in world.facts["people"].items() if who["active"] and who["side"] == CLIENT}


def name_of(world: World, person: str | None) -> str:
    return world.facts["people"].get(person, {}).get("name", "somebody")


def here(world: World) -> dict[str, str]:
    """The values of a page of the engagement itself."""
    return {"id": world.facts["engagement"]["id"]}


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def on(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def percent(share: float) -> str:
    """With a tenth where it has one, so that 25.4% does not read as 25%."""
    return f"{100 * share:.1f}".removesuffix(".0") + "%"


def clock(sixtieths: int) -> str:
    """Minutes as `4:05` hours, or seconds as minutes: to the last one, so that 4:01 is not 4:00."""
    return f"{sixtieths // 60}:{sixtieths % 60:02}"


def several(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def sentence(parts: list[str]) -> str:
    """What was seen, one thing after the other."""
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."
