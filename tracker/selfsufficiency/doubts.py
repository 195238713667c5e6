"""What to know before believing the number: each doubt in one plain sentence, with its reason and its figures.

Pure. Figures are cut, never rounded up: 59.9 is not yet 60, and .399 not yet .40.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .formula import PILLARS, PROVISIONAL_BELOW, WEIGHT_DOUBT, WEIGHTS, index_of
from .stages import HAIR, OPEN_CRITICAL_FLAG, Stage, reached_stage

HELD, PROVISIONAL, BORDERLINE = "held", "provisional", "borderline"
COVERAGE, BOUND, RANGE = "coverage", "bound", "range"
WORDS = {HELD: "Held", PROVISIONAL: "Provisional", BORDERLINE: "Borderline"}
# Where on the page that explains the number each of them opens.
ANCHORS = {
    HELD: "held", PROVISIONAL: "coverage", COVERAGE: "coverage", BOUND: "coverage", BORDERLINE: "weights",
    RANGE: "weights",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """What a standing, or a sandbox, knows of its number. `held_by` as `Standing` keeps it."""

    value: float
    stage: Stage
    held_by: Sequence[Any]
    present: int
    required: int
    upper_bound: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """`word` is that of its chip, empty where the number is none the worse for it."""

    key: str
    says: str

    @property
    def word(self) -> str:
        return WORDS.get(self.key, "")

    @property
    def anchor(self) -> str:
        return ANCHORS[self.key]


def figures_of(standing: Any) -> Figures:
    stage = Stage[standing.stage.upper()]
    return Figures(
        standing.value, stage, standing.held_by, standing.present, standing.required, standing.upper_bound,
        standing.low, standing.high,
    )  # fmt: skip


def doubts_of(figures: Figures) -> list[Doubt]:
    """The gravest first: what holds the stage, whether it may move a lot, then coverage, upper bound and range."""
    found = {
        HELD: _held(figures),
        PROVISIONAL: _provisional(figures),
        BORDERLINE: _borderline(figures),
        COVERAGE: "" if provisional(figures) else _coverage(figures),
        BOUND: _bound(figures),
        RANGE: "" if borderline(figures) else _range(figures),
    }
    return [Doubt(key, says) for key, says in found.items() if says]


def doubt_words(figures: Any) -> str:
    """“provisional, borderline”: for a row of a list, which opens to the sentences."""
    said = {PROVISIONAL: provisional(figures), BORDERLINE: borderline(figures)}
    return ", ".join(word for word, doubtful in said.items() if doubtful)


def provisional(figures: Any) -> bool:
    """Of figures, or of a standing as it is."""
    return not figures.required or figures.present / figures.required < PROVISIONAL_BELOW


def borderline(figures: Any) -> bool:
    return reached_stage(figures.low) != reached_stage(figures.high)


def _held(figures: Figures) -> str:
    """The number alone would say more: the minima of the stage above the one that stands are not met."""
    if not figures.held_by or figures.stage.following is None:
        return ""
    above, reached = figures.stage.following, reached_stage(figures.value)
    asks = [_asks(held) for held in figures.held_by]
    return (
        f"The number alone says {reached.label}, but it is held at {figures.stage.label}: {above.label} asks for "
        f"{_listed(asks)}."
    )


def _asks(held: Any) -> str:
    if held == OPEN_CRITICAL_FLAG:
        return "no open critical flag, and one is open"
    pillar, needed, has = held
    return f"{part(needed)} in “{PILLARS[pillar]}”, which stands at {part(has)}"


def _provisional(figures: Figures) -> str:
    if not provisional(figures):
        return ""
    least = f"{PROVISIONAL_BELOW:.0%}"
    if not figures.required:
        return "Nothing is asked for yet, so there is no evidence, and the number may still be anything."
    return (
        f"Evidence is in hand for {figures.present} of {figures.required} things we need to see, {_percent(figures)}; "
        f"below {least} the number may still move a lot."
    )


def _coverage(figures: Figures) -> str:
    if figures.present == figures.required:
        return f"Evidence is in hand for all {figures.required} things we need to see."
    return (
        f"Evidence is in hand for {figures.present} of {figures.required} things we need to see, {_percent(figures)}."
    )


def _bound(figures: Figures) -> str:
    if figures.present >= figures.required:
        return ""
    if int(figures.upper_bound) == int(figures.value):
        return "What is not evidenced counts as nought; even at its best it would not move the number by a point."
    return f"What is not evidenced counts as nought; at its best it would make {int(figures.upper_bound)}."


def _range(figures: Figures) -> str:
    low, high = int(figures.low), int(figures.high)
    if low == high:
        return f"Weighing any one of the five bars {WEIGHT_DOUBT:.0%} more or less leaves it at {low}."
    return f"Weighing any one of the five bars {WEIGHT_DOUBT:.0%} more or less gives {low} to {high}."


def _borderline(figures: Figures) -> str:
    if not borderline(figures):
        return ""
    below, above = reached_stage(figures.low), reached_stage(figures.high)
    return (
        f"Weighing any one of the five bars {WEIGHT_DOUBT:.0%} more or less gives {figures_words(figures)}, "
        f"so it could as fairly be called {below.label} as {above.label}."
    )


def figures_words(figures: Figures) -> str:
    """“59.6 to 60.2”: with a tenth where whole points would hide on which side of a stage each end lies."""
    low, high = cut(figures.low, 1), cut(figures.high, 1)
    if int(figures.high) - int(figures.low) >= 2:
        return f"{int(figures.low)} to {int(figures.high)}"
    return f"{low:.1f} to {high:.1f}"


def _percent(figures: Figures) -> str:
    return f"{int(100 * figures.present / figures.required + HAIR)}%"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])}; and {parts[-1]}"


def part(value: float) -> str:
    """“.40”; 1 as “1.00”."""
    return f"{cut(value, 2):.2f}".removeprefix("0")


def cut(value: float, places: int) -> float:
    """Towards nought, but not by the hair that binary fractions leave."""
    return int(value * 10**places + HAIR) / 10**places


@dataclass(frozen=True, slots=True)
class Weighed:
    """The index with one bar weighed a quarter less and a quarter more."""

    pillar: str
    weight: float
    less: float
    more: float


def weighings(pillars: Mapping[str, float]) -> list[Weighed]:
    """What the range is made of, bar by bar."""
    return [
        Weighed(
            key, weight,
            index_of(pillars, {**WEIGHTS, key: weight * (1 - WEIGHT_DOUBT)}),
            index_of(pillars, {**WEIGHTS, key: weight * (1 + WEIGHT_DOUBT)}),
        )
        for key, weight in WEIGHTS.items()
    ]  # fmt: skip
