"""The table behind a picture: the same, for those who read rather than look."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from .icons import icon


def as_table(sprite: str, caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Markup:
    """Folded away under "Show as a table"; the first cell of a row names it."""
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in others)}</tr>'
        for first, *others in rows
    )
    name = escape(caption)
    return Markup(
        f'<details class="bt-as-table"><summary>{icon(sprite, "chart-bar")}<span class="shut">Show as a table</span>'
        f'<span class="open">Hide the table</span><span class="bt-vh">: {name}</span></summary>'
        f'<div tabindex="0" role="region" aria-label="{name}, as a table">\n<table class="bt-table">'
        f'<caption class="bt-vh">{name}</caption><thead><tr>{heads}</tr></thead>\n<tbody>{body}</tbody></table>'
        "</div></details>"
    )
