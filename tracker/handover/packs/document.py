"""What a pack says, apart from how it looks: headings, paragraphs, tables and pictures, as plain data.

Chapters are made by pure functions; a PDF, and a folder of Markdown, CSV and JSON, are made from the same document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Tone(StrEnum):
    """How a sentence is meant: as the record has it, as an aside, signed, not signed, or that something is missing."""

    PLAIN = "plain"
    QUIET = "quiet"
    SIGNED = "signed"
    UNSIGNED = "unsigned"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of ours, or a name; never read as markup."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Prose:
    """A text that people wrote, in Markdown."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is that of its CSV file; `narrow` are the places of columns that hold a word or a number."""

    name: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    narrow: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG that stands alone; `says` is what it shows, for people who listen."""

    name: str
    svg: str
    says: str


Block = Heading | Said | Prose | Points | Table | Picture


@dataclass(frozen=True, slots=True)
class Chapter:
    """`part` is what it stands under together with others; `absent` says in sentences what belongs here and is not on
    record."""

    key: str
    title: str
    told: tuple[Block, ...]
    absent: tuple[str, ...] = ()
    part: str = ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All of it: first what is missing, then what is there."""
        if not self.absent:
            return self.told
        lacking = Said("This is not on record, or not signed:", Tone.MISSING)
        return (Heading("What is missing here", 2), lacking, Points(self.absent), *self.told)


@dataclass(frozen=True, slots=True)
class Document:
    """`kind` is full or minimum; `as_of` the day of which everything is told."""

    title: str
    client: str
    practice: str
    engagement: str
    code: str
    kind: str
    as_of: date
    chapters: tuple[Chapter, ...]

    @property
    def parts(self) -> dict[str, list[tuple[int, Chapter]]]:
        """The chapters with their numbers, by the part under which they stand."""
        found: dict[str, list[tuple[int, Chapter]]] = {}
        for number, chapter in enumerate(self.chapters, start=1):
            found.setdefault(chapter.part, []).append((number, chapter))
        return found

    @property
    def tables(self) -> Iterator[tuple[Chapter, Table]]:
        return ((chapter, block) for chapter in self.chapters for block in chapter.blocks if isinstance(block, Table))

    @property
    def pictures(self) -> Iterator[Picture]:
        return (block for chapter in self.chapters for block in chapter.blocks if isinstance(block, Picture))


def table(
    name: str, caption: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], narrow: Sequence[int] = ()
) -> Table:
    """A table of whatever can be written out; what is None stays empty."""
    written = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows)
    return Table(name, caption, tuple(columns), written, tuple(narrow))


def as_data(document: Document) -> dict[str, Any]:
    """The whole document as plain JSON."""
    return {
        "title": document.title,
        "client": document.client,
        "practice": document.practice,
        "engagement": document.engagement,
        "code": document.code,
        "kind": document.kind,
        "as_of": document.as_of.isoformat(),
        "chapters": [
            {
                "key": chapter.key,
                "title": chapter.title,
                "part": chapter.part,
                "absent": list(chapter.absent),
                "blocks": [block_as_data(block) for block in chapter.blocks],
            }
            for chapter in document.chapters
        ],
    }


def block_as_data(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    match block:
        case Heading(text, level):
            return {"kind": kind, "text": text, "level": level}
        case Said(text, tone):
            return {"kind": kind, "text": text, "tone": str(tone)}
        case Prose(text):
            return {"kind": kind, "text": text}
        case Points(lines):
            return {"kind": kind, "lines": list(lines)}
        case Picture(name, svg, says):
            return {"kind": kind, "name": name, "says": says, "svg": svg}
        case Table(name, caption, columns, rows, narrow):
            return {"kind": kind, "name": name, "caption": caption, "columns": list(columns),
                    "rows": [list(row) for row in rows], "narrow": list(narrow)}  # fmt: skip
