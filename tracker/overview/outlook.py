"""When the owner could be on her own: the kept forecast as a range in words, never one date."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.selfsufficiency.forecast_words import words_of
from tracker.selfsufficiency.models import Standing


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
    even, likely, planned = (_day(told.get(name)) for name in ("even", "likely", "planned"))
    says = words_of(told, today)
    if told.get("state") not in {"early", "converging"} or even is None or likely is None:
        return OutlookShown(says, more)
    return OutlookShown(
        says, f"{more} {_against_plan(likely, planned)}".strip(), told["state"] == "early", even, likely, planned
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
