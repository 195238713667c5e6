"""Who answers for each activity, stands in, does it and supplies it; and who has access to which tool.

The consultant’s cells are hatched and named.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from .canvas import Canvas, canvases, figure, label, rect
from .figures import size
from .lettering import clip

TITLE = "Who answers for what, and who does it"
ACCESS_TITLE = "Who has access to what"
ACCESS_HEADS = ("Administers it", "Works in it", "Consultant", "Supplier")
HEADS = ("Answers for it", "Stands in", "Does it", "Supplies it")
MOST = 24  # more rows than these nobody takes in at once; all of them are in the table
NOBODY = "Nobody"
WIDE = 712
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
        undone = self.doer is None and self.supplier is None
        return self.accountable is None, self.critical and self.deputy is None, undone, False


@dataclass(frozen=True, slots=True)
class Access:
    """A tool and who has access to it. A tool that nobody of the client administers has a gap."""

    name: str
    admin: Hand | None
    user: Hand | None
    practice: Hand | None
    provider: Hand | None
    critical: bool = False

    @property
    def cells(self) -> tuple[Hand | None, ...]:
        return self.admin, self.user, self.practice, self.provider

    @property
    def gaps(self) -> tuple[bool, ...]:
        return self.admin is None, False, False, False


Row = Charge | Access


def responsibility(sprite: str, rows: Sequence[Charge], title: str = TITLE, wide: int = WIDE) -> Markup:
    """Critical activities first. Of many only those are drawn that matter most. Empty without rows. `wide`: pixels."""
    ordered = sorted(rows, key=lambda row: not row.critical)
    unanswered = sum(row.accountable is None for row in rows)
    count = "One activity" if len(rows) == 1 else f"{len(rows)} activities"
    said = f"{count}: nobody answers for {unanswered or 'none'}, and the consultant holds {_held(rows)} of them."
    return _figure(sprite, title, ("Activity", *HEADS), ordered, said, wide)


def access(sprite: str, rows: Sequence[Access], title: str = ACCESS_TITLE, wide: int = WIDE) -> Markup:
    """Of many tools only those are drawn that matter most. Empty without rows. `wide`: pixels."""
    gaps = sum(row.admin is None for row in rows)
    count = "One tool" if len(rows) == 1 else f"{len(rows)} tools"
    said = f"{count}: nobody of the client administers {gaps or 'none'}; the consultant is in {_held(rows)} of them."
    return _figure(sprite, title, ("Tool", *ACCESS_HEADS), rows, said, wide)


def _held(rows: Sequence[Row]) -> int | str:
    return sum(any(hand and hand.practice for hand in row.cells) for row in rows) or "none"


def _weight(row: Row) -> tuple[bool, bool, bool]:
    """For choosing: what is critical, what is a gap, what the consultant holds."""
    return not row.critical, not any(row.gaps), not any(hand and hand.practice for hand in row.cells)


def _figure(sprite: str, title: str, columns: tuple[str, ...], rows: Sequence[Row], said: str, wide: int) -> Markup:
    if not rows:
        return Markup("")
    places = sorted(range(len(rows)), key=lambda place: _weight(rows[place]))[:MOST]
    chosen = [rows[place] for place in sorted(places)]
    rest = len(rows) - len(chosen)
    drawn = [_picture(canvas, chosen, columns[1:], rest, said) for canvas in canvases(title, wide)]
    return figure(sprite, title, drawn, columns, [_told(row) for row in rows])


def _told(row: Row) -> tuple[str, ...]:
    cells = zip(row.cells, row.gaps, strict=True)
    name = f"{row.name} (critical)" if row.critical else row.name
    return (name, *(hand.words if hand else NOBODY if gap else "–" for hand, gap in cells))


def _picture(canvas: Canvas, chosen: Sequence[Row], heads: Sequence[str], rest: int, said: str) -> Markup:
    high = 56 if canvas.phone else 32
    left = 0 if canvas.phone else round(canvas.width * 0.304)
    step = (canvas.width - left) / len(heads)
    top = 26
    parts = [canvas.patterns(["consultant"])]
    parts += [label(left + step * n + 4, 14, head) for n, head in enumerate(heads)]
    lines = "".join(f"M0 {top + n * high}H{canvas.width}" for n in range(len(chosen)))
    parts.append(f'<path class="axis" d="{lines}"/>')
    dashes = []
    for n, row in enumerate(chosen):
        parts += _row(canvas, row, top + n * high, left, step)
        empty = [place for place, hand in enumerate(row.cells) if hand is None and not row.gaps[place]]
        y = size(_cell_top(canvas, top + n * high) + 12)
        dashes += [f"M{size(left + step * place + 4)} {y}h7" for place in empty]
    if dashes:  # one line through all of them: there are many, and each would be a node of the page
        parts.append(f'<path class="axis" d="{"".join(dashes)}"/>')
    bottom = top + len(chosen) * high
    if rest:
        words = "One more is" if rest == 1 else f"{rest} more are"
        parts.append(label(4, bottom + 18, f"{words} in the table.", "n"))
        bottom += 26
    drawn, end = canvas.legend(_legend(canvas, chosen), bottom + 12)
    return canvas.drawn(end, said, parts + drawn)


def _legend(canvas: Canvas, chosen: Sequence[Row]) -> list[tuple[str, str]]:
    """Only of what is there."""
    items = []
    if any(hand and hand.practice for row in chosen for hand in row.cells):
        items.append((canvas.swatch("consultant"), "the consultant"))
    if any(gap and hand is None for row in chosen for hand, gap in zip(row.cells, row.gaps, strict=True)):
        items.append((_GAP, "nobody yet"))
    if any(hand and hand.asked for row in chosen for hand in row.cells):
        items.append(('<text x="4" y="12">?</text>', "asked, not accepted"))
    if any(row.critical for row in chosen):
        items.append((f'<text class="k" x="4" y="12">{STAR}</text>', "critical"))
    return items


STAR = "*"
_GAP = '<rect class="gap" x=".5" y=".5" width="13" height="13" rx="3"/>'


def _row(canvas: Canvas, row: Row, y: float, left: float, step: float) -> list[str]:
    parts = []
    room = canvas.width - 16 if canvas.phone else left - 22
    name = clip(row.name, room, bold=True) + (f" {STAR}" if row.critical else "")
    parts.append(label(4, y + (19 if canvas.phone else 20), name, "k"))
    cell = _cell_top(canvas, y)
    for n, (hand, gap) in enumerate(zip(row.cells, row.gaps, strict=True)):
        if hand or gap:
            parts.append(_cell(canvas, hand, left + step * n, cell, step - 6))
    return parts


def _cell_top(canvas: Canvas, y: float) -> float:
    return y + (27 if canvas.phone else 4)


def _cell(canvas: Canvas, hand: Hand | None, x: float, y: float, wide: float) -> str:
    """Whoever holds it, or the gap that nobody fills."""
    if hand is None:
        return rect("gap", x + 0.5, y + 0.5, wide - 1, 23, ' rx="5"') + label(
            x + 6, y + 16, clip(NOBODY, wide - 8), "bad"
        )
    if not hand.practice:
        said = clip(f"{hand.name}?" if hand.asked else hand.name, wide - 6)
        return _named(hand, said, label(x + 4, y + 16, said, "" if hand.asked else "n"))
    said = clip(hand.name, wide - BLOCK - 8, bold=True)
    return _named(
        hand,
        said,
        rect("ts", x, y, wide, 24, ' rx="5"')
        + f'<rect {canvas.fill("consultant")} x="{size(x)}" y="{size(y)}" width="{BLOCK}" height="24" rx="5"/>'
        + label(x + BLOCK + 4, y + 16, said, "k"),
    )


def _named(hand: Hand, said: str, drawn: str) -> str:
    """With the whole name on hover where there is no room for it."""
    return f"<g><title>{escape(hand.words)}</title>{drawn}</g>" if said.endswith("…") else drawn
