"""A time axis: where a day stands, and which months to name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from `first` on, drawn from `left` with `scale` pixels a day."""

    first: date
    left: float
    scale: float

    def x(self, day: date) -> float:
        return self.left + (day - self.first).days * self.scale

    def months(self, last: date, most: int) -> Iterator[tuple[date, float]]:
        """First days of months after `first` up to `last`, with their place; at most `most` of them."""
        count = (last.year - self.first.year) * 12 + last.month - self.first.month
        for n in range(1, count + 1, max(ceil(count / most), 1)):
            years, month = divmod(self.first.month - 1 + n, 12)
            start = date(self.first.year + years, month + 1, 1)
            yield start, self.x(start)
