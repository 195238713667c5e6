"""The forecast of a handover as a range against the plan; never one date."""

from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from .calendar import Axis
from .figures import size
from .icons import icon
from .moments import exact, span
from .reading import read

MINI = 150
EDGE = 20  # from the picture's side to the axis
LEAST_DAYS = 14  # a forecast of tomorrow still has an axis


def forecast_mini(sprite: str, outlook: Any, first: date, last: date) -> Markup:
    """One row of a list whose rows share the axis `first` to `last`.

    `outlook` has .even and .likely (dates, or none for no forecast), .planned (or none), .words (why there is none).
    """
    even, likely = read(outlook, "even"), read(outlook, "likely")
    if not (even and likely):
        why = read(outlook, "words")
        sub = f'<span class="sub">{escape(why)}</span>' if why else ""
        return Markup(f'<span class="bt-quiet">No forecast yet</span>{sub}')
    return _mini(sprite, even, likely, read(outlook, "planned"), first, last)


@lru_cache(maxsize=2048)
def _mini(sprite: str, even: date, likely: date, planned: date | None, first: date, last: date) -> Markup:
    axis = Axis(first, 0, MINI / max((last - first).days, 1))
    x = min(max(axis.x(even), 0), MINI - 4)
    width = max(min(axis.x(likely), MINI) - x, 4)
    late = planned is not None and likely > planned
    drawn = f'<rect class="t" y="4" width="{MINI}" height="6" rx="3"/>'
    drawn += f'<rect class="r" x="{size(x)}" y="3" width="{size(width)}" height="8" rx="3"/>'
    words = span(even, likely)
    if planned:
        p = size(min(max(axis.x(planned), 1), MINI - 1))
        drawn += f'<line class="p" x1="{p}" x2="{p}" y1="0" y2="14"/>'
        words += f", plan {planned.day} {planned:%b}"
    said = f'<span class="bt-late">{icon(sprite, "alert-triangle")}late</span>' if late else ""
    picture = f'<svg class="bt-fc{" late" if late else ""}" viewBox="0 0 {MINI} 14" aria-hidden="true">{drawn}</svg>'
    return Markup(f'<span class="bt-fcl">{picture}{said}</span><span class="sub">{words}</span>')


@lru_cache(maxsize=1024)
def forecast_line(today: date, even: date, likely: date, planned: date | None, title: str) -> Markup:
    """The range on a line from today to the plan or the far end, drawn for the desk and for the phone."""
    desk = _line(today, even, likely, planned, title, 620, "bt-desk", 6)
    return desk + _line(today, even, likely, planned, title, 326, "bt-mob", 4)


def _line(
    today: date, even: date, likely: date, planned: date | None, title: str, width: int, css: str, months: int
) -> Markup:
    first, last = min(today, planned or today), max(likely, planned or likely)
    axis = Axis(first, EDGE, (width - 46) / (max((last - first).days, LEAST_DAYS) * 1.08))
    start, end = axis.x(even), max(axis.x(likely), axis.x(even) + 6)
    late = planned is not None and likely > planned
    parts = [
        f'<svg class="bt-svg {css}" viewBox="0 0 {width} 104" role="img"><title>{escape(title)}</title>',
        f"<desc>{_said(even, likely, planned)}</desc>",
        f'<rect class="trk" x="{EDGE}" y="44" width="{width - 2 * EDGE}" height="14" rx="7"/>',
        *_months(axis, last, months, width, axis.x(planned) if planned else None),
        f'<rect class="rng{" late" if late else ""}" x="{size(start)}" y="44" width="{size(end - start)}"'
        ' height="14" rx="4"/>',
        f'<circle class="now" cx="{size(axis.x(today))}" cy="51" r="6"/>',
        _label((start + end) / 2, width, 84, (14, "k", span(even, likely)), (31, "q", "even chance to 85%")),
        *_plan(axis, today, planned, width),
        "</svg>",
    ]
    return Markup("".join(parts))


def _said(even: date, likely: date, planned: date | None) -> str:
    plan = f"; planned for {exact(planned)}" if planned else ""
    return f"Even chance by {exact(even)}, 85% by {exact(likely)}{plan}."


def _months(axis: Axis, last: date, most: int, width: int, plan: float | None) -> list[str]:
    drawn = []
    for month, x in axis.months(last, most):
        if not EDGE + 32 < x < width - 46:
            continue
        drawn.append(f'<line class="axis" x1="{size(x)}" x2="{size(x)}" y1="60" y2="78"/>')
        if plan is None or not -10 < plan - x < 34:  # its name would stand under the plan's line
            drawn.append(f'<text x="{size(x + 5)}" y="77">{month:%b}</text>')
    return drawn


def _plan(axis: Axis, today: date, planned: date | None, width: int) -> list[str]:
    drawn = []
    if planned:
        p = axis.x(planned)
        drawn.append(f'<line class="pln" x1="{size(p)}" x2="{size(p)}" y1="38" y2="84"/>')
        drawn.append(_label(p, width, 70, (98, "k", f"{planned.day} {planned:%b}, planned")))
    if planned is None or axis.x(planned) > axis.x(today) + 100:
        drawn.append('<text class="k" x="14" y="98">Today</text>')
    return drawn


def _label(x: float, width: int, room: int, *lines: tuple[int, str, str]) -> str:
    """Lines of (height, class, words) about x, kept within the picture."""
    at, anchor = (14.0, "start") if x < room else (width - 8.0, "end") if x > width - room else (x, "middle")
    return "".join(
        f'<text class="{css}" x="{size(at)}" y="{y}" text-anchor="{anchor}">{words}</text>' for y, css, words in lines
    )
