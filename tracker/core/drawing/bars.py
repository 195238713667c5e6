"""Bars, pips and small lines."""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from .figures import size
from .icons import icon

BAR = '<svg class="bt-bar{css}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
TRACK = '<rect class="t" width="100" height="10"/>'
WAYS = {"falling": "trending-down", "rising": "trending-up"}
SPARK_WIDTH, SPARK_TOP, SPARK_DEPTH = 80, 4, 18


@lru_cache(maxsize=1024)
def bar(value: float, css: str = "", ours: bool = False, mark: float | None = None) -> Markup:
    """A bar of 0 to 1; `ours` draws the consultant's hands; `mark` (0 to 1) is an upright line."""
    filled = size(min(max(value, 0), 1) * 100)
    upright = f'<rect class="m" x="{size(mark * 100 - 0.4)}" width=".8" height="10"/>' if mark else ""
    colour = "g" if ours else "f"
    start = BAR.format(css=f" {escape(css)}" if css else "")
    return Markup(f'{start}{TRACK}<rect class="{colour}" width="{filled}" height="10"/>{upright}</svg>')


@lru_cache(maxsize=1024)
def index_bar(value: float, least: float | None) -> Markup:
    """A pillar of 0 to 1; `least` is what the next stage needs, drawn so that it shows on either colour."""
    filled = f'<rect class="f" width="{size(value * 100)}" height="10"/>'
    at = (least or 0) * 100
    halo = f'<rect class="mh" x="{size(at - 0.9)}" width="1.8" height="10"/>'
    line = f'<rect class="m" x="{size(at - 0.4)}" width=".8" height="10"/>'
    return Markup(f"{BAR.format(css='')}{TRACK}{filled}{halo + line if least else ''}</svg>")


@lru_cache(maxsize=1024)
def share(sprite: str, value: float | None, trend: str | None = None) -> Markup:
    """The consultant's share of delivery, 0 to 1; `trend` is 'falling', 'rising', 'steady' or none."""
    if value is None:
        return Markup('<span class="bt-quiet bt-small">No work yet</span>')
    way = f'{icon(sprite, WAYS.get(trend, "minus"))}<span class="bt-vh">{escape(trend)}</span>' if trend else ""
    return Markup(f'<span class="bt-share">{bar(value, "thin", True)}{round(value * 100)}%{way}</span>')


@lru_cache(maxsize=256)
def pips(rung: int, words: str = "", of: int = 5) -> Markup:
    """How far an activity has moved: rung 0 to 4 fills one pip more than its number."""
    boxes = "".join(
        f'<rect class="{"on" if n <= rung else "off"}" x="{n * 13}" width="11" height="10" rx="2"/>' for n in range(of)
    )
    said = f'<span class="bt-small bt-quiet">{escape(words)}</span>' if words else ""
    return Markup(f'<svg class="bt-pips" viewBox="0 0 64 10" aria-hidden="true">{boxes}</svg>{said}')


def sparkline(values: Sequence[float], words: str = "") -> Markup:
    """A line through a few values, oldest first; `words` say what it shows."""
    return _sparkline(tuple(values), words)


@lru_cache(maxsize=4096)
def _sparkline(values: tuple[float, ...], words: str) -> Markup:
    if not values:
        return Markup("")
    low, high = min(values), max(values)
    step = SPARK_WIDTH / max(len(values) - 1, 1)
    heights = [SPARK_DEPTH * (value - low) / (high - low) if high > low else SPARK_DEPTH / 2 for value in values]
    points = [(size(1 + n * step), size(SPARK_TOP + SPARK_DEPTH - height)) for n, height in enumerate(heights)]
    path = "M" + " L".join(f"{x} {y}" for x, y in points)
    falling = len(values) > 1 and values[-1] < high - 1 and values[-1] <= values[-2]
    said = escape(words or f"From {values[0]:.0f} to {values[-1]:.0f}")
    (x, y), css = points[-1], "bt-spark down" if falling else "bt-spark"
    start = f'<svg class="{css}" viewBox="0 0 84 26" role="img" aria-label="{said}">'
    return Markup(f'{start}<path d="{path}"/><circle cx="{x}" cy="{y}" r="3"/></svg>')
