"""Who answers for each activity, stands in, does it and supplies it. The consultant’s cells are hatched and named."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from .canvas import Canvas, canvases, figure, label, rect
from .figures import size
from .lettering import clip

TITLE = "Who answers for what, and who does it"
HEADS = ("Answers for it", "Stands in", "Does it", "Supplies it")
MOST = 24  # more rows than these nobody takes in at once; all of them are in the table
NOBODY = "Nobody"
BLOCK = 14  # of hatch before the consultant’s name


@dataclass(frozen=True, slots=True)
class Hand:
    """Whoever holds something; `practice` for the consultant, `asked` for somebody who has not accepted."""

    name: str
    practice: bool = False
    asked: bool = False

    @property
    def words(self) -> str:
        return f"{self.name}, consultant" if self.practice else f"{self.name}, asked" if self.asked else self.name


@dataclass(frozen=True, slots=True)
class Charge:
    """An activity and who holds it. A missing `supplier` is no gap; `accountable` and `doer` are."""

    name: str
    critical: bool
    accountable: Hand | None
    deputy: Hand | None
    doer: Hand | None
    supplier: Hand | None = None

    @property
    def cells(self) -> tuple[Hand | None, ...]:
        return self.accountable, self.deputy, self.doer, self.supplier

    @property
    def gaps(self) -> tuple[bool, ...]:
        """Which empty cells are gaps: somebody must answer and do it, and stand in where it is critical."""
        return self.accountable is None, self.critical and self.deputy is None, self._undone, False

    @property
    def _undone(self) -> bool:
        return self.doer is None and self.supplier is None

    @property
    def weight(self) -> tuple[bool, bool, bool]:
        """For sorting: what is critical, what is a gap, what the consultant holds."""
        practice = any(hand and hand.practice for hand in self.cells)
        return not self.critical, not any(self.gaps), not practice


def responsibility(sprite: str, rows: Sequence[Charge], title: str = TITLE) -> Markup:
    """Critical activities first. Of many only those are drawn that matter most. Empty without rows."""
    if not rows:
        return Markup("")
    rows = sorted(rows, key=lambda row: not row.critical)
    chosen = sorted(sorted(rows, key=lambda row: row.weight)[:MOST], key=lambda row: not row.critical)
    drawn = [_picture(canvas, chosen, rows) for canvas in canvases(title, 712)]
    return figure(sprite, title, drawn, ("Activity", *HEADS), [_told(row) for row in rows])


def _told(row: Charge) -> tuple[str, ...]:
    cells = zip(row.cells, row.gaps, strict=True)
    name = f"{row.name} (critical)" if row.critical else row.name
    return (name, *(hand.words if hand else NOBODY if gap else "–" for hand, gap in cells))


def _picture(canvas: Canvas, chosen: Sequence[Charge], rows: Sequence[Charge]) -> Markup:
    high = 56 if canvas.phone else 32
    left = 0 if canvas.phone else 216
    step = (canvas.width - left) / len(HEADS)
    top = 26
    parts = [canvas.patterns(["consultant"])]
    for n, head in enumerate(HEADS):
        parts.append(label(left + step * n + 4, 14, head))
    for n, row in enumerate(chosen):
        parts += _row(canvas, row, top + n * high, left, step)
    bottom = top + len(chosen) * high
    if len(chosen) < len(rows):
        rest = len(rows) - len(chosen)
        words = "One more is" if rest == 1 else f"{rest} more are"
        parts.append(label(4, bottom + 18, f"{words} in the table.", "n"))
        bottom += 26
    items = [(canvas.swatch("consultant"), "in the consultant’s hands"), (_GAP, "nobody yet")]
    if any(row.critical for row in chosen):
        items.append((f'<text class="k" x="4" y="12">{STAR}</text>', "critical"))
    drawn, end = canvas.legend(items, bottom + 12)
    return canvas.drawn(end, _said(rows), parts + drawn)


STAR = "*"
_GAP = '<rect class="gap" x=".5" y=".5" width="13" height="13" rx="3"/>'


def _row(canvas: Canvas, row: Charge, y: float, left: float, step: float) -> list[str]:
    parts = [f'<line class="axis" x1="0" x2="{canvas.width}" y1="{size(y)}" y2="{size(y)}"/>']
    room = canvas.width - 16 if canvas.phone else left - 22
    name = clip(row.name, room, bold=True) + (f" {STAR}" if row.critical else "")
    parts.append(label(4, y + (19 if canvas.phone else 20), name, "k"))
    cell = y + (27 if canvas.phone else 4)
    for n, (hand, gap) in enumerate(zip(row.cells, row.gaps, strict=True)):
        parts.append(_cell(canvas, hand, gap, left + step * n, cell, step - 6))
    return parts


def _cell(canvas: Canvas, hand: Hand | None, gap: bool, x: float, y: float, wide: float) -> str:
    if hand is None:
        if not gap:
            return label(x + 4, y + 16, "–")
        return rect("gap", x + 0.5, y + 0.5, wide - 1, 23, ' rx="5"') + label(
            x + 6, y + 16, clip(NOBODY, wide - 8), "bad"
        )
    if not hand.practice:
        said = clip(f"{hand.name}?" if hand.asked else hand.name, wide - 6)
        return f"<g><title>{escape(hand.words)}</title>{label(x + 4, y + 16, said, '' if hand.asked else 'n')}</g>"
    said = clip(hand.name, wide - BLOCK - 8, bold=True)
    ground = rect("ts", x, y, wide, 24, ' rx="5"')
    return (
        f"<g><title>{escape(hand.words)}</title>{ground}"
        f'<rect {canvas.fill("consultant")} x="{size(x)}" y="{size(y)}" width="{BLOCK}" height="24" rx="5"/>'
        f"{label(x + BLOCK + 4, y + 16, said, 'k')}</g>"
    )


def _said(rows: Sequence[Charge]) -> str:
    """In numbers, since the names are in the table."""
    unanswered = sum(row.accountable is None for row in rows)
    practice = sum(any(hand and hand.practice for hand in row.cells) for row in rows)
    count = "One activity" if len(rows) == 1 else f"{len(rows)} activities"
    return f"{count}: nobody answers for {unanswered or 'none'}, and the consultant holds {practice or 'none'} of them."
