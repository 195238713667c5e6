"""The owner: whether he is there, and whether he reads what he signs."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from tracker.worklog.shares import OVERSIGHT, every_entry

from .seeing import WINDOW, clock, days_since, first_day, here, in_care, name_of, on, started_on, under_way
from .sighting import Proof, Severity, Sighting, World, raises_flag

# Absent owner: so many days without a signature, a look or a teach-back.
ABSENT_DAYS = 30
ABSENT_LONG_DAYS = 45
# Rubber stamp: so many signatures within so many seconds.
STAMPS = 5
STAMP_SECONDS = 600
MINUTE = 60
SIGNED = {
    "Revision": "A strategy section", "Phase": "A gate", "Engagement": "The charter", "DecisionRule": "A decision rule",
    "DeliverableVersion": "A deliverable", "PlanChange": "A change of the plan", "ScopeChange": "A change of the scope",
    "Waiver": "A waiver", "Rehearsal": "A rehearsal", "HandoverPack": "A pack",
}  # fmt: skip


@raises_flag("absent-owner", "Absent owner", "Twenty minutes of review with the owner.")
def owner_is_not_there(world: World) -> Iterator[Sighting]:
    if not under_way(world):
        return
    owners = _owners(world)
    acts = [
        *((row[0], "signature") for row in world.facts["signatures"] if row[2] in owners),
        *((day, "look at the work") for day, mode, _, who in every_entry(world.facts["work"])
          if mode == OVERSIGHT and who in owners),
        *((day, "teach-back") for day, who in _explained(world) if who in owners),
    ]  # fmt: skip
    day, what = max(acts, default=(started_on(world).isoformat(), "act, the start"))
    last = date.fromisoformat(day)
    days = days_since(world, last)
    if days >= ABSENT_DAYS:
        yield Sighting(
            "", " and ".join(name_of(world, who) for who in owners) or "Owner",
            Severity.HIGH if days >= ABSENT_LONG_DAYS else Severity.WARN,
            f"The owner has signed, looked at and explained nothing for {days} days, since {on(last)}.",
            (Proof(f"Last {what}", last, None, "engagements.feed", here(world)),),
        )  # fmt: skip


def _owners(world: World) -> list[str]:
    return [id for id, who in world.facts["people"].items() if who["role"] == "owner" and who["active"]]


@raises_flag("rubber-stamp", "Rubber stamp", "Ask for a teach-back, in the signer's own words.")
def signed_in_a_burst(world: World) -> Iterator[Sighting]:
    """Within the window, until the signer has explained something in his own words on a later day."""
    if not in_care(world):
        return
    rows = world.facts["signatures"]
    for signer in sorted({row[2] for row in rows}):
        explained = (day for day, who in _explained(world) if who == signer)
        since = max([first_day(world, WINDOW).isoformat(), *explained])
        burst = burst_of([row for row in rows if row[2] == signer and row[0] >= since])
        if burst:
            name = name_of(world, signer)
            yield Sighting(
                signer, name, Severity.WARN,
                f"{name} signed {len(burst)} times within {_span(burst[0][1] - burst[-1][1])} on"
                f" {on(date.fromisoformat(burst[-1][0]))}{reading(burst)}.",
                tuple(_stamp(world, row) for row in reversed(burst)),
            )  # fmt: skip


def _span(seconds: int) -> str:
    return "a minute" if seconds < MINUTE else f"{clock(seconds)} minutes"


def _explained(world: World) -> Iterable[Any]:
    """Day and person of every teach-back that was answered."""
    return ((day, who) for day, who, _ in world.facts["teach_backs"]["answered"])


def burst_of(rows: list[Any]) -> list[Any]:
    """Of one person's signatures, the newest first, the most within the seconds, of equally many the newest; empty
    where they are too few."""
    runs = ([row for row in rows if 0 <= last[1] - row[1] <= STAMP_SECONDS] for last in rows)
    burst = max(runs, key=len, default=[])
    return burst if len(burst) >= STAMPS else []


def reading(burst: list[Any]) -> str:
    """How long was read of how many words, where that is known; with a comma before it."""
    known = [(seconds, words) for *_, seconds, words in burst if seconds is not None and words is not None]
    if not known:
        return ""
    seconds, words = (sum(column) for column in zip(*known, strict=True))
    return f", with {clock(seconds)} minutes to read {words} words"


def _stamp(world: World, row: Any) -> Proof:
    day, _, signer, what, name, *_ = row
    words = f"{SIGNED.get(what, 'A text')}: {name}{reading([row])}"
    return Proof(words, date.fromisoformat(day), signer, "engagements.feed", here(world))
