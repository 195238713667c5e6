"""The one thing the owner should know beside the answer, the gravest first; empty when there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tracker.selfsufficiency.doubts import borderline, figures_words, provisional
from tracker.selfsufficiency.stages import reached_stage

from .situation import Situation
from .wording import a_day, lower_first, number

# Whole points lost in four weeks before it is said: less is the noise of skills growing older.
LOST_FROM = 2
Says = Callable[[Situation, str], str]


@dataclass(frozen=True, slots=True)
class Caution:
    """`opens` is where it has its evidence: flags, shares, gate, work, coverage, history, leavers, weights or steps."""

    says: str = ""
    opens: str = ""


def caution(now: Situation, practice: str) -> Caution:
    found = ((says(now, practice), opens) for says, opens in _CAUTIONS)
    return next((Caution(said, opens) for said, opens in found if said), Caution())


def _critical(now: Situation, _practice: str) -> str:
    return f"A critical warning is open: {lower_first(now.critical_flag)}." if now.critical_flag else ""


def _still_there(now: Situation, practice: str) -> str:
    """After the handover nothing should be left in the practice's hands."""
    if now.state != "handed_over" or not now.share:
        return ""
    percent = f"{now.share:.0%}" if now.share >= 0.01 else "less than 1%"
    return f"Yet {practice} did {percent} of the work in the last four weeks."


def _gate(now: Situation, _practice: str) -> str:
    return f"The {now.gate} gate waits for you." if now.gate else ""


def _nothing_logged(now: Situation, _practice: str) -> str:
    return "" if now.logged else "No work was logged in the last eight weeks, so nothing shows who does it."


def _provisional(now: Situation, _practice: str) -> str:
    figures = now.figures
    if not provisional(figures):
        return ""
    are = "is" if figures.present == 1 else "are"
    return f"Only {figures.present} of {figures.required} things {are} evidenced, so the number may still move a lot."


def _regression(now: Situation, _practice: str) -> str:
    return f"It has gone back {number(-now.moved)} points in four weeks." if now.moved <= -LOST_FROM else ""


def _leaver(now: Situation, _practice: str) -> str:
    if not now.left:
        return ""
    gaps = "one gap is" if now.left_spots == 1 else f"{number(now.left_spots)} gaps are"
    return f"{now.left} has left, and {gaps} still open."


def _borderline(now: Situation, _practice: str) -> str:
    if not borderline(now.figures):
        return ""
    below, above = reached_stage(now.figures.low), reached_stage(now.figures.high)
    between = f"between {below.label} and {above.label}"
    return f"It is borderline: weighed otherwise, {figures_words(now.figures)}, {between}."


def _forecast(now: Situation, _practice: str) -> str:
    """Only what is settled enough to be told as a caution; the range itself stands in its own panel."""
    told = now.forecast.get("state")
    if now.state != "active":
        return ""
    if told == "not_converging":
        return "At the present pace the steps left do not grow fewer."
    likely, planned = (_day(now.forecast.get(name)) for name in ("likely", "planned"))
    if told == "converging" and likely and planned and likely > planned:
        return f"At the present pace it may well be later than {a_day(planned)}, the day you planned."
    return ""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _one_left(now: Situation, _practice: str) -> str:
    return "One step is left." if now.steps_left == 1 and now.state == "active" else ""


_CAUTIONS: tuple[tuple[Says, str], ...] = (
    (_critical, "flags"), (_still_there, "shares"), (_gate, "gate"), (_nothing_logged, "work"),
    (_provisional, "coverage"), (_regression, "history"), (_leaver, "leavers"), (_borderline, "weights"),
    (_forecast, "steps"), (_one_left, "steps"),
)  # fmt: skip
