"""The practice that stays: its share of the work does not fall."""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.worklog.models import Mode
from tracker.worklog.modes import DONE
from tracker.worklog.shares import OVERSIGHT, amounts, practice_share

from .seeing import activities, first_day, on, open_phase, percent, several, under_way
from .sighting import Proof, Severity, Sighting, World, raises_flag

# Guru guard, share: more than a quarter of at least five pieces, and not down by a tenth since the four weeks before.
SHARE_OVER = 0.25
SHARE_FEWEST = 5
SHARE_FALL = 0.10
SHARE_DAYS = 28
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
