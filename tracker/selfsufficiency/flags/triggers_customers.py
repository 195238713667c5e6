"""What customers notice: who answers them, how fast, and in whose words."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tracker.worklog.shares import OVERSIGHT, OWN_PART, amounts

from .seeing import (
    WINDOW,
    Row,
    activities,
    clock,
    closed_on,
    day_of,
    days_since,
    first_day,
    here,
    in_care,
    on,
    own_people,
    percent,
    sentence,
    several,
    started_on,
    under_way,
)
from .sighting import Proof, Severity, Sighting, World, raises_flag

CONTENT, ACTIVITY, LOG = "worklog.content", "responsibilities.activity", "worklog.log"
INSIDE = {"client", "together"}
OUTSIDE = {"practice", "provider"}

# Disconnected: of at least ten answers fewer than a tenth by insiders.
DISCONNECTED_FEWEST = 10
DISCONNECTED_UNDER = 0.10
# Broadcast-only: at least twenty posts, and answers under a tenth of everything; or no leader for thirty days.
BROADCAST_FEWEST = 20
BROADCAST_UNDER = 0.10
LEADER_SILENT = 30
# Slow replies: the median over the promise, or over a fifth late, in two consecutive weeks.
LATE_OVER = 0.20
SLOW_WEEKS = 2
WEEK_DAYS = 7
MINUTES = 60
# Voice drift: over half of the published text by others.
EXTERNAL_OVER = 0.50


@raises_flag("disconnected", "Disconnected from customers", "Reserve a part of the answers for your own people.")
def others_answer(world: World) -> Iterator[Sighting]:
    first = first_day(world, WINDOW)
    answers, inside = _answers(world, first)
    if in_care(world) and answers >= DISCONNECTED_FEWEST and inside < DISCONNECTED_UNDER * answers:
        yield Sighting(
            "", "Answers to customers", Severity.HIGH,
            f"Your own people gave {inside} of {answers} answers to customers since {on(first)},"
            f" {percent(inside / answers)}.",
            (Proof(f"{answers - inside} of {answers} answers by others", first, None, CONTENT, here(world)),),
        )  # fmt: skip


def _answers(world: World, first: date) -> tuple[int, int]:
    """Answers to customers, and those in which the client's own people had a hand: by the content list or by the log of
    the activities for which an answer is promised, whichever knows of more, since one answer may stand in both."""
    published = [(kind in INSIDE, pieces) for _, kind, reply, pieces in _published(world, first) if reply]
    logged = [
        (mode in OWN_PART, quantity)
        for row in activities(world) if row["customer_facing"] and row["sla_hours"]
        for mode, quantity in amounts(world.facts["work"].get(row["id"], ()), first, world.today).items()
        if mode != OVERSIGHT
    ]  # fmt: skip
    return max((sum(n for _, n in counted), sum(n for own, n in counted if own)) for counted in (published, logged))


def _published(world: World, first: date) -> list[Any]:
    """`(activity, author kind, reply, pieces)` of what went out from `first` to today."""
    begin, end = first.isoformat(), world.today.isoformat()
    return [rest for day, *rest in world.facts["content"] if begin <= day <= end]


@raises_flag("broadcast-only", "Broadcast only", "Keep a block for answers, and give a leader one to write.")
def nobody_talks_back(world: World) -> Iterator[Sighting]:
    if not under_way(world):
        return
    first = first_day(world, WINDOW)
    posts = sum(pieces for _, _, reply, pieces in _published(world, first) if not reply)
    answers, _ = _answers(world, first)
    told, proofs = [], []
    if posts >= BROADCAST_FEWEST and answers < BROADCAST_UNDER * (posts + answers):
        told.append(f"{several(posts, 'post')} and {several(answers, 'answer')} went out since {on(first)}")
        proofs.append(Proof(f"{posts} posts, {answers} answers", first, None, CONTENT, here(world)))
    silent = _leaders_silent_since(world)
    if silent is not None and days_since(world, silent) >= LEADER_SILENT:
        told.append(f"no leader has written to a customer for {days_since(world, silent)} days")
        proofs.append(Proof("Last work of a leader for customers, or the start", silent, None, LOG, here(world)))
    if told:
        yield Sighting("", "Talking with customers", Severity.WARN, sentence(told), tuple(proofs))


def _leaders_silent_since(world: World) -> date | None:
    """None where no leader is named, or no activity faces customers."""
    facing = [row["id"] for row in activities(world) if row["customer_facing"]]
    leaders = own_people(world) & set(world.facts["engagement"]["leaders"])
    if not facing or not leaders:
        return None
    log = (entry for id in facing for entry in world.facts["work"].get(id, ()))
    worked = [day for day, mode, _, person in log if person in leaders and mode in OWN_PART]
    return max([started_on(world), *map(date.fromisoformat, worked)])


@raises_flag("slow-replies", "Slow replies", "Put a rota behind it, or promise less.")
def answers_come_late(world: World) -> Iterator[Sighting]:
    for row in activities(world):
        last = world.facts["replies"].get(row["id"], ())[-SLOW_WEEKS:]
        if not in_care(world) or not row["sla_hours"] or len(last) < SLOW_WEEKS or not _consecutive(world, last):
            continue
        if all(_slow(week, row["sla_hours"]) for week in last):
            figures = "; ".join(_week(week) for week in last)
            yield Sighting(
                row["id"], row["name"], Severity.HIGH,
                f"{row['name']}: {figures}; promised within {several(row['sla_hours'], 'hour')}.",
                tuple(Proof(_week(week), day_of(week[0]), None, ACTIVITY, {"id": row["id"]}) for week in last),
            )  # fmt: skip


def _consecutive(world: World, weeks: list[Row]) -> bool:
    """One week after the other, or after the pause between them."""
    before, after = (date.fromisoformat(week[0]) for week in weeks)
    return days_since(world, before) - days_since(world, after) <= WEEK_DAYS


def _slow(week: Any, hours: int) -> bool:
    _, answered, late, median = week
    return median > hours * MINUTES or late > LATE_OVER * answered


def _week(week: Any) -> str:
    monday, answered, late, median = week
    return f"in the week of {on(date.fromisoformat(monday))} {late} of {answered} late, median {clock(median)} hours"


@raises_flag("voice-drift", "Voice drift", "Edit a few texts together, and sign the section on voice.")
def others_write(world: World) -> Iterator[Sighting]:
    if not in_care(world):
        return
    first = first_day(world, WINDOW)
    out = [(kind, pieces) for _, kind, _, pieces in _published(world, first)]
    pieces, external = sum(n for _, n in out), sum(n for kind, n in out if kind in OUTSIDE)
    told, proofs = [], []
    if external > EXTERNAL_OVER * pieces:
        told.append(f"others wrote {external} of {several(pieces, 'text')} since {on(first)}")
        proofs.append(Proof(f"{external} of {pieces} texts by others", first, None, CONTENT, here(world)))
    voice = next((row for row in world.facts["strategy"] if _of_voice(row) and not row["na"]), None)
    if voice and not voice["signed_on"] and (pieces or closed_on(world, "strategy")):
        told.append(f"{voice['title']} is not signed as it stands")
        proofs.append(
            Proof(f"{voice['title']}, revision {voice['revisions']}", day_of(voice["revised_on"]), None,
                  "strategy.section", {"id": voice["id"]})
        )  # fmt: skip
    if told:
        yield Sighting("", "Your own voice", Severity.WARN, sentence(told), tuple(proofs))


def _of_voice(row: Row) -> bool:
    return row["key"] == "voice" or "voice" in row["title"].casefold().split()
