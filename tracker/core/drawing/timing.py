"""Hours kept free and hours used, by week: a step line over bars. What is used beyond the plan stands out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10

from markupsafe import Markup

from .canvas import Canvas, canvases, figure, label, rect
from .figures import size
from .lettering import width
from .moments import exact

TITLE = "Hours planned and used, by week"
MOST = 26
WIDE = 416
SQUEEZED = 1.25


@dataclass(frozen=True, slots=True)
class Hours:
    """One week; `used` of a week `ahead` is a forecast."""

    monday: date
    planned: float
    used: float
    ahead: bool = False

    @property
    def squeezed(self) -> bool:
        """More than a quarter over the plan."""
        return bool(self.planned) and self.used > SQUEEZED * self.planned


def timing(sprite: str, weeks: Sequence[Hours], title: str = TITLE, wide: int = WIDE) -> Markup:
    """Oldest first; of many weeks the last. Empty where nothing was ever planned or used. `wide`: pixels."""
    weeks = weeks[-MOST:]
    if not any(week.planned or week.used for week in weeks):
        return Markup("")
    drawn = [_picture(canvas, weeks) for canvas in canvases(title, wide)]
    return figure(sprite, title, drawn, ("Week of", "Planned", "Used", "Said"), [_told(week) for week in weeks])


def _told(week: Hours) -> tuple[str, ...]:
    said = "forecast" if week.ahead else "squeezed" if week.squeezed else ""
    return exact(week.monday), _hours(week.planned), _hours(week.used), said


def _hours(hours: float) -> str:
    return f"{hours:.1f}".removesuffix(".0")


def _picture(canvas: Canvas, weeks: Sequence[Hours]) -> Markup:
    most = max(1.0, *(max(week.planned, week.used) for week in weeks))
    tick = _tick(most)
    left, right, top, deep = max(34, width(_hours(tick)) + 10), canvas.width - 4, 24, 150
    scale = deep / most
    step = (right - left) / max(len(weeks), 6)
    base = top + deep
    parts = []
    for hours in (0, tick / 2, tick):
        y = base - hours * scale
        parts.append(f'<line class="axis" x1="{size(left)}" x2="{right}" y1="{size(y)}" y2="{size(y)}"/>')
        parts.append(label(left - 7, y + 4, _hours(hours), anchor="end"))
    for n, week in enumerate(weeks):
        parts += _bar(week, left + step * n, step, base, scale)
    parts.append(_plan(weeks, left, step, base, scale))
    every = max(-(-44 // max(int(step), 1)), 1)
    for n, week in enumerate(weeks):
        if n % every == 0 and left + step * (n + 0.5) < right - 16:
            parts.append(
                label(left + step * (n + 0.5), base + 18, f"{week.monday.day} {week.monday:%b}", anchor="middle")
            )
    drawn, bottom = canvas.legend(_legend(weeks), base + 32)
    return canvas.drawn(bottom, _said(weeks), parts + drawn)


def _tick(most: float) -> float:
    """The highest of the round numbers that is not above what is drawn; half of it is round as well."""
    power = 10.0 ** floor(log10(most))
    return max(power * times for times in (1, 2, 4, 6, 8) if power * times <= most)


def _bar(week: Hours, x: float, step: float, base: float, scale: float) -> list[str]:
    at, wide = x + step * 0.14, step * 0.72
    high = week.used * scale
    if week.ahead:
        return [rect("gap", at, base - high, wide, high)] if high else []
    if not week.squeezed:
        return [rect("rng", at, base - high, wide, high)] if high else []
    within = week.planned * scale
    return [
        rect("rng", at, base - within, wide, within),
        rect("over", at, base - high, wide, high - within),
        label(at + wide / 2, base - high - 5, "!", "bad", "middle"),
    ]


def _plan(weeks: Sequence[Hours], left: float, step: float, base: float, scale: float) -> str:
    """A step line, broken where nothing is planned."""
    path, drawn = "", False
    for n, week in enumerate(weeks):
        x, y = size(left + step * n), size(base - week.planned * scale)
        if week.planned:
            path += f"{'V' if drawn else f'M{x} '}{y}H{size(left + step * (n + 1))}"
        drawn = bool(week.planned)
    return f'<path class="pln" fill="none" d="{path}"/>' if path else ""


def _legend(weeks: Sequence[Hours]) -> list[tuple[str, str]]:
    items = []
    if any(week.planned for week in weeks):
        items.append(('<path class="pln" d="M0 7H14"/>', "planned"))
    if any(week.used and not week.ahead for week in weeks):
        items.append((rect("rng", 2, 0, 10, 14), "used"))
    if any(week.squeezed and not week.ahead for week in weeks):
        items.append((rect("over", 2.5, 0.5, 9, 13), "over 125% of the plan"))
    if any(week.ahead and week.used for week in weeks):
        items.append((rect("gap", 2.5, 0.5, 9, 13), "forecast"))
    return items


def _said(weeks: Sequence[Hours]) -> str:
    past = [week for week in weeks if not week.ahead]
    planned, used = sum(week.planned for week in past), sum(week.used for week in past)
    count = sum(week.squeezed for week in past)
    said = f"{_hours(used)} hours used of {_hours(planned)} planned in {len(past)} weeks."
    squeezed = "One week was" if count == 1 else f"{count} weeks were"
    return f"{said} {squeezed} squeezed: more than a quarter over the plan." if count else said
