"""The index of the last weeks as a small line, one in each row of a list.

All lines of a list share their axis: the newest week stands at the right edge, and a small movement looks small.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from .figures import size, whole
from .gauge import STAGES

WIDTH, TOP, DEPTH = 80, 4, 18
WEEKS = 8
LEAST_RANGE = 10.0  # points of the index; what moved less than that does not fill the height
DAYS, BAND = 7, 20

Week = tuple[int, float]


def sparkline(values: Sequence[float] | Sequence[Sequence[object]], words: str = "") -> Markup:
    """`values` oldest first: weeks as (ISO day, value), where a missing week is a gap in the line and a stage reached
    has a mark; or bare numbers, evenly spread. `words` say what it shows."""
    if not values:
        return Markup("")
    if isinstance(values[0], (int, float)):
        return _drawn(tuple(enumerate(map(float, values))), len(values) - 1, False, words)
    days = [(date.fromisoformat(str(day)).toordinal() // DAYS, float(value)) for day, value in values]
    newest = days[-1][0]
    return _drawn(
        tuple((week - newest, value) for week, value in days if newest - week < WEEKS), WEEKS - 1, True, words
    )


@lru_cache(maxsize=4096)
def _drawn(values: tuple[Week, ...], weeks: int, dated: bool, words: str) -> Markup:
    """`values` by week; dated ones end at week 0, which stands at the right."""
    numbers = [value for _, value in values]
    low, high = min(numbers), max(numbers)
    spread = max(high - low, LEAST_RANGE if dated else 0)
    middle = (low + high) / 2
    step = WIDTH / max(weeks, 1)
    first = values[-1][0] - weeks if dated else 0
    places = [
        (1 + (week - first) * step, TOP + DEPTH / 2 - (DEPTH * (value - middle) / spread if spread else 0))
        for week, value in values
    ]
    path = "".join(
        f"{'M' if n == 0 or values[n][0] - values[n - 1][0] > 1 else ' L'}{size(x)} {size(y)}"
        for n, (x, y) in enumerate(places)
    )
    risen = _stage_reached(values) if dated else None
    x, y = places[-1]
    falling = len(numbers) > 1 and numbers[-1] < high - 1 and numbers[-1] <= numbers[-2]
    said = words or _words(numbers, numbers[risen] if risen is not None else None)
    start = (
        f'<svg class="bt-spark{" down" if falling else ""}" viewBox="0 0 84 26" role="img" aria-label="{escape(said)}">'
    )
    mark = ""
    if risen is not None:
        up = places[risen]
        mark = f'<path d="M{size(up[0])} {size(up[1] - 4)}v8"/>'
    return Markup(f'{start}<path d="{path}"/>{mark}<circle cx="{size(x)}" cy="{size(y)}" r="3"/></svg>')


def _stage_reached(values: tuple[Week, ...]) -> int | None:
    """Where the line last rose into the stage in which it stands still; None where it began there or lower."""
    bands = [min(int(value / BAND), len(STAGES) - 1) for _, value in values]
    n = len(bands) - 1
    while n and bands[n - 1] >= bands[-1]:
        n -= 1
    return n if n else None


def _words(numbers: list[float], reached: float | None) -> str:
    said = (
        f"From {whole(numbers[0])} to {whole(numbers[-1])}"
        if len(numbers) > 1
        else f"{whole(numbers[0])}, the first week"
    )
    if reached is None:
        return said
    return f"{said}, {STAGES[min(int(reached / BAND), len(STAGES) - 1)]} reached"
