"""Whose hands did the work: each four weeks as one column. As the handover proceeds, the hatch leaves the picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from .canvas import Canvas, canvases, figure, label, rect
from .figures import size
from .moments import exact

TITLE = "Who does the work, each four weeks"
MOST = 13  # a year
# From the bottom up, as the stack stands.
WORDS = {
    "client": "client alone",
    "client_checked": "client, checked",
    "together": "together",
    "provider": "provider",
    "consultant": "consultant",
}
FILLS = {mode: mode.removeprefix("client_") for mode in WORDS}
HALF = {"consultant": 1.0, "together": 0.5}


@dataclass(frozen=True, slots=True)
class Weeks:
    """Four weeks from `first` to `last`, and how much was delivered in which mode. What else `delivered` names is
    left out: coaching and looking over deliver nothing."""

    first: date
    last: date
    delivered: Mapping[str, float]

    def of(self, mode: str) -> float:
        return max(float(self.delivered.get(mode, 0) or 0), 0.0)

    @property
    def all(self) -> float:
        return sum(map(self.of, WORDS))

    def share(self, mode: str) -> float:
        return self.of(mode) / self.all if self.all else 0.0

    @property
    def practice(self) -> float:
        """The consultant's share, what was done together counting half."""
        return sum(part * self.share(mode) for mode, part in HALF.items())


def hands(sprite: str, columns: Sequence[Weeks], title: str = TITLE) -> Markup:
    """`columns` are oldest first; of more than a year the last. Empty where nothing was ever delivered."""
    columns = columns[-MOST:]
    if not any(one.all for one in columns):
        return Markup("")
    drawn = [_picture(canvas, columns) for canvas in canvases(title, 612)]
    heads = ("Four weeks to", *(word.capitalize() for word in WORDS.values()), "Consultant’s share")
    return figure(sprite, title, drawn, heads, [_told(one) for one in columns])


def _told(one: Weeks) -> tuple[str, ...]:
    if not one.all:
        return (exact(one.last), *("–" for _ in WORDS), "nothing logged")
    return (exact(one.last), *(_cell(one, mode) for mode in WORDS), _percent(one.practice))


def _cell(one: Weeks, mode: str) -> str:
    return f"{_percent(one.share(mode))} ({one.of(mode):g})" if one.of(mode) else "0%"


def _percent(share: float) -> str:
    return f"{round(share * 100)}%"


def _picture(canvas: Canvas, columns: Sequence[Weeks]) -> Markup:
    left, right, top, deep = 44, canvas.width - 4, 24, 190
    step = (right - left) / max(len(columns), 4)
    wide = min(step * 0.72, 56)
    used = [mode for mode in WORDS if any(one.of(mode) for one in columns)]
    parts = [canvas.patterns([FILLS[mode] for mode in used])]
    for share in (0, 0.5, 1):
        y = top + deep * (1 - share)
        parts.append(f'<line class="axis" x1="{left}" x2="{right}" y1="{size(y)}" y2="{size(y)}"/>')
        parts.append(label(left - 8, y + 4, _percent(share), anchor="end"))
    every = -(-len(columns) * 44 // max(int(right - left), 1))  # a day needs 44 pixels
    for n, one in enumerate(columns):
        middle = left + step * (n + 0.5)
        parts += _column(canvas, one, middle, wide, top, deep)
        if (len(columns) - 1 - n) % max(every, 1) == 0:
            parts.append(label(middle, top + deep + 18, f"{one.last.day} {one.last:%b}", anchor="middle"))
    items = [(canvas.swatch(FILLS[mode]), WORDS[mode]) for mode in used]
    items.append(('<text class="k" y="11.5">%</text>', "consultant’s share, together counts half"))
    drawn, bottom = canvas.legend(items, top + deep + 34)
    return canvas.drawn(bottom, _said(columns), parts + drawn)


def _column(canvas: Canvas, one: Weeks, middle: float, wide: float, top: float, deep: float) -> list[str]:
    x = middle - wide / 2
    if not one.all:
        return [rect("gap", x, top, wide, deep), label(middle, top + deep / 2, "–", anchor="middle")]
    parts, y = [], top + deep
    for mode in WORDS:
        high = deep * one.share(mode)
        y -= high
        if high:
            fill = canvas.fill(FILLS[mode])
            parts.append(f'<rect {fill} x="{size(x)}" y="{size(y)}" width="{size(wide)}" height="{size(high)}"/>')
    share = _percent(one.practice) if wide >= 20 else str(round(one.practice * 100))
    return [*parts, label(middle, top - 7, share, "k", "middle")]


def _said(columns: Sequence[Weeks]) -> str:
    done = [one for one in columns if one.all]
    first, last = done[0], done[-1]
    said = f"The consultant’s share was {_percent(first.practice)} in the four weeks to {exact(first.last)}"
    if last is not first:
        said += f" and {_percent(last.practice)} in those to {exact(last.last)}"
    own = last.share("client") + last.share("client_checked")
    return f"{said}; then {_percent(own)} was done by the client’s own people."
