"""The Self-Sufficiency Index: five pillars, their shifted geometric mean, and what to say beside the number.

Pure: standard library only, every date given, the same facts always give the same answer. The records it
reads are in ``inputs``; ``points`` explains each pillar row by row; ``raising`` asks this formula what would
raise the index most.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import exp, log

from .delivered import condensed, deliveries, hands_on_share
from .inputs import Activity, Competency, Holder, Inputs, Leader, Section, Tool, Work
from .stages import Held, Stage, reached_stage, settled_stage
from .worth import (
    LEADER_LEVEL,
    QUALIFIED_LEVEL,
    best_skill,
    cover,
    deputised,
    leader_worth,
    practice,
    responsibility,
    runbook_tested,
    section_worth,
    tool_worth,
)

__all__ = [
    "FORMULA_VERSION", "PILLARS", "WEIGHTS",
    "Activity", "Assessment", "Competency", "Coverage", "Held", "Holder", "Inputs", "Leader", "Section",
    "Stage", "Tool", "Work",
    "assess", "index_of", "pillar_value", "pillars_of",
]  # fmt: skip

FORMULA_VERSION = 1
PILLARS = {
    "S": "Owns the strategy",
    "T": "Commands the tools",
    "R": "Keeps responsibility",
    "P": "Does the work",
    "Z": "Survives a leaver",
}
WEIGHTS = {"S": 0.25, "T": 0.20, "R": 0.25, "P": 0.20, "Z": 0.10}
# The shift keeps one empty pillar from collapsing the whole product, with both end points exact.
SHIFT = 0.05
WEIGHT_DOUBT = 0.25
PROVISIONAL_BELOW = 0.60
TOOLS, LEADERS = 0.8, 0.2
COVER, BOOK, DEPUTY = 0.4, 0.3, 0.3


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the evidence the index asks for is there: logs, assessments and tool checks."""

    present: int
    required: int

    @property
    def share(self) -> float:
        """Present over required, 0 to 1; 0 when nothing is required yet."""
        return self.present / self.required if self.required else 0.0


@dataclass(frozen=True, slots=True)
class Assessment:
    """One day's index. Pillars and shares 0 to 1; index, bound and range 0 to 100, unrounded.

    ``reached`` is the stage by the number alone, ``stage`` the one whose minima are met too. ``low`` and
    ``high`` are the range when any one weight is a quarter more or less; ``borderline`` when a stage begins
    inside it. ``not_evidenced`` lists (kind, id, name) of what is counted as nought for want of evidence.
    """

    pillars: dict[str, float]
    index: float
    stage: Stage
    reached: Stage
    held_by: tuple[Held | str, ...]
    coverage: Coverage
    provisional: bool
    upper_bound: float
    low: float
    high: float
    borderline: bool
    not_evidenced: tuple[tuple[str, str, str], ...]
    hands_on_share: float | None
    version: int = FORMULA_VERSION


def assess(
    inputs: Inputs, today: date, weights: Mapping[str, float] = WEIGHTS, open_critical_flag: bool = False
) -> Assessment:
    """Reckon the index of these facts as of ``today``."""
    facts = condensed(inputs.applicable(), today)
    pillars = pillars_of(facts, today)
    index = index_of(pillars, weights)
    stage, held_by = settled_stage(index, pillars, open_critical_flag)
    required, missing = _evidence(facts, today)
    coverage = Coverage(required - len(missing), required)
    low, high = weight_range(pillars, weights)
    return Assessment(
        pillars=pillars,
        index=index,
        stage=stage,
        reached=reached_stage(index),
        held_by=held_by,
        coverage=coverage,
        provisional=coverage.share < PROVISIONAL_BELOW,
        upper_bound=index_of(_at_best(facts, missing, pillars, today), weights),
        low=low,
        high=high,
        borderline=reached_stage(low) != reached_stage(high),
        not_evidenced=missing,
        hands_on_share=hands_on_share(facts.activities, today),
    )


def index_of(pillars: Mapping[str, float], weights: Mapping[str, float] = WEIGHTS) -> float:
    """100·(Π(.05 + .95x)^w − .05)/.95, clamped to 0–100; the weights need not sum to one."""
    logs = {key: log(SHIFT + (1 - SHIFT) * pillars[key]) for key in weights}
    return _index(logs, weights)


def weight_range(pillars: Mapping[str, float], weights: Mapping[str, float] = WEIGHTS) -> tuple[float, float]:
    """Lowest and highest index when any one weight is a quarter less or more, renormalised."""
    logs = {key: log(SHIFT + (1 - SHIFT) * pillars[key]) for key in weights}
    found = [_index(logs, weights)]
    for key, weight in weights.items():
        for factor in (1 - WEIGHT_DOUBT, 1 + WEIGHT_DOUBT):
            found.append(_index(logs, {**weights, key: weight * factor}))
    return min(found), max(found)


def _index(logs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    mean = exp(sum(weight * logs[key] for key, weight in weights.items()) / sum(weights.values()))
    return min(max(100 * (mean - SHIFT) / (1 - SHIFT), 0.0), 100.0)


def pillars_of(facts: Inputs, today: date) -> dict[str, float]:
    """All five pillars, 0 to 1, of facts that are all applicable."""
    return {key: pillar_value(key, facts, today) for key in PILLARS}


def pillar_value(key: str, facts: Inputs, today: date) -> float:
    """One pillar, 0 to 1, of facts that are all applicable."""
    return _RULES[key](facts, today)


def _strategy(facts: Inputs, today: date) -> float:
    return weighted_mean((section.weight, section_worth(section, today)) for section in facts.sections)


def _tools(facts: Inputs, today: date) -> float:
    skills = {competency.id: best_skill(competency, today) for competency in facts.competencies}
    tools = mean(tool_worth(tool, skills) for tool in facts.tools)
    leaders = mean(leader_worth(leader, today) for leader in facts.leaders)
    return TOOLS * tools + LEADERS * leaders


def _responsibility(facts: Inputs, today: date) -> float:
    return weighted_mean((activity.weight, responsibility(activity, today)) for activity in facts.activities)


def _practice(facts: Inputs, today: date) -> float:
    return weighted_mean((activity.weight, practice(activity, today)) for activity in facts.activities)


def _resilience(facts: Inputs, today: date) -> float:
    critical = [activity for activity in facts.activities if activity.critical]
    covered = mean(cover(c, today) for c in facts.competencies if c.critical)
    booked = mean(runbook_tested(activity, today) for activity in critical)
    backed = mean(deputised(activity) for activity in critical)
    return COVER * covered + BOOK * booked + DEPUTY * backed


_RULES: dict[str, Callable[[Inputs, date], float]] = {
    "S": _strategy, "T": _tools, "R": _responsibility, "P": _practice, "Z": _resilience,
}  # fmt: skip


def weighted_mean(pairs: Iterable[tuple[float, float]]) -> float:
    """The mean of (weight, value) pairs; 0 when there are none or they weigh nothing."""
    weights = total = 0.0
    for weight, value in pairs:
        weights += weight
        total += weight * value
    return total / weights if weights else 0.0


def mean(values: Iterable[float]) -> float:
    """The plain mean; 0 when there are none."""
    found = [*values]
    return sum(found) / len(found) if found else 0.0


def _evidence(facts: Inputs, today: date) -> tuple[int, tuple[tuple[str, str, str], ...]]:
    missing = [("activity", a.id, a.name) for a in facts.activities if not deliveries(a.work, today)]
    missing += [("competency", c.id, c.name) for c in facts.competencies if not c.assessed]
    missing += [("leader", leader.person, leader.person) for leader in facts.leaders if not leader.assessed]
    missing += [("tool", tool.id, tool.name) for tool in facts.tools if tool.control is None]
    required = len(facts.activities) + len(facts.competencies) + len(facts.leaders) + len(facts.tools)
    return required, tuple(missing)


def _at_best(
    facts: Inputs, missing: tuple[tuple[str, str, str], ...], pillars: dict[str, float], today: date
) -> dict[str, float]:
    if not missing:
        return pillars
    filled = _as_if_evidenced(facts, missing, today)
    # Logs and assessments speak in these three pillars only.
    return pillars | {key: pillar_value(key, filled, today) for key in "TPZ"}


def _as_if_evidenced(facts: Inputs, missing: Iterable[tuple[str, str, str]], today: date) -> Inputs:
    """What the missing logs and assessments could show at best."""
    gaps = {(kind, id) for kind, id, _ in missing}
    pair = tuple(Holder(person, QUALIFIED_LEVEL, today) for person in ("one", "another"))
    return replace(
        facts,
        activities=tuple(
            replace(a, work=(Work("client", 1, today, None),)) if ("activity", a.id) in gaps else a
            for a in facts.activities
        ),
        competencies=tuple(
            c if c.assessed else replace(c, holders=pair, assessed=True) for c in facts.competencies
        ),
        leaders=tuple(
            x if x.assessed else replace(x, level=LEADER_LEVEL, proof_on=today, assessed=True)
            for x in facts.leaders
        ),
    )
