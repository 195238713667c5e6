"""The five pillars now and at the start: from a ring to a dot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from .canvas import LINE, Canvas, canvases, figure, label, rect
from .figures import hundredths, part, size
from .lettering import clip
from .moments import exact

TITLE = "The five pillars now and at the start"
RING = '<circle class="ev" cx="7" cy="7" r="5"/>'
DOT = '<circle class="dot" cx="7" cy="7" r="7"/>'
LOST = '<rect class="gap" x=".5" y="3.5" width="13" height="7"/>'

Pillar = tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a row has its name, its track and its two numbers; `above`: the name stands over the track."""

    left: int
    right: int
    step: int
    above: bool


DESK, PHONE = Frame(148, 330, 36, False), Frame(8, 256, 54, True)


def pillars(sprite: str, rows: Sequence[Pillar], began: date, today: date, title: str = TITLE) -> Markup:
    """`rows`: a pillar's name, its value at the start and its value now, each 0 to 1. Empty without rows."""
    if not rows:
        return Markup("")
    rows = [(name, _within(start), _within(now)) for name, start, now in rows]
    drawn = [_picture(canvas, rows, began, today) for canvas in canvases(title, 416)]
    told = [(name, part(start), part(now), _change(start, now)) for name, start, now in rows]
    columns = ("Pillar", f"At the start, {exact(began)}", f"Now, {exact(today)}", "Change")
    return figure(sprite, title, drawn, columns, told)


def _within(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _change(start: float, now: float) -> str:
    """Of the numbers as they are written, so that nobody finds it wrong."""
    change = hundredths(now) - hundredths(start)
    return f"{'+' if change > 0 else '−'}{part(abs(change) / 100)}" if change else "none"


def _picture(canvas: Canvas, rows: Sequence[Pillar], began: date, today: date) -> Markup:
    frame = PHONE if canvas.phone else DESK
    parts = [piece for n, row in enumerate(rows) for piece in _row(row, n * frame.step, frame, canvas.width)]
    items = [(RING, f"at the start, {began.day} {began:%b}"), (DOT, f"now, {today.day} {today:%b}")]
    if any(now < start for _, start, now in rows):
        items.append((LOST, "lost since"))
    drawn, bottom = canvas.legend(items, len(rows) * frame.step + 10)
    told = " ".join(f"{name}: from {part(start)} to {part(now)}." for name, start, now in rows)
    return canvas.drawn(bottom, told, parts + drawn)


def _row(row: Pillar, top: float, frame: Frame, wide: int) -> list[str]:
    name, start, now = row
    y = top + (38 if frame.above else LINE - 2)
    x, end = (frame.left + (frame.right - frame.left) * value for value in (start, now))
    room = wide if frame.above else frame.left - 20
    deep = 6 if now >= start else 10
    moved = rect("rng" if now >= start else "gap", min(x, end), y - deep / 2, abs(end - x), deep)
    return [
        label(0, top + 16 if frame.above else y + 4, clip(name, room, bold=True), "k"),
        rect("trk", frame.left, y - 3, frame.right - frame.left, 6, ' rx="3"'),
        moved,
        f'<circle class="ev" cx="{size(x)}" cy="{size(y)}" r="5"/>',
        f'<circle class="dot" cx="{size(end)}" cy="{size(y)}" r="7"/>',
        label(wide, y + 5, f"{part(start)} → {part(now)}", "n", "end"),
    ]
