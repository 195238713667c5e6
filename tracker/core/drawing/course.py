"""The course of one measure: its values over time, between where it began and where it is to go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import floor, log10

from markupsafe import Markup, escape

from ..numbers import say_number, say_quantity
from .calendar import Axis
from .figures import size
from .moments import exact
from .table import as_table

Point = tuple[date, float]
Aim = tuple[date | None, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a picture's plot stands; `months`: how many of them to name."""

    css: str
    width: int
    left: int
    right: int
    top: int
    height: int
    months: int


DESK = Frame("bt-desk", 760, 64, 640, 16, 200, 8)
PHONE = Frame("bt-mob", 350, 44, 270, 16, 170, 3)
TICKS = 4
MOST_DOTS = 40
LONGEST_MARK = 14


def course(
    sprite: str, title: str, values: Sequence[Point], unit: str, baseline: Point | None, target: Aim | None
) -> Markup:
    """Two pictures, one for the desk and one for the phone, and the table behind them. `values` are oldest first; with
    `baseline` they hold at least one point. The target's day may be open."""
    return _course(sprite, title, tuple(values), unit, baseline, target)


@lru_cache(maxsize=256)
def _course(
    sprite: str, title: str, values: tuple[Point, ...], unit: str, baseline: Point | None,
    target: Aim | None,
) -> Markup:  # fmt: skip
    line = sorted({**dict([baseline] if baseline else []), **dict(values)}.items())
    if not line:
        return Markup("")
    rows = [("Baseline", exact(baseline[0]), say_quantity(baseline[1], unit))] if baseline else []
    rows += [("Value", exact(day), say_quantity(value, unit)) for day, value in values]
    if target:
        rows.append(("Target", exact(target[0]) if target[0] else "No day set", say_quantity(target[1], unit)))
    drawn = [_picture(line, unit, baseline, target, title, frame) for frame in (DESK, PHONE)]
    table = as_table(sprite, title, ("What", "Day", "Number"), rows)
    return Markup('<figure class="bt-chart">') + Markup("").join(drawn) + table + Markup("</figure>")


def _picture(
    line: list[Point], unit: str, baseline: Point | None, target: Aim | None, title: str,
    frame: Frame,
) -> Markup:  # fmt: skip
    first, last = line[0][0], line[-1][0]
    if target and target[0] and target[0] > last:
        last = target[0]
    last = max(last, first + timedelta(days=14))
    low, high = _range([value for _, value in line] + ([target[1]] if target else []))
    axis = Axis(first, frame.left, (frame.right - frame.left) / (last - first).days)

    def y(value: float) -> float:
        return frame.top + frame.height * (1 - (value - low) / (high - low))

    end_x, end_y = axis.x(line[-1][0]), y(line[-1][1])
    path = " L".join(f"{size(axis.x(day))} {size(y(value))}" for day, value in line)
    parts = [
        f'<svg class="bt-svg {frame.css}" viewBox="0 0 {frame.width} {frame.top + frame.height + 30}" role="img">',
        f"<title>{escape(title)}</title><desc>{_said(line, unit, baseline, target)}</desc>",
        *(_tick(value, y(value), frame) for value in _ticks(low, high)),
        *_months(axis, first, last, frame),
    ]
    marks = []
    if baseline:
        marks.append((y(baseline[1]), "Start", baseline[1], "lead"))
    if target:
        marks.append((y(target[1]), "Target", target[1], "pln"))
    parts += [_level(height, css, frame) for height, _, _, css in marks]
    parts += _names(marks, frame)
    parts.append(f'<path class="line" d="M{path}"/>')
    if len(line) <= MOST_DOTS:
        places = ((size(axis.x(day)), size(y(value))) for day, value in line[:-1])
        parts += [f'<circle class="ev" cx="{cx}" cy="{cy}" r="3"/>' for cx, cy in places]
    parts.append(f'<circle class="dot" cx="{size(end_x)}" cy="{size(end_y)}" r="6"/>')
    parts.append(_newest(line[-1][1], end_x, end_y, frame))
    return Markup("".join([*parts, "</svg>"]))


def _range(numbers: list[float]) -> tuple[float, float]:
    low, high = min(numbers), max(numbers)
    room = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    return (0.0 if 0 <= low < high / 2 else low - room), high + room


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers between both."""
    rough = (high - low) / TICKS
    power = 10 ** floor(log10(rough))
    step = next((factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough), 10 * power)
    start = floor(low / step) * step
    found = [round(start + n * step, 10) for n in range(TICKS * 2 + 2)]
    return [value for value in found if low <= value <= high]


def _tick(value: float, y: float, frame: Frame) -> str:
    said = say_number(round(value, 4))
    return (
        f'<line class="axis" x1="{frame.left}" x2="{frame.right}" y1="{size(y)}" y2="{size(y)}"/>'
        f'<text x="{frame.left - 8}" y="{size(y + 4)}" text-anchor="end">{_short(said)}</text>'
    )


def _level(y: float, css: str, frame: Frame) -> str:
    ends = f'x1="{frame.left}" x2="{frame.right}" y1="{size(y)}" y2="{size(y)}"'
    return f'<line class="{css}" stroke-dasharray="4 4" {ends}/>'


def _names(marks: list[tuple[float, str, float, str]], frame: Frame) -> list[str]:
    """Beside their lines, pushed apart where both are at about the same height."""
    found, before = [], float("-inf")
    for y, word, value, _ in sorted(marks):
        before = max(y, before + 16)
        found.append(
            f'<text x="{frame.right + 10}" y="{size(before + 4)}">{word} {escape(_short(say_number(value)))}</text>'
        )
    return found


def _newest(value: float, x: float, y: float, frame: Frame) -> str:
    above = y - 14 > frame.top
    anchor = "end" if x > frame.left + 60 else "start"
    place = f'x="{size(x)}" y="{size(y - 12 if above else y + 22)}" text-anchor="{anchor}"'
    return f'<text class="k l" {place}>{_short(say_number(value))}</text>'


def _short(said: str) -> str:
    return said if len(said) <= LONGEST_MARK else said[: LONGEST_MARK - 1] + "…"


def _months(axis: Axis, first: date, last: date, frame: Frame) -> list[str]:
    y = frame.top + frame.height + 22
    names = [f'<text x="{frame.left}" y="{y}">{first.day} {first:%b}</text>']
    for month, x in axis.months(last, frame.months):
        if frame.left + 52 < x <= frame.right - 10:
            year = f" {month:%Y}" if month.month == 1 else ""
            names.append(f'<text x="{size(x)}" y="{y}" text-anchor="middle">{month:%b}{year}</text>')
    return names


def _said(line: list[Point], unit: str, baseline: Point | None, target: Aim | None) -> str:
    (first, start), (last, end) = line[0], line[-1]
    told = f"From {say_quantity(start, unit)} on {exact(first)} to {say_quantity(end, unit)} on {exact(last)}."
    if target:
        told += f" The target is {say_quantity(target[1], unit)}{f' by {exact(target[0])}' if target[0] else ''}."
    return str(escape(told))
