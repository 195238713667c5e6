"""Markdown as a tree of plain data, for a typesetter that must never read what people typed as markup."""

from typing import Any

import mistune

_parse = mistune.create_markdown(renderer=None, plugins=["table", "strikethrough"])
# What a text may be nested into; deeper levels are drawn like the deepest.
DEEPEST = 8
_LEAVES = {"text", "codespan", "block_code", "inline_html", "block_html"}

Node = dict[str, Any]


def tree(text: str) -> list[Node]:
    """Blocks as `{"kind", "text"?, "parts"?, "href"?, "ordered"?, "level"?}`. HTML is text like any other."""
    return _nodes(_parse(text or ""), 0)


def _nodes(tokens: Any, depth: int) -> list[Node]:
    found = (_node(token, depth) for token in tokens if token["type"] != "blank_line")
    return [node for node in found if node is not None]


def _node(token: dict[str, Any], depth: int) -> Node | None:
    kind, attributes = token["type"], token.get("attrs") or {}
    if kind in _LEAVES:
        return {"kind": "code" if "code" in kind else "text", "text": token.get("raw", ""), "block": "block" in kind}
    if kind in {"softbreak", "linebreak"}:
        return {"kind": "break"}
    if kind == "thematic_break":
        return {"kind": "rule"}
    if kind == "image":
        return {"kind": "text", "text": _plain(token), "block": False}
    node: Node = {"kind": _KINDS.get(kind, "group"), "parts": []}
    if depth < DEEPEST:
        node["parts"] = _nodes(token.get("children") or (), depth + 1)
    else:
        node = {"kind": "text", "text": _plain(token), "block": False}
    if kind == "link":
        node["href"] = _safe(attributes.get("url", ""))
    if kind == "list":
        node["ordered"] = bool(attributes.get("ordered"))
    if kind == "heading":
        node["level"] = attributes.get("level", 1)
    return node


_KINDS = {
    "paragraph": "paragraph", "strong": "strong", "emphasis": "emphasis", "strikethrough": "struck", "link": "link",
    "list": "list", "list_item": "item", "block_quote": "quote", "heading": "heading", "table": "table",
    "table_head": "row", "table_row": "row", "table_cell": "cell",
}  # fmt: skip


def _plain(token: dict[str, Any]) -> str:
    return token.get("raw") or "".join(_plain(child) for child in token.get("children") or ())


def _safe(url: str) -> str:
    return url if url.lower().startswith(("http://", "https://", "mailto:")) else ""
