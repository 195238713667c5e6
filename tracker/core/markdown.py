"""Markdown that people write, as HTML that cannot harm: escaped while rendering, then cleaned again."""

import mistune
import nh3
from markupsafe import Markup

_render = mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])
_TAGS = {
    "p", "br", "strong", "em", "del", "ul", "ol", "li", "blockquote", "code", "pre", "a", "h3", "h4", "h5", "h6",
    "table", "thead", "tbody", "tr", "th", "td", "hr",
}  # fmt: skip


def markdown(text: str) -> Markup:
    """`text` as safe HTML. Headings start at the third level, since the page owns the first two."""
    html = str(_render(text or ""))
    for level in (4, 3, 2, 1):
        html = html.replace(f"<h{level}>", f"<h{level + 2}>").replace(f"</h{level}>", f"</h{level + 2}>")
    clean = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})
    return Markup(clean)
