"""A text in the parts that people move, add or rewrite as one: paragraphs, list items, headings; and words."""

import re
from collections.abc import Iterator

# A line that begins something of its own: a list item, a heading, a quotation, a row of a table.
_BEGINS = re.compile(r"[ \t]{0,12}(?:[-*+•]|\d{1,3}[.)]|#{1,6}|>|\|)")
# Scripts without spaces between words are compared sign by sign.
_SIGN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"\s+|[{_SIGN}]|[^\s{_SIGN}]+")
_AFTER_WORDS = ".,;:!?…)]}”’\"'»"


def passages_of(text: str) -> list[str]:
    """The parts of `text`, each with the line breaks after it: joined they are the text."""
    lines: list[list[str]] = []
    between = True
    for line in text.splitlines(keepends=True):
        blank = not line.strip()
        if lines and (blank or not (between or _BEGINS.match(line))):
            lines[-1].append(line)
        else:
            lines.append([line])
        between = blank
    return ["".join(part) for part in lines]


def key_of(passage: str) -> str:
    """What makes two passages the same: their words, however the lines are broken."""
    return " ".join(passage.split())


def words_of(passage: str) -> list[str]:
    """Words, the marks after them, and the spaces between: joined they are the passage."""
    return [part for token in _WORD.findall(passage) for part in _with_marks_apart(token)]


def _with_marks_apart(token: str) -> Iterator[str]:
    bare = token.rstrip(_AFTER_WORDS)
    if bare and bare != token:
        yield bare
        yield token[len(bare) :]
    else:
        yield token
