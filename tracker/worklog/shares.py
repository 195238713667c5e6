"""Whose hands delivered how much: pure arithmetic on amounts by mode.

Coaching and looking on deliver nothing, so oversight is left out; what was done together counts half for either side.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from .models import Mode

OVERSIGHT = Mode.OVERSIGHT.value
OWN_PART = {Mode.CLIENT.value: 1.0, Mode.CLIENT_CHECKED.value: 1.0, Mode.TOGETHER.value: 0.5}
PRACTICE_PART = {Mode.CONSULTANT.value: 1.0, Mode.TOGETHER.value: 0.5}
SPAN = timedelta(days=28)

Entry = tuple[str, str, int, str]  # ISO day, mode, quantity, person
Work = Mapping[str, Iterable[Any]]


def practice_share(amounts: Mapping[str, float]) -> float | None:
    """The practice's part, 0 to 1, of everything delivered; `amounts` holds quantities by mode. None: nothing was."""
    return _part(amounts, PRACTICE_PART)


def hands_on_share(amounts: Mapping[str, float]) -> float | None:
    """The part of everything delivered that the client's own people did with their own hands, 0 to 1; what they direct
    a provider to do is owned and yet not learnt. None: nothing was delivered."""
    return _part(amounts, OWN_PART)


def _part(amounts: Mapping[str, float], counts: Mapping[str, float]) -> float | None:
    delivered = sum(quantity for mode, quantity in amounts.items() if mode != OVERSIGHT)
    counted = sum(counts.get(mode, 0.0) * quantity for mode, quantity in amounts.items())
    return counted / delivered if delivered else None


def practice_share_of(work: Work, today: date, span: timedelta = SPAN) -> float | None:
    """The practice's share over all activities in the `span` that ends with `today`; `work` is the fact slice."""
    return practice_share(amounts(every_entry(work), today - span + timedelta(days=1), today))


def hands_on_share_of(work: Work, today: date, span: timedelta = SPAN) -> float | None:
    """The client's hands-on share over all activities in the `span` that ends with `today`."""
    return hands_on_share(amounts(every_entry(work), today - span + timedelta(days=1), today))


def every_entry(work: Work) -> Iterator[Entry]:
    for entries in work.values():
        yield from entries


def amounts(entries: Iterable[Entry], first: date, last: date) -> dict[str, int]:
    """Quantities by mode from `first` to `last`, both included."""
    begin, end = first.isoformat(), last.isoformat()
    sums: dict[str, int] = {}
    for day, mode, quantity, _person in entries:
        if begin <= day <= end:
            sums[mode] = sums.get(mode, 0) + quantity
    return sums
