"""What the owner's sentence is made of: one engagement as it stands, from its facts and its standing alone."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tracker.engagements.extension_points import Facts
from tracker.engagements.leaving import since_they_left
from tracker.selfsufficiency.delivered import WINDOW
from tracker.selfsufficiency.display import pillars_of_standing
from tracker.selfsufficiency.doubts import Figures, figures_of
from tracker.selfsufficiency.flags.sighting import Severity
from tracker.selfsufficiency.formula import PILLARS
from tracker.selfsufficiency.models import Standing
from tracker.selfsufficiency.stages import HAIR, MINIMA, Stage

LEFT_LATELY = timedelta(days=60)
WEEKS_BACK = 4


@dataclass(frozen=True, slots=True)
class Situation:
    """`activities` are those that apply, as in the facts. `pillars` 0 to 1 by letter.

    `critical_flag` is the title of the gravest open one; `gate` the name of that which waits for the owner; `left`
    whoever left lately and whose gap is open; `moved` the points of the last four weeks; `forecast` as the standing
    keeps it; `since` the first day of a pause; `ended_on` the day of the handover or of the end.
    """

    state: str
    activities: list[dict[str, Any]]
    figures: Figures
    pillars: dict[str, float]
    charter_signed: bool = True
    critical_flag: str = ""
    gate: str = ""
    logged: bool = True
    moved: int = 0
    left: str = ""
    left_spots: int = 0
    forecast: dict[str, Any] = field(default_factory=dict)
    steps_left: int | None = None
    share: float | None = None
    since: date | None = None
    ended_on: date | None = None

    @property
    def stage(self) -> Stage:
        return self.figures.stage

    @property
    def weakest(self) -> tuple[str, float] | None:
        """The bar that is furthest below the least of the next stage; None where all reach it."""
        following = self.stage.following
        least = MINIMA.get(following, {}) if following else {}
        short = {key: self.pillars[key] / needed for key, needed in least.items() if self.pillars[key] < needed - HAIR}
        key = min(short, key=lambda one: short[one], default=None)
        return (PILLARS[key], self.pillars[key]) if key else None


def situation_of(facts: Facts, standing: Standing, today: date) -> Situation:
    engagement = facts["engagement"]
    left = next((one for one in since_they_left(facts, today) if today - one.on <= LEFT_LATELY), None)
    return Situation(
        state=engagement["state"],
        activities=[row for row in facts["activities"] if not row["na"]],
        figures=figures_of(standing),
        pillars=pillars_of_standing(standing),
        charter_signed=bool(engagement["charter_signed_on"]),
        critical_flag=_critical(standing.flags),
        gate=next((phase["name"] for phase in facts["gates"] if phase["state"] == "gate_review"), ""),
        logged=_logged(facts, today),
        moved=_moved(standing.weekly, today),
        left=left.name if left else "",
        left_spots=len(left.spots) if left else 0,
        forecast=standing.forecast or {},
        steps_left=standing.steps_left,
        share=standing.practice_share,
        since=_paused_since(facts),
    )


def _critical(flags: list[Any]) -> str:
    """The gravest come first, none of them resolved; one that is only put off is open still."""
    return next((row[4] for row in flags if row[2] == Severity.CRITICAL), "")


def _logged(facts: Facts, today: date) -> bool:
    first = (today - WINDOW).isoformat()
    return any(
        day >= first and mode != "oversight" for rows in facts["work"].values() for day, mode, _quantity, _who in rows
    )


def _moved(weekly: list[Any], today: date) -> int:
    """Whole points up or down against four weeks ago, as far back as is kept."""
    if len(weekly) < 2:
        return 0
    oldest = (today - timedelta(weeks=WEEKS_BACK + 1)).isoformat()
    before = next((value for monday, value in weekly if monday >= oldest), weekly[-1][1])
    return int(weekly[-1][1]) - int(before)


def _paused_since(facts: Facts) -> date | None:
    spans = facts.get("plan", {}).get("pauses", ())
    return next((date.fromisoformat(first) for first, last in spans if last is None), None)
