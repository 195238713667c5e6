"""The document as a PDF: designed, tagged for people who listen, and fit to be kept for decades."""

import re
from typing import Any

from tracker.core.pdf import typeset
from tracker.core.prose import tree

from .document import Document, Picture, Prose, Table, block_as_data
from .wording import day

ARCHIVAL = ("ua-1", "a-2a")
_BOX = re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')
_DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b")
_ENDLESS = re.compile(r"[^\s/]{25,}")
_HASH = re.compile(r"[0-9a-f]{64}")
# In millimetres: as wide as the text, and never higher than what a page holds beside its caption.
WIDE, HIGH, HASH_SHOWN = 158.0, 190.0, 16
# Letters: a column counts as holding at least and at most so many. One that takes what it needs holds no more than
# these, where it was meant to be narrow, and elsewhere.
LEAST, MOST = 14, 70
NARROW, SHORT = 24, 17


def paper_of(document: Document, hash: str) -> bytes:
    """The PDF of `document`, whose content has this `hash`. The same document gives the same bytes."""
    lacking = sum(len(chapter.absent) for chapter in document.chapters)
    return typeset("pack", {
        "title": document.title, "client": document.client, "practice": document.practice,
        "name": _torn(document.client), "engagement": document.engagement, "code": document.code,
        "kind": document.kind, "as_of": day(document.as_of),
        "lacking": lacking, "hash": hash,
        "parts": [
            {"title": part, "chapters": [
                {"number": number, "key": chapter.key, "title": chapter.title, "absent": list(chapter.absent),
                 "blocks": [_block(block) for block in chapter.told]}
                for number, chapter in chapters
            ]}
            for part, chapters in document.parts.items()
        ],
    }, on=document.as_of, standards=ARCHIVAL)  # fmt: skip


def _block(block: Any) -> dict[str, Any]:
    data = block_as_data(block)
    if isinstance(block, Prose):
        return {"kind": "prose", "nodes": tree(block.text)}
    if isinstance(block, Picture):
        return data | {"wide": _width(block)}
    return data | _columns(block) if isinstance(block, Table) else data


def _columns(table: Table) -> dict[str, Any]:
    """What of a table is printed: a column in which nothing stands anywhere would only take the room of others."""
    kept = [place for place in range(len(table.columns)) if place == 0 or any(row[place] for row in table.rows)]
    return {
        "columns": [table.columns[place] for place in kept],
        "rows": [[_cell(row[place]) for place in kept] for row in table.rows],
        "widths": [_share(table, place) for place in kept],
    }


def _share(table: Table, place: int) -> float:
    """How much of the room a column gets: more where more stands in it, so that no table is longer than it must be.
    Nought is as much as it takes, for a word or a number."""
    said = [_cell(row[place]) for row in table.rows if row[place]] or [""]
    if max(map(len, said)) <= (NARROW if place in table.narrow else SHORT):
        return 0
    return round(min(max(sum(map(len, said)) / len(said), LEAST), MOST) ** 0.6, 2)


def _cell(cell: str) -> str:
    """Of a hash its beginning; a day is not torn apart."""
    if _HASH.fullmatch(cell):
        return f"{cell[:HASH_SHOWN]}\N{HORIZONTAL ELLIPSIS}"
    return _torn(_DAY.sub(lambda day: day[0].replace(" ", "\N{NO-BREAK SPACE}"), cell))


def _torn(text: str) -> str:
    """A word that no column could hold may be broken anywhere."""
    return _ENDLESS.sub(lambda word: "\N{ZERO WIDTH SPACE}".join(re.findall(r".{1,8}", word[0])), text)


def _width(picture: Picture) -> float:
    box = _BOX.search(picture.svg)
    if box is None:
        return WIDE
    wide, high = float(box[1]), float(box[2])
    return round(min(WIDE, HIGH * wide / high, wide * (0.29 if wide < 400 else WIDE / 712)), 2)
