"""When the owner could be on her own: the kept forecast as a range in words, never one date."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.selfsufficiency.models import Standing

from .wording import a_day, number

WHY_NOT = {
    "few_weeks": "Too early for a range: it takes six full weeks of work to see a pace.",
    "few_steps": "Too early for a range: fewer than five steps have been taken, too few to see a pace.",
    "paused": "While it is paused nothing is forecast.",
    "nothing_left": "No step is left: everything that was to be handed over is in your hands.",
    "handed_over": "It has been handed over: there is nothing left to forecast.",
    "not_active": "The forecast begins when the work does.",
}


@dataclass(frozen=True, slots=True)
class OutlookShown:
    """`says` is the sentence, `more` what stands under it; the days are empty where there is no range."""

    says: str
    more: str
    early: bool = False
    even: date | None = None
    likely: date | None = None
    planned: date | None = None


def outlook_of(standing: Standing, today: date) -> OutlookShown:
    """The newest forecast, as long as it lies ahead."""
    told: dict[str, Any] = standing.forecast or {}
    left = standing.steps_left
    more = "" if left is None else "One step is left." if left == 1 else f"{left} steps are left."
    if told.get("state") == "not_converging":
        weeks = f"In the last {number(told['weeks'])} weeks" if told.get("weeks") else "Lately"
        return OutlookShown(f"No date: {weeks[:1].lower() + weeks[1:]} the steps left did not grow fewer.", more)
    even, likely, planned = (_day(told.get(name)) for name in ("even", "likely", "planned"))
    if told.get("state") not in {"early", "converging"} or even is None or likely is None:
        return OutlookShown(WHY_NOT.get(told.get("why") or "few_weeks", WHY_NOT["few_weeks"]), more)
    weeks = f"the last {told['weeks']}" if told.get("weeks") else "those before"
    said = f"Even chance by {a_day(even)}, 85% by {a_day(likely)}, if coming weeks resemble {weeks}."
    return OutlookShown(
        said, f"{more} {_against_plan(likely, planned)}".strip(), told["state"] == "early", even, likely, planned
    )


def _against_plan(likely: date, planned: date | None) -> str:
    if planned is None:
        return ""
    days = (planned - likely).days
    if days == 0:
        return "The range ends on the day of the handover you planned."
    count = "one day" if abs(days) == 1 else f"{abs(days)} days"
    return f"The range ends {count} {'before' if days > 0 else 'after'} the handover you planned."


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
