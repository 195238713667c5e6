"""The document as a PDF: designed, tagged for people who listen, and fit to be kept for decades."""

import re
from typing import Any

from tracker.core.pdf import typeset
from tracker.core.prose import tree

from .document import Document, Picture, Prose, Table, block_as_data
from .wording import day

ARCHIVAL = ("ua-1", "a-2a")
_BOX = re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')
_HASH = re.compile(r"[0-9a-f]{64}")
# In millimetres: as wide as the text, and never higher than what a page holds beside its caption.
WIDE, HIGH, HASH_SHOWN = 158.0, 190.0, 16


def paper_of(document: Document, hash: str) -> bytes:
    """The PDF of `document`, whose content has this `hash`. The same document gives the same bytes."""
    lacking = sum(len(chapter.absent) for chapter in document.chapters)
    return typeset("pack", {
        "title": document.title, "client": document.client, "practice": document.practice,
        "engagement": document.engagement, "code": document.code, "kind": document.kind, "as_of": day(document.as_of),
        "lacking": lacking, "hash": hash,
        "chapters": [
            {"key": chapter.key, "title": chapter.title, "absent": list(chapter.absent),
             "blocks": [_block(block) for block in chapter.told]}
            for chapter in document.chapters
        ],
    }, on=document.as_of, standards=ARCHIVAL)  # fmt: skip


def _block(block: Any) -> dict[str, Any]:
    data = block_as_data(block)
    if isinstance(block, Prose):
        return {"kind": "prose", "nodes": tree(block.text)}
    if isinstance(block, Picture):
        return data | {"wide": _width(block)}
    if isinstance(block, Table):
        return data | {"rows": [[_cell(cell) for cell in row] for row in block.rows]}
    return data


def _cell(cell: str) -> str:
    return f"{cell[:HASH_SHOWN]}\N{HORIZONTAL ELLIPSIS}" if _HASH.fullmatch(cell) else cell


def _width(picture: Picture) -> float:
    box = _BOX.search(picture.svg)
    if box is None:
        return WIDE
    wide, high = float(box[1]), float(box[2])
    return round(min(WIDE, HIGH * wide / high, wide * (0.29 if wide < 400 else WIDE / 712)), 2)
