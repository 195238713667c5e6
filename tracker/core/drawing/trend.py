"""The index over time on the bands of its stages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from .calendar import Axis
from .canvas import Canvas
from .figures import size, whole
from .gauge import STAGES
from .lettering import clip, width
from .moments import exact
from .reading import read
from .table import as_table


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a picture's plot stands. `inside`: stage names within the bands; `events`: how many of the last to name."""

    css: str
    width: int
    left: int
    right: int
    top: int
    height: int
    inside: bool
    months: int
    events: int

    def y(self, value: float) -> float:
        return self.top + self.height * (1 - value / 100)


DESK = Frame("bt-desk", 1150, 116, 1110, 12, 258, False, 12, 5)
PHONE = Frame("bt-mob", 350, 0, 316, 8, 218, True, 4, 1)
LABEL = 190  # room a label needs to its right
INSIDE = 100  # what names within the bands take at most
# What moved the line without being a milestone: each has a shape of its own, drawn about 0 0, and words in the legend.
KINDS = {
    "scope": ('<rect class="ev" x="-4.5" y="-4.5" width="9" height="9"/>', "what is required changed"),
    "regression": ('<path class="now" d="M-6-5H6L0 6Z"/>', "something was lost"),
    "time": ('<path class="ev" d="M-5-6H5L-5 6H5Z"/>', "time alone: skills and proofs grew older"),
}
MILESTONE = ('<circle class="ev" r="5"/>', "a gate")


def trend(points: Sequence[Any], events: Sequence[Any], stage: int, title: str) -> Markup:
    """Two pictures, one for the desk and one for the phone.

    points: .on (date) and .value (0 to 100), oldest first, two or more; events: .on, .text and optionally .sub and
    .kind: one of `KINDS` is a mark that the legend explains, all others are milestones with their words beside them;
    stage: number of the present one, 0 to 4.
    """
    line = [(read(point, "on"), float(read(point, "value"))) for point in points]
    first, last = line[0][0], line[-1][0]
    marks = [event for event in events if first <= read(event, "on") <= last]
    return _picture(line, marks, stage, title, DESK) + _picture(line, marks, stage, title, PHONE)


def figure(sprite: str, points: Sequence[Any], events: Sequence[Any], stage: int, title: str) -> Markup:
    """The two pictures of `trend` and the table behind them. Remembered, since a line of last week is drawn often."""
    line = tuple((read(point, "on"), float(read(point, "value"))) for point in points)
    named = tuple(
        (read(event, "on"), read(event, "text"), read(event, "sub", ""), read(event, "kind", "")) for event in events
    )
    return _figure(sprite, line, named, stage, title)


@lru_cache(maxsize=256)
def _figure(
    sprite: str, line: tuple[tuple[date, float], ...], named: tuple[tuple[Any, ...], ...], stage: int, title: str
) -> Markup:
    drawn = trend(
        [{"on": on, "value": value} for on, value in line],
        [{"on": on, "text": text, "sub": sub, "kind": kind} for on, text, sub, kind in named],
        stage,
        title,
    )
    table = as_table(sprite, title, ("Day", "Index", "What happened")[: 3 if named else 2], _rows(line, named))
    return Markup('<figure class="bt-chart">') + drawn + table + Markup("</figure>")


def _rows(line: tuple[tuple[date, float], ...], named: tuple[tuple[Any, ...], ...]) -> list[tuple[str, ...]]:
    """A row for each day of the line, and one for each event on the day it happened."""
    if not named:
        return [(exact(on), whole(value)) for on, value in line]
    rows = [(on, 0, whole(value), "") for on, value in line]
    first, last = line[0][0], line[-1][0]
    rows += [(on, 1, "", text) for on, text, *_ in named if first <= on <= last]
    return [(exact(on), value, text) for on, _, value, text in sorted(rows, key=lambda row: row[:2])]


def _picture(line: list[tuple[date, float]], events: list[Any], stage: int, title: str, frame: Frame) -> Markup:
    first, last = line[0][0], line[-1][0]
    axis = Axis(first, frame.left, (frame.right - frame.left) / max((last - first).days, 1))
    path = " L".join(f"{size(axis.x(on))} {size(frame.y(value))}" for on, value in line)
    y = frame.y(line[-1][1])
    milestones = [event for event in events if read(event, "kind", "") not in KINDS]
    others = [event for event in events if read(event, "kind", "") in KINDS]
    legend, bottom = _legend(others, milestones, frame)
    parts = [
        f'<svg class="bt-svg {frame.css}" viewBox="0 0 {frame.width} {size(bottom)}" role="img">',
        f"<title>{escape(title)}</title><desc>{_said(line, events)}</desc>",
        *(_band(n, name, n == stage, frame) for n, name in enumerate(STAGES)),
        *_months(axis, last, frame),
        f'<path class="line" d="M{path}"/>',
        *(_mark(event, line, axis, frame) for event in others),
        *(_event(event, n, line, axis, frame) for n, event in enumerate(milestones[-frame.events :])),
        f'<circle class="dot" cx="{frame.right}" cy="{size(y)}" r="7"/>',
        f'<text class="k l" x="{frame.right + 12}" y="{size(y + 5)}">{whole(line[-1][1])}</text>',
        *legend,
        "</svg>",
    ]
    return Markup("".join(parts))


def _said(line: list[tuple[date, float]], events: list[Any]) -> str:
    (first, start), (last, end) = line[0], line[-1]
    told = "".join(f" {exact(read(event, 'on'))}: {escape(read(event, 'text'))}." for event in events)
    return f"From {whole(start)} on {exact(first)} to {whole(end)} on {exact(last)}.{told}"


def _band(n: int, name: str, now: bool, frame: Frame) -> str:
    depth = frame.height / len(STAGES)
    y = frame.top + depth * (len(STAGES) - 1 - n)
    colour = "bnow" if now else "b1" if n % 2 else "b0"
    place = f'x="0" y="{size(y + depth / 2 + 4)}"'
    if frame.inside and n < 2:  # the line starts low at the left, so the low names stand at the right
        place = f'x="{frame.right - 8}" y="{size(y + depth - 8)}" text-anchor="end"'
    elif frame.inside:
        place = f'x="{frame.left + 8}" y="{size(y + 18)}"'
    rect = f'x="{frame.left}" y="{size(y)}" width="{frame.right - frame.left}" height="{size(depth)}"'
    bold = ' class="k"' if now else ""
    return f'<rect class="{colour}" {rect}/><text{bold} {place}>{name}</text>'


def _months(axis: Axis, last: date, frame: Frame) -> list[str]:
    y = frame.top + frame.height + 22
    names = [f'<text x="{frame.left}" y="{y}">{axis.first.day} {axis.first:%b}</text>']
    for month, x in axis.months(last, frame.months):
        if frame.left + 48 < x <= frame.right:
            names.append(f'<text x="{size(x)}" y="{y}" text-anchor="middle">{month:%b}</text>')
    return names


def _legend(others: list[Any], milestones: list[Any], frame: Frame) -> tuple[list[str], float]:
    """Only where there is more to tell apart than milestones, which have their words beside them."""
    bottom = frame.top + frame.height + 30
    if not others:
        return [], bottom
    kinds = dict.fromkeys(read(event, "kind") for event in others)
    marks = [KINDS[kind] for kind in KINDS if kind in kinds] + ([MILESTONE] if milestones else [])
    centred = [(f'<g transform="translate(7 7)">{mark}</g>', words) for mark, words in marks]
    return Canvas(frame.css, frame.width, "").legend(centred, bottom + 8)


def _mark(event: Any, line: list[tuple[date, float]], axis: Axis, frame: Frame) -> str:
    on = read(event, "on")
    place = f"{size(axis.x(on))} {size(frame.y(_between(line, on)))}"
    said = f"<title>{exact(on)}: {escape(read(event, 'text'))}</title>"
    return f'<g transform="translate({place})">{said}{KINDS[read(event, "kind")][0]}</g>'


def _event(event: Any, n: int, line: list[tuple[date, float]], axis: Axis, frame: Frame) -> str:
    """Its words stand under the line to the right, where a rising line leaves room, one step lower each second
    time; near the right edge above it to the left."""
    x, y = axis.x(read(event, "on")), frame.y(_between(line, read(event, "on")))
    text = read(event, "text")
    backward = x > frame.right - LABEL
    drop = 72 if n % 2 and frame.events > 1 else 26
    under = not backward and y + drop + 34 < frame.top + frame.height
    end = y + drop if under else max(y - 34, frame.top + 30)
    at = f'x="{size(x + (4 if backward else -4))}" text-anchor="{"end" if backward else "start"}"'
    if backward and frame.inside:  # beside the names of the bands, not on them
        room = frame.width - INSIDE
        text = clip(str(text), room, bold=True)
        at = f'x="{size(min(max(x + 4 - width(text, bold=True), INSIDE), frame.width - width(text, bold=True)))}"'
    top = end + (15 if under else -21)
    sub = read(event, "sub")
    return (
        f'<line class="lead" x1="{size(x)}" x2="{size(x)}" y1="{size(y)}" y2="{size(end)}"/>'
        f'<circle class="ev" cx="{size(x)}" cy="{size(y)}" r="5"/>'
        f'<text class="k" {at} y="{size(top)}">{escape(text)}</text>'
        + (f'<text {at} y="{size(top + 16)}">{escape(sub)}</text>' if sub else "")
    )


def _between(line: list[tuple[date, float]], on: date) -> float:
    """The value of the drawn line on a day between its points."""
    before = max((point for point in line if point[0] <= on), key=lambda point: point[0])
    after = min((point for point in line if point[0] >= on), key=lambda point: point[0])
    days = max((after[0] - before[0]).days, 1)
    return before[1] + (after[1] - before[1]) * (on - before[0]).days / days
