"""What was promised and how often it came true: a column for each promise, with a mark at what it said."""

from collections.abc import Sequence

from markupsafe import Markup

from .canvas import Canvas, canvases, figure, label, rect
from .figures import size

TITLE = "How often reality was as soon as promised"
Promise = tuple[str, float, float | None]


def promises(sprite: str, columns: Sequence[Promise], title: str = TITLE) -> Markup:
    """(words, promised share, share that came true), 0 to 1; None where nothing is known. Empty without columns."""
    if not any(share is not None for _, _, share in columns):
        return Markup("")
    drawn = [_picture(canvas, columns) for canvas in canvases(title, 520)]
    rows = [(words, f"{promised:.0%}", _share(share)) for words, promised, share in columns]
    return figure(sprite, title, drawn, ("Promise", "Should come true", "Came true"), rows)


def _share(share: float | None) -> str:
    return "not known" if share is None else f"{share:.0%}"


def _picture(canvas: Canvas, columns: Sequence[Promise]) -> Markup:
    top, deep, left = 20, 170, 40
    step = (canvas.width - left - 6) / len(columns)
    parts = []
    for share in (0, 0.5, 1):
        y = top + deep * (1 - share)
        line = f'x1="{left}" x2="{canvas.width - 6}" y1="{size(y)}" y2="{size(y)}"'
        parts.append(f'<line class="{"axis" if share else "tick"}" {line}/>')
        parts.append(label(left - 7, y + 4, f"{share:.0%}", anchor="end"))
    for place, (words, promised, share) in enumerate(columns):
        x, wide = left + step * place + step * 0.22, step * 0.56
        if share is None:
            parts.append(label(x + wide / 2, top + deep - 8, "not known", anchor="middle"))
        else:
            parts.append(rect("rng", x, top + deep * (1 - share), wide, deep * share, ' rx="3"'))
            # Within a tall column the figure would meet the mark, so it stands over whichever is higher.
            y = top + deep * (1 - max(share, promised)) - 6
            parts.append(label(x + wide / 2, y, f"{share:.0%}", "k", "middle"))
        y = size(top + deep * (1 - promised))
        parts.append(f'<line class="pln" x1="{size(x - 8)}" x2="{size(x + wide + 8)}" y1="{y}" y2="{y}"/>')
        parts.append(label(x + wide / 2, top + deep + 18, words, anchor="middle"))
    legend, bottom = canvas.legend(
        [('<rect class="rng" width="14" height="14" rx="2"/>', "came true"),
         ('<line class="pln" x1="0" x2="14" y1="7" y2="7"/>', "what the words promise")],
        top + deep + 34,
    )  # fmt: skip
    said = "; ".join(f"{words}: {_share(share)} of {promised:.0%}" for words, promised, share in columns)
    return canvas.drawn(bottom, f"{said}.", [*parts, *legend])
