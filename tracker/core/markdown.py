"""Markdown that people write, as HTML that cannot harm: escaped while rendering, then cleaned again."""

import re
from collections.abc import Callable

import mistune
import nh3
from markupsafe import Markup

_render = mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])
_TAGS = {
    "p", "br", "strong", "em", "del", "ul", "ol", "li", "blockquote", "code", "pre", "a", "h3", "h4", "h5", "h6",
    "table", "thead", "tbody", "tr", "th", "td", "hr",
}  # fmt: skip


_HEADING = re.compile(r"<(/?)h([1-6])>")
DEEPEST = 6


def markdown(text: str) -> Markup:
    """`text` as safe HTML. Headings start at the third level, since the page owns the first two, and skip none."""
    html = _HEADING.sub(_levels(), str(_render(text or "")))
    clean = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})
    return Markup(clean)


def _levels() -> Callable[[re.Match[str]], str]:
    """Moves headings down by two levels, but never more than one below the heading before."""
    level = 2

    def moved(tag: re.Match[str]) -> str:
        nonlocal level
        if not tag[1]:
            level = min(int(tag[2]) + 2, level + 1, DEEPEST)
        return f"<{tag[1]}h{level}>"

    return moved
