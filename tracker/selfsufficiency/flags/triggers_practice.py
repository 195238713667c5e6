"""The practice that stays: its share does not fall, it is written into the end, it lingers after the handover."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from tracker.worklog.models import Mode
from tracker.worklog.modes import DONE
from tracker.worklog.shares import OVERSIGHT, PRACTICE_PART, amounts, practice_share

from .seeing import (
    Row,
    activities,
    closed_on,
    day_of,
    days_since,
    first_day,
    in_care,
    name_of,
    on,
    open_phase,
    percent,
    several,
    under_way,
)
from .sighting import Proof, Severity, Sighting, World, raises_flag

# Guru guard, share: more than a quarter of at least five pieces, and not down by a tenth since the four weeks before.
SHARE_OVER = 0.25
SHARE_FEWEST = 5
SHARE_FALL = 0.10
SHARE_DAYS = 28
# Guru guard, written in: the end is rung 4.
TOP_RUNG = 4
NO_END = "there is no reason with an end date that the owner signed"
# Guru guard, linger: so many days after the handover.
LINGER_DAYS = 14
DAY = timedelta(days=1)
ACTIVITY = "responsibilities.activity"


@raises_flag("guard-share", "Guru guard: share of the work", "Set a stop date and take the next rung.")
def share_does_not_fall(world: World) -> Iterator[Sighting]:
    phase = open_phase(world, "training", "handover")
    if not under_way(world) or not phase:
        return
    first, earlier = first_day(world, SHARE_DAYS - 1), first_day(world, 2 * SHARE_DAYS - 1)
    for row in activities(world):
        log = world.facts["work"].get(row["id"], ())
        now, before = amounts(log, first, world.today), amounts(log, earlier, first - DAY)
        delivered = sum(quantity for mode, quantity in now.items() if mode != OVERSIGHT)
        share, share_before = practice_share(now), practice_share(before)
        if delivered < SHARE_FEWEST or not share or share <= SHARE_OVER:
            continue
        if share_before is not None and share <= share_before * (1 - SHARE_FALL):
            continue
        was = "nothing is logged" if share_before is None else f"it was {percent(share_before)}"
        yield Sighting(
            row["id"], row["name"], Severity.HIGH,
            f"In {phase} the practice delivered {percent(share)} of {several(delivered, 'piece')} of {row['name']}"
            f" since {on(first)}; in the four weeks before, {was}.",
            (*_proofs(row["id"], first, now), *_proofs(row["id"], earlier, before)),
        )  # fmt: skip


def _proofs(id: str, since: date, modes: dict[str, int]) -> list[Proof]:
    return [
        Proof(f"{quantity} {DONE[Mode(mode)]} since {on(since)}", since, None, ACTIVITY, {"id": id})
        for mode, quantity in sorted(modes.items())
    ]


@raises_flag("guard-written-in", "Guru guard: written in", "The owner refuses it, or limits it in time.")
def written_into_the_end(world: World) -> Iterator[Sighting]:
    """The practice is named as who does it in the end, does it there, or was given it after the Strategy gate; and no
    decision that the owner signed names it with an end that is still to come."""
    if not in_care(world):
        return
    settled = closed_on(world, "strategy")
    added = {one["subject"]: one["on"] for one in world.facts["scope"]["added"]}
    for row in activities(world):
        decision = world.facts["sourcing"].get(row["id"])
        named = decision is not None and decision["by_practice"]
        proofs = [*_named(decision), *_does(row, settled, added.get(row["id"]))]
        if not proofs or (named and _limited(row, decision, world)):
            continue
        ended = day_of(decision["ends_on"]) if named else None
        missing = f"the agreed end, {on(ended)}, is past" if _past(ended, world) else NO_END
        says = f"{row['name']} is written down for the practice, and {missing}."
        yield Sighting(row["id"], row["name"], Severity.CRITICAL, says, tuple(proofs))


def _named(decision: Row | None) -> Iterator[Proof]:
    if decision is not None and decision["by_practice"]:
        written = day_of(decision["written_on"])
        yield Proof("Named as who does it", written, None, "sourcing.decision", {"id": decision["id"]})


def _does(row: Row, settled: date | None, added: str | None) -> Iterator[Proof]:
    if row["doer"]["kind"] != "practice":
        return
    given = day_of(row["doer"]["since"])
    if row["rung"] == TOP_RUNG:
        yield Proof(f"Done by the practice on rung {TOP_RUNG}", given, None, ACTIVITY, {"id": row["id"]})
    for what, day in (("Given to the practice", given), ("Added to the scope", day_of(added))):
        if day is not None and settled is not None and day > settled:
            words = f"{what} after the Strategy gate of {on(settled)}"
            yield Proof(words, day, None, ACTIVITY, {"id": row["id"]})


def _limited(row: Row, decision: Row, world: World) -> bool:
    rule = row["rule"]
    signed = rule is not None and rule["id"] == decision["rule"] and rule["signed_on"]
    return bool(signed and decision["ends_on"]) and not _past(day_of(decision["ends_on"]), world)


def _past(day: date | None, world: World) -> bool:
    return day is not None and day < world.today


@raises_flag("guard-linger", "Guru guard: lingering", "Revoke the access; a new charter if you want more.")
def still_there_after_the_handover(world: World) -> Iterator[Sighting]:
    accepted = day_of(world.facts["engagement"]["handed_over_on"])
    if not in_care(world) or accepted is None or days_since(world, accepted) < LINGER_DAYS:
        return
    first = max(accepted + LINGER_DAYS * DAY, first_day(world, SHARE_DAYS - 1))
    tools = [row for row in world.facts["tools"] if not row["na"] and _of_practice(world, row["users"])]
    done = [(row, _pieces(world.facts["work"].get(row["id"], ()), first, world.today)) for row in activities(world)]
    delivered = [(row, pieces) for row, pieces in done if pieces]
    late = [row for row in world.facts.get("acceptance", {}).get("access_plan", ()) if _late(row, world)]
    if tools or delivered or late:
        pieces = sum(pieces for _, pieces in delivered)
        unconfirmed = f" Late in the plan by which access ends: {several(len(late), 'row')}." if late else ""
        yield Sighting(
            "", "The practice", Severity.CRITICAL,
            f"{days_since(world, accepted)} days after the handover the practice has access to"
            f" {several(len(tools), 'tool')} and delivered {several(pieces, 'piece')} since {on(first)}.{unconfirmed}",
            (
                *(Proof(f"{name_of(world, who)} has access to {row['name']}", None, who, "toolkit.tool",
                        {"id": row["id"]}) for row in tools for who in _of_practice(world, row["users"])),
                *(Proof(f"{several(pieces, 'piece')} of {row['name']} since {on(first)}", first, None, ACTIVITY,
                        {"id": row["id"]}) for row, pieces in delivered),
                *(Proof(f"{row['what']}: nobody has confirmed that it ended", day_of(row["due"]), row["who"],
                        "handover.acceptance", {"id": world.facts["engagement"]["id"]}) for row in late),
            ),
        )  # fmt: skip


def _late(row: Row, world: World) -> bool:
    """A row of the plan of access that was to be confirmed by now; Baton's own ends by the clock."""
    due = day_of(row["due"])
    return row["kind"] != "baton" and not row["confirmed_on"] and _past(due, world)


def _of_practice(world: World, people: list[str]) -> list[str]:
    return [who for who in people if world.facts["people"].get(who, {}).get("side") == "practice"]


def _pieces(log: Iterable[Any], first: date, last: date) -> int:
    """In how many pieces the practice had a hand."""
    return sum(quantity for mode, quantity in amounts(log, first, last).items() if mode in PRACTICE_PART)
