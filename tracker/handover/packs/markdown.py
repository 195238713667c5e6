"""The document as Markdown, a file for each chapter, for people who read on without Baton."""

import re
from collections.abc import Iterator

from .document import Block, Chapter, Document, Heading, Picture, Points, Prose, Said, Table, Tone
from .wording import day

MARKS = {
    Tone.SIGNED: "[signed] ",
    Tone.UNSIGNED: "[not signed] ",
    Tone.MISSING: "[missing] ",
    Tone.PLAIN: "",
    Tone.QUIET: "",
}
_HEADING = re.compile(r"^(#{1,6})(?=\s)", re.MULTILINE)
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def file_of(number: int, chapter: Chapter) -> str:
    return f"{number:02d}-{chapter.key.replace('_', '-')}.md"


def contents_of(document: Document) -> str:
    """The first file: what this is, and where everything stands."""
    lines = [
        f"# {document.title}: {plain(document.client)}",
        f"{plain(document.engagement)} ({document.code}), with {plain(document.practice)}. As it stood on "
        f"{day(document.as_of)}.",
        "`pack.pdf` says the same, to be read and printed; `document.json` for programs. `manifest.json` holds the "
        "SHA-256 of every file.",
        *(f"## {part}\n\n" + "\n".join(_line(*one) for one in chapters) for part, chapters in document.parts.items()),
    ]
    return "\n\n".join(lines) + "\n"


def _line(number: int, chapter: Chapter) -> str:
    lacks = f" ({len(chapter.absent)} missing)" if chapter.absent else ""
    return f"{number}. [{chapter.title}]({file_of(number, chapter)}){lacks}"


def chapter_of(number: int, chapter: Chapter) -> str:
    return "\n\n".join([f"# {number}. {chapter.title}", *_blocks(chapter)]) + "\n"


def _blocks(chapter: Chapter) -> Iterator[str]:
    for block in chapter.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {plain(text)}"
        case Said(text, tone):
            return f"{MARKS.get(tone, '')}{plain(text)}"
        case Prose(text):
            return _HEADING.sub(lambda mark: "#" * min(len(mark[1]) + 3, 6), text.strip())
        case Points(lines):
            return "\n".join(f"- {plain(line)}" for line in lines)
        case Picture(name, _, says):
            return f"![{plain(says)}](pictures/{name}.svg)"
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    head = f"**{plain(table.caption)}** ([{table.name}.csv](tables/{table.name}.csv))"
    rows = [table.columns, tuple("---" for _ in table.columns), *table.rows]
    return f"{head}\n\n" + "\n".join(f"| {' | '.join(map(plain, row))} |" for row in rows)


def plain(text: str) -> str:
    """A line that Markdown takes for nothing but words."""
    return "---" if text == "---" else _SPECIAL.sub(r"\\\1", " ".join(text.split()))
