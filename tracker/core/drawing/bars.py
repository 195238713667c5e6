"""Bars and pips."""

from functools import lru_cache

from markupsafe import Markup, escape

from .figures import size
from .icons import icon

BAR = '<svg class="bt-bar{css}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
TRACK = '<rect class="t" width="100" height="10"/>'
WAYS = {"falling": "trending-down", "rising": "trending-up"}


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
