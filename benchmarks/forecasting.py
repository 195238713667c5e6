"""How often the forecast is right: 2,000 invented engagements whose laws are known, beside a naive straight line.

    python -m benchmarks.forecasting [--engagements 2000] [--seed 1]

Each engagement is played week by week to its end. After 8, 12, 16, 24 and 36 weeks the product's own method is asked,
as the nightly run asks it, and so is a straight line from the start through today. Then the end is known. Printed for
each law: how many of the questions had a date at all, how often the end came by the date that was said to hold for 50,
85 and 95 of 100 (where there was one), by how many weeks the even chance missed, and the same for the line, which has
but one date. An engagement that does not end within six years is later than any date. Nothing is tuned to these laws,
and nothing is left out.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil, inf
from random import Random
from statistics import median

from tracker.engagements.pausing import Span
from tracker.selfsufficiency.forecasting import WEEK, State, full_weeks, outlook

START = date(2026, 1, 5)
ASKED_AFTER = (8, 12, 16, 24, 36)
SIX_YEARS = 312
CHANCES = ("even", "likely", "safe")


@dataclass(frozen=True)
class Play:
    """An engagement, week by week: done, lost and added; its pauses; and the weeks it took until nothing was left."""

    steps: int
    weeks: list[tuple[int, int, int]]
    pauses: list[Span]
    ended: float


@dataclass
class Tally:
    """What came of all the questions about one law."""

    asked: int = 0
    dated: int = 0
    said: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CHANCES, 0))
    by: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CHANCES, 0))
    missed: list[float] = field(default_factory=list)
    wide: list[int] = field(default_factory=list)
    lined: int = 0
    by_line: int = 0
    line_missed: list[float] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.asked, self.dated = self.asked + other.asked, self.dated + other.dated
        self.said = {chance: self.said[chance] + other.said[chance] for chance in CHANCES}
        self.by = {chance: self.by[chance] + other.by[chance] for chance in CHANCES}
        self.lined, self.by_line = self.lined + other.lined, self.by_line + other.by_line
        self.missed += other.missed
        self.wide += other.wide
        self.line_missed += other.line_missed


Pace = Callable[[Random, int], tuple[float, float, float]]


def steady(dice: Random) -> Pace:
    """The same pace throughout; a step in thirty is lost again, and now and then something is added."""
    pace = dice.uniform(2.0, 5.0)
    return lambda dice, week: (pace, pace / 30, 0.25)


def accelerating(dice: Random) -> Pace:
    """Slow at first, then three in a hundred faster each week."""
    pace = dice.uniform(1.2, 2.5)
    return lambda dice, week: (min(pace * 1.03**week, 8.0), pace / 30, 0.2)


def stalling(dice: Random) -> Pace:
    """Eager at first, then four in a hundred slower each week; some never end."""
    pace = dice.uniform(5.0, 8.0)
    return lambda dice, week: (max(pace * 0.96**week, 0.3), pace / 60, 0.15)


def regressing(dice: Random) -> Pace:
    """A third of what is done is lost again; one week in twenty-five somebody leaves and takes eight steps along."""
    pace = dice.uniform(3.0, 5.5)
    return lambda dice, week: (pace, pace / 3 + (8.0 if dice.random() < 0.04 else 0.0), 0.25)


LAWS: dict[str, Callable[[Random], Pace]] = {
    "steady": steady, "accelerating": accelerating, "stalling": stalling, "regressing": regressing, "paused": steady,
}  # fmt: skip


def play(law: str, dice: Random) -> Play:
    """Some weeks are empty whatever the law says, as in life: holidays, illness, other things first."""
    pace, steps = LAWS[law](dice), dice.randint(70, 150)
    pauses = list(_pauses(dice)) if law == "paused" else []
    off = {place for begun, ended in pauses for place in range((begun - START) // WEEK, -((START - ended) // WEEK))}
    left, weeks, at_work = steps, [], 0
    while left > 0 and len(weeks) < SIX_YEARS:
        if len(weeks) in off:
            weeks.append((0, 0, 0))
            continue
        done, lost, added = pace(dice, at_work)
        empty = dice.random() < 0.12
        week = (0 if empty else _poisson(dice, done), min(_poisson(dice, lost), steps), _batch(dice, added))
        left, at_work = left - week[0] + week[1] + week[2], at_work + 1
        weeks.append(week)
    return Play(steps, weeks, pauses, len(weeks) if left <= 0 else inf)


def _pauses(dice: Random) -> Iterator[Span]:
    """One to three, of two to eight weeks, from any day of a week on."""
    week = dice.randint(3, 14)
    for _ in range(dice.randint(1, 3)):
        begun = START + week * WEEK + timedelta(days=dice.randint(0, 6))
        ended = begun + timedelta(days=dice.randint(14, 56))
        yield begun, ended
        week = (ended - START).days // 7 + dice.randint(4, 16)


def _poisson(dice: Random, mean: float) -> int:
    """By counting arrivals; the means are small."""
    count, spent = 0, dice.expovariate(1.0)
    while spent < mean:
        count, spent = count + 1, spent + dice.expovariate(1.0)
    return count


def _batch(dice: Random, mean: float) -> int:
    """What is asked for in addition comes together: rarely, and then several."""
    return dice.randint(1, 5) if dice.random() < mean / 3 else 0


def ask(one: Play, after: int) -> Tally:
    """The question after so many weeks, and what came of it; empty if it was over by then or just paused."""
    today = START + after * WEEK
    if one.ended <= after or any(begun <= today < ended for begun, ended in one.pauses):
        return Tally()
    past = one.weeks[:after]
    left = one.steps - sum(done - lost - added for done, lost, added in past)
    days = [(START + place * WEEK, *week) for place, week in enumerate(past)]
    said = outlook(full_weeks(days, START, today, one.pauses), left)
    took, tally = one.ended - after, Tally(asked=1)
    if said.state not in (State.NONE, State.NOT_CONVERGING) and said.even is not None:
        tally.dated = 1
        for chance in CHANCES:
            week = getattr(said, chance)
            tally.said[chance], tally.by[chance] = int(week is not None), int(week is not None and took <= week)
        tally.missed.append(took - said.even)
        if said.likely is not None:
            tally.wide.append(said.likely - said.even)
    gone = one.steps - left
    if gone > 0:
        line = ceil(left * after / gone)
        tally.lined, tally.by_line = 1, int(took <= line)
        tally.line_missed.append(took - line)
    return tally


def measure(engagements: int, seed: int) -> dict[str, Tally]:
    dice, found = Random(seed), {law: Tally() for law in LAWS}
    for number in range(engagements):
        law = list(LAWS)[number % len(LAWS)]
        one = play(law, dice)
        for after in ASKED_AFTER:
            found[law].add(ask(one, after))
    return found


def printed(found: dict[str, Tally]) -> Iterator[str]:
    yield (
        "| law | questions | with a date | end by P50 | by P85 | by P95 | P50 misses by | P50 to P85 | line: end by it"
        " | line misses by |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    every = Tally()
    for law, tally in found.items():
        every.add(tally)
        yield _row(law, tally)
    yield _row("all", every)


def _row(law: str, tally: Tally) -> str:
    share = [f"{tally.by[chance] / max(tally.said[chance], 1):.0%}" for chance in CHANCES]
    return (
        f"| {law} | {tally.asked} | {tally.dated / max(tally.asked, 1):.0%} | {' | '.join(share)}"
        f" | {_typical(tally.missed)} | {median(tally.wide or [0]):.0f} weeks"
        f" | {tally.by_line / max(tally.lined, 1):.0%} | {_typical(tally.line_missed)} |"
    )


def _typical(missed: list[float]) -> str:
    """The median of how far off it was, whichever way, in weeks."""
    return f"{median(abs(weeks) for weeks in missed):.0f} weeks" if missed else "none"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engagements", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    begun = time.perf_counter()
    found = measure(chosen.engagements, chosen.seed)
    for line in printed(found):
        print(line)
    asked = sum(tally.asked for tally in found.values())
    print(f"\n{asked} questions, {(time.perf_counter() - begun) / asked * 1000:.1f} ms each with the playing.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
