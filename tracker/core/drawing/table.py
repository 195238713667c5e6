"""The table behind a picture: the same, for those who read rather than look."""

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from .icons import icon

_FOLDED = '<details class="bt-as-table">'
_WHOLE = re.compile(rf"{_FOLDED}.*?</details>", re.DOTALL)


def as_table(sprite: str, caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Markup:
    """Folded away under "Show as a table"; the first cell of a row names it."""
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in others)}</tr>'
        for first, *others in rows
    )
    name = escape(caption)
    return Markup(
        f'{_FOLDED}<summary>{icon(sprite, "chart-bar")}<span class="shut">Show as a table</span>'
        f'<span class="open">Hide the table</span><span class="bt-vh">: {name}</span></summary>'
        f'<div tabindex="0" role="region" aria-label="{name}, as a table">\n<table class="bt-table">'
        f'<caption class="bt-vh">{name}</caption><thead><tr>{heads}</tr></thead>\n<tbody>{body}</tbody></table>'
        "</div></details>"
    )


def on_demand(sprite: str, drawn: Markup, title: str, href: str, wanted: bool) -> Markup:
    """A picture on a page of many: its table only where it is `wanted`, else a link to the page with it."""
    if wanted:
        return Markup(str(drawn).replace(_FOLDED, f'{_FOLDED[:-1]} open>'))
    told = f'<a class="bt-link" href="{escape(href)}">Show as a table<span class="bt-vh">: {escape(title)}</span></a>'
    return Markup(_WHOLE.sub(lambda _: f'<p class="bt-as-table">{icon(sprite, "chart-bar")} {told}</p>', str(drawn)))
