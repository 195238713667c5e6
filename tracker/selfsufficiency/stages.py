"""The five stages of self-sufficiency, and the least each asks of single pillars."""

from enum import IntEnum
from typing import NamedTuple

OPEN_CRITICAL_FLAG = "open_critical_flag"
# Reckoning in binary fractions may land a hair under a mark that was reached in fact.
HAIR = 1e-9


class Stage(IntEnum):
    """How far a client has come; ordered."""

    DEPENDENT = 0
    LEARNING = 1
    SHARING = 2
    LEADING = 3
    SELF_SUFFICIENT = 4

    @property
    def label(self) -> str:
        """The stage as people read it."""
        return self.name.replace("_", "-").capitalize()

    @property
    def starts_at(self) -> int:
        """The least index of this stage, in points of 100."""
        return FLOORS[self]

    @property
    def following(self) -> "Stage | None":
        """The next stage up; None at the top."""
        return Stage(self + 1) if self < Stage.SELF_SUFFICIENT else None


FLOORS = {
    Stage.DEPENDENT: 0,
    Stage.LEARNING: 20,
    Stage.SHARING: 40,
    Stage.LEADING: 60,
    Stage.SELF_SUFFICIENT: 80,
}
MINIMA: dict[Stage, dict[str, float]] = {
    Stage.LEADING: {"S": 0.40, "T": 0.40, "R": 0.40},
    Stage.SELF_SUFFICIENT: {"S": 0.70, "T": 0.70, "R": 0.70, "P": 0.60, "Z": 0.50},
}


class Held(NamedTuple):
    """A pillar that holds the stage back: what the next stage needs, and what there is (both 0 to 1)."""

    pillar: str
    needed: float
    has: float


def reached_stage(index: float) -> Stage:
    """The stage of an unrounded index by its number alone."""
    return max(stage for stage, floor in FLOORS.items() if index >= floor - HAIR)


def unmet(stage: Stage, pillars: dict[str, float], open_critical_flag: bool) -> tuple[Held | str, ...]:
    """What keeps these pillars out of a stage; ``OPEN_CRITICAL_FLAG`` stands for an open critical flag."""
    short = [
        Held(key, needed, pillars[key])
        for key, needed in MINIMA.get(stage, {}).items()
        if pillars[key] < needed - HAIR
    ]
    if open_critical_flag and stage is Stage.SELF_SUFFICIENT:
        return (*short, OPEN_CRITICAL_FLAG)
    return tuple(short)


def settled_stage(
    index: float, pillars: dict[str, float], open_critical_flag: bool = False
) -> tuple[Stage, tuple[Held | str, ...]]:
    """The highest stage whose minima are met, and what holds it there: the unmet minima of the stage above.

    Nothing holds a stage that is simply what the number says.
    """
    held_by: tuple[Held | str, ...] = ()
    for stage in [stage for stage in reversed(Stage) if stage <= reached_stage(index)]:
        missing = unmet(stage, pillars, open_critical_flag)
        if not missing:
            break
        held_by = missing
    return stage, held_by
