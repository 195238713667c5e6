"""Who did how much: the work log as the index sees it, within its window of 56 days."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from .inputs import Activity, Inputs, Work

WINDOW = timedelta(days=56)
PROVIDER = "provider"
OVERSIGHT = "oversight"
UNOWNED_CREDIT = {"client": 1.0, "client_checked": 0.6, "together": 0.3, "consultant": 0.0, PROVIDER: 0.0}
OWNED_CREDIT = UNOWNED_CREDIT | {PROVIDER: 1.0}
HANDS_ON = {"client": 1.0, "client_checked": 1.0, "together": 0.5}


def in_window(on: date | None, today: date) -> bool:
    """Whether a day lies within the last 56 days, today included; the future does not count."""
    return on is not None and today - WINDOW <= on <= today


def deliveries(work: Iterable[Work], today: date) -> dict[str, float]:
    """Quantity delivered by mode within the window; only modes with any. Oversight delivers nothing."""
    oldest = today - WINDOW
    sums: dict[str, float] = {}
    for entry in work:
        if oldest <= entry.on <= today and entry.quantity > 0 and entry.mode != OVERSIGHT:
            sums[entry.mode] = sums.get(entry.mode, 0.0) + entry.quantity
    return sums


def credit(activity: Activity, today: date) -> float:
    """W, 0 to 1: quantity-weighted credit of the log; a provider's work is worth what its owner makes it.

    Raises KeyError for a mode the index does not know.
    """
    delivered = deliveries(activity.work, today)
    if not delivered:
        return 0.0
    worth = OWNED_CREDIT if activity.accountability >= 1 else UNOWNED_CREDIT
    earned = sum([worth[mode] * quantity for mode, quantity in delivered.items()])
    return earned / sum(delivered.values())


def hands_on_share(activities: Iterable[Activity], today: date) -> float | None:
    """(client + checked + half of together) over everything delivered, 0 to 1; None when nothing was."""
    own = everything = 0.0
    for activity in activities:
        for mode, quantity in deliveries(activity.work, today).items():
            own += HANDS_ON.get(mode, 0.0) * quantity
            everything += quantity
    return own / everything if everything else None


def condensed(inputs: Inputs, today: date) -> Inputs:
    """The same facts with each log summed to one entry per mode, so that reckoning again costs little."""
    return replace(inputs, activities=tuple(_with_short_log(a, today) for a in inputs.activities))


def _with_short_log(activity: Activity, today: date) -> Activity:
    sums = deliveries(activity.work, today)
    return replace(activity, work=tuple(Work(mode, quantity, today, None) for mode, quantity in sums.items()))
