"""Steps left over time: how they went down, where more were asked for, and the fan of when none may be left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from .calendar import Axis
from .canvas import Canvas, canvases, figure, label
from .figures import size
from .moments import exact, short_words
from .reading import read

TITLE = "Steps left since the start, and when none may be left"
BEYOND = timedelta(weeks=104)
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500)
# How strongly the two parts of the fan are tinted.
LIKELY, SAFE = ".34", ".12"
NAMED = {"bt-desk": 8, "bt-mob": 3}


@dataclass(frozen=True, slots=True)
class Fan:
    """The days by which 50, 85 and 95 of 100 draws are done; the later ones may be missing, beyond two years."""

    even: date
    likely: date | None
    safe: date | None


def burn_down(sprite: str, weeks: Sequence[Any], fan: Fan | None, planned: date | None, title: str = TITLE) -> Markup:
    """weeks: .until (date), .left, .done, .lost, .added (numbers), oldest first, two or more; the first only begins."""
    drawn = [_picture(canvas, weeks, fan, planned) for canvas in canvases(title, 1080)]
    rows = [
        (exact(read(week, "until")), *(read(week, name) for name in ("left", "done", "lost", "added")))
        for place, week in enumerate(weeks)
        if place in (0, len(weeks) - 1) or read(week, "done") or read(week, "lost") or read(week, "added")
    ]
    return figure(sprite, title, drawn, ("Until", "Left", "Done", "Lost again", "Added"), rows)


@dataclass(frozen=True, slots=True)
class _Plot:
    axis: Axis
    top: float
    deep: float
    most: int

    def x(self, day: date) -> str:
        return size(self.axis.x(day))

    def y(self, steps: float) -> str:
        return size(self.top + self.deep * (1 - steps / self.most))


def _picture(canvas: Canvas, weeks: Sequence[Any], fan: Fan | None, planned: date | None) -> Markup:
    first, today = read(weeks[0], "until"), read(weeks[-1], "until")
    last = max(today, *(day for day in (planned, *_days(fan, today)) if day), first + timedelta(days=28))
    left, right = 34, canvas.width - 22
    peaks = [read(week, "left") + max(read(week, "added"), 0) for week in weeks]
    step = next((one for one in STEPS if one * 5 >= max(peaks)), 1000)
    most = step * max(-(-max(peaks) // step), 1)
    axis = Axis(first, left, (right - left) / (last - first).days)
    plot = _Plot(axis, 38, 190 if canvas.phone else 250, most)
    base = plot.top + plot.deep
    parts = [
        *_grid(plot, step, left, right),
        *_months(plot, first, last, 4 if canvas.phone else 12, base + 18),
        *(_fan(plot, fan, today, read(weeks[-1], "left")) if fan else ()),
        *_line(plot, weeks, NAMED[canvas.css]),
        *_marks(plot, today, planned, right),
    ]
    scope = any(read(week, "added") for week in weeks)
    legend, bottom = canvas.legend(list(_legend(fan, scope)), base + 34)
    return canvas.drawn(bottom, _said(weeks, fan, planned), [*parts, *legend])


def _days(fan: Fan | None, today: date) -> tuple[date, ...]:
    if fan is None:
        return ()
    end = fan.safe or fan.likely or today + BEYOND
    return (fan.even, end if fan.likely else today + BEYOND)


def _grid(plot: _Plot, step: int, left: float, right: float) -> Iterator[str]:
    for steps in range(0, plot.most + 1, step):
        y = plot.y(steps)
        yield f'<line class="{"tick" if steps == 0 else "axis"}" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>'
        yield label(left - 7, float(y) + 4, steps, anchor="end")


def _months(plot: _Plot, first: date, last: date, most: int, y: float) -> Iterator[str]:
    yield label(plot.axis.x(first), y, f"{first.day} {first:%b}")
    for month, x in plot.axis.months(last, most):
        if x > plot.axis.x(first) + 56:
            yield label(x, y, f"{month:%b}" + (f" {month.year}" if month.month == 1 else ""), anchor="middle")


def _fan(plot: _Plot, fan: Fan, today: date, left: int) -> Iterator[str]:
    now = f"{plot.x(today)} {plot.y(left)}"
    edges = [fan.even, fan.likely or today + BEYOND, *([fan.safe] if fan.likely and fan.safe else [])]
    for shade, (sooner, later) in zip((LIKELY, SAFE), zip(edges, edges[1:], strict=False), strict=False):
        corners = f"M{now} L{plot.x(sooner)} {plot.y(0)} L{plot.x(later)} {plot.y(0)} Z"
        yield f'<path class="rng" fill-opacity="{shade}" d="{corners}"/>'
    for edge in edges:
        if edge != today + BEYOND:
            yield f'<path class="lead" d="M{now} L{plot.x(edge)} {plot.y(0)}"/>'
    for edge in edges:
        if edge != today + BEYOND:
            yield f'<circle class="ev" cx="{plot.x(edge)}" cy="{plot.y(0)}" r="4"/>'


def _line(plot: _Plot, weeks: Sequence[Any], named: int) -> Iterator[str]:
    """A stair. Where what is required changed, it first goes up (or down) by as much, in ink."""
    path, scope = [f"M{plot.x(read(weeks[0], 'until'))} {plot.y(read(weeks[0], 'left'))}"], []
    for before, week in zip(weeks, weeks[1:], strict=False):
        x, had, added = plot.x(read(week, "until")), read(before, "left"), read(week, "added")
        path.append(f"H{x} V{plot.y(had + added)} V{plot.y(read(week, 'left'))}")
        if added:
            scope.append((abs(added), x, had, added))
    yield f'<path class="line" d="{" ".join(path)}"/>'
    for _, x, had, added in scope:
        yield f'<line class="pln" x1="{x}" x2="{x}" y1="{plot.y(had)}" y2="{plot.y(had + added)}"/>'
    for _, x, had, added in sorted(scope, reverse=True)[:named]:
        y = float(plot.y(had + added))
        place = (float(x), y - 6, "middle") if added > 0 else (float(x) - 5, y + 4, "end")
        yield label(place[0], place[1], f"{added:+d}".replace("-", "−"), "k", place[2])
    end = weeks[-1]
    yield f'<circle class="dot" cx="{plot.x(read(end, "until"))}" cy="{plot.y(read(end, "left"))}" r="6"/>'


def _marks(plot: _Plot, today: date, planned: date | None, right: float) -> Iterator[str]:
    base = plot.y(0)
    yield f'<line class="axis" x1="{plot.x(today)}" x2="{plot.x(today)}" y1="18" y2="{base}"/>'
    yield label(plot.axis.x(today), 12, "Today", "k", _anchor(plot.axis.x(today), right))
    if planned and planned >= plot.axis.first:
        yield f'<line class="pln" x1="{plot.x(planned)}" x2="{plot.x(planned)}" y1="32" y2="{base}"/>'
        x = plot.axis.x(planned)
        yield label(x, 27, f"Planned {short_words(planned)}", "k", _anchor(x, right))


def _anchor(x: float, right: float) -> str:
    return "end" if x > right - 60 else "start" if x < 90 else "middle"


def _legend(fan: Fan | None, scope: bool) -> Iterator[tuple[str, str]]:
    yield '<path class="line" d="M0 4 H7 V10 H14"/>', "Steps left"
    if scope:
        yield '<line class="pln" x1="7" x2="7" y1="0" y2="14"/>', "More asked for, or less"
    if fan:
        likely = f", 85% by {exact(fan.likely)}" if fan.likely else ", 85% beyond two years"
        yield _square(LIKELY), f"Even chance by {exact(fan.even)}{likely}"
        if fan.likely and fan.safe:
            yield _square(SAFE), f"95% by {exact(fan.safe)}"


def _square(shade: str) -> str:
    return f'<rect class="rng" fill-opacity="{shade}" width="14" height="14" rx="2"/>'


def _said(weeks: Sequence[Any], fan: Fan | None, planned: date | None) -> str:
    first, last = weeks[0], weeks[-1]
    said = (
        f"From {read(first, 'left')} steps on {exact(read(first, 'until'))} to {read(last, 'left')}"
        f" on {exact(read(last, 'until'))}."
    )
    if fan:
        likely = f"85% by {exact(fan.likely)}" if fan.likely else "85% beyond two years"
        safe = f", 95% by {exact(fan.safe)}" if fan.likely and fan.safe else ""
        said += f" Nothing left with an even chance by {exact(fan.even)}, {likely}{safe}."
    return said + (f" Handover planned for {exact(planned)}." if planned else "")
