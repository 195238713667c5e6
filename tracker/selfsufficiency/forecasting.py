"""When the steps left may be done: the weeks that were, drawn again and again until nothing is left.

Pure: the same question has the same answer. A week's net is the steps verified in it, less those lost, less those
added. The last twelve full weeks that no pause touched are the history, weeks of nought included; a coming week is
taken to be any one of them, each as likely. The method is the resampling of throughput that agile teams use; it asks
nothing about why a week went as it did, and holds as far as coming weeks resemble those.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

from tracker.engagements.pausing import Span, paused_days

MOST_WEEKS = 12
LEAST_WEEKS = 6
EARLY_UP_TO = 10
LEAST_STEPS = 5
CAP = 104
RUNS = 10_000
EVEN, LIKELY, SAFE = 0.5, 0.85, 0.95
WEEK = timedelta(days=7)
# So that a chance which is exactly a half is not missed by a rounding in the sixteenth place.
DUST = 1e-9


class State(StrEnum):
    """`early` has a forecast too, from so few weeks that it is called an estimate."""

    NONE = "none"
    EARLY = "early"
    CONVERGING = "converging"
    NOT_CONVERGING = "not_converging"


@dataclass(frozen=True, slots=True)
class Week:
    """A full week from `monday` on: steps verified, lost, and added to what is required (below nought: taken out)."""

    monday: date
    done: int = 0
    lost: int = 0
    added: int = 0

    @property
    def net(self) -> int:
        return self.done - self.lost - self.added


@dataclass(frozen=True, slots=True)
class Outlook:
    """The answer. `why` says why there is none: few_weeks or few_steps. `even`, `likely` and `safe` are the first week
    by whose end 50, 85 and 95 of 100 draws are done; None beyond the cap. `method` is exact or simulated."""

    state: State
    history: tuple[int, ...]
    why: str = ""
    even: int | None = None
    likely: int | None = None
    safe: int | None = None
    method: str = ""


def full_weeks(
    days: Iterable[tuple[date, int, int, int]], since: date, today: date, pauses: Sequence[Span]
) -> list[Week]:
    """The weeks that a forecast rests on, the oldest first, at most twelve.

    `days` are (day, done, lost, added) in any order; days on which nothing moved may be missing. A week counts when it
    began on or after `since`, was over before `today`, and no pause touched it.
    """
    sums: dict[date, list[int]] = {}
    for day, *steps in days:
        week = sums.setdefault(monday_of(day), [0, 0, 0])
        week[:] = [had + more for had, more in zip(week, steps, strict=True)]
    found: list[Week] = []
    monday = monday_of(today) - WEEK
    while monday >= since and len(found) < MOST_WEEKS:
        if not paused_days(pauses, monday, monday + WEEK):
            found.append(Week(monday, *sums.get(monday, ())))
        monday -= WEEK
    return found[::-1]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def outlook(weeks: Sequence[Week], left: int) -> Outlook:
    """What these weeks say of `left` steps (at least one).

    The least that it takes is six weeks and five steps. The steps are those verified in these very weeks, whether or
    not they were lost again: five things that somebody was seen to take over are the least from which a pace can be
    read. With fewer, most weeks are empty, and a date would come from one or two lucky ones.
    """
    history = tuple(week.net for week in weeks)
    if len(weeks) < LEAST_WEEKS:
        return Outlook(State.NONE, history, "few_weeks")
    if sum(week.done for week in weeks) < LEAST_STEPS:
        return Outlook(State.NONE, history, "few_steps")
    if sum(history) <= 0:
        return Outlook(State.NOT_CONVERGING, history)
    state = State.EARLY if len(weeks) <= EARLY_UP_TO else State.CONVERGING
    curve, method = chances(tuple(sorted(history)), left)
    even, likely, safe = (_first_week(curve, chance) for chance in (EVEN, LIKELY, SAFE))
    return Outlook(state, history, "", even, likely, safe, method)


@lru_cache(maxsize=4096)
def chances(nets: tuple[int, ...], left: int) -> tuple[tuple[float, ...], str]:
    """The chance to be done by the end of week 0, 1, 2 …, as far as 95 of 100 or the cap, and how it was found.

    When no week went backwards this is convolution, exact; otherwise ten thousand draws. `nets` are sorted, since their
    order makes no difference to the question.
    """
    if nets[0] >= 0:
        return exact(nets, left), "exact"
    return simulated(nets, left), "simulated"


def exact(nets: Sequence[int], left: int) -> tuple[float, ...]:
    """By convolution; no net below nought."""
    shares = [(net, count / len(nets)) for net, count in Counter(nets).items()]
    short = {0: 1.0}  # the chance of each progress that falls short of the end
    curve = [0.0]
    while curve[-1] < SAFE - DUST and len(curve) <= CAP:
        following: dict[int, float] = {}
        for progress, chance in short.items():
            for net, share in shares:
                if progress + net < left:
                    following[progress + net] = following.get(progress + net, 0.0) + chance * share
        short = following
        curve.append(1.0 - sum(short.values()))
    return tuple(curve)


def simulated(nets: Sequence[int], left: int) -> tuple[float, ...]:
    """By ten thousand draws, seeded by the question."""
    import numpy

    dice = numpy.random.default_rng(seed_of(nets, left))
    steps = numpy.array(nets, dtype=numpy.int32)
    open_runs = numpy.full(RUNS, left, dtype=numpy.int32)
    curve = [0.0]
    while curve[-1] < SAFE - DUST and len(curve) <= CAP:
        open_runs = open_runs - steps[dice.integers(0, len(steps), len(open_runs), dtype=numpy.int32)]
        open_runs = open_runs[open_runs > 0]
        curve.append(1.0 - len(open_runs) / RUNS)
    return tuple(curve)


def seed_of(nets: Sequence[int], left: int) -> int:
    return int.from_bytes(sha256(repr((sorted(nets), left)).encode()).digest()[:8])


def _first_week(curve: Sequence[float], chance: float) -> int | None:
    return next((week for week, done in enumerate(curve) if done >= chance - DUST), None)
