"""What changed between two texts: lines first, then words within lines that were rewritten.

The work is bounded, since comparing is slow for long texts that repeat themselves: beyond the bounds the old text is
shown as removed and the new one as added.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from re import findall

MOST_LINES = 600
MOST_WORDS = 400
LINES_AROUND = 2
SAME, ADDED, REMOVED, GAP = "same", "added", "removed", "gap"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `kind` is same, added, removed, or gap where unchanged lines are left out."""

    kind: str
    text: str


def compare(before: str, after: str, *, whole: bool = False) -> list[Piece]:
    """How `after` came from `before`. With `whole` nothing that stayed the same is left out."""
    pieces = _joined(_lines(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    return pieces if whole else list(_shortened(pieces))


def _lines(before: list[str], after: list[str]) -> Iterator[Piece]:
    if max(len(before), len(after)) > MOST_LINES:
        yield from _replaced("".join(before), "".join(after))
        return
    for kind, b1, b2, a1, a2 in SequenceMatcher(None, before, after).get_opcodes():
        old, new = "".join(before[b1:b2]), "".join(after[a1:a2])
        if kind == "equal":
            yield Piece(SAME, old)
        elif kind == "replace":
            yield from _words(findall(r"\s+|\S+", old), findall(r"\s+|\S+", new))
        else:
            yield from _replaced(old, new)


def _words(before: list[str], after: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, before, after)
    if max(len(before), len(after)) > MOST_WORDS or matcher.ratio() < 0.4:
        yield from _replaced("".join(before), "".join(after))
        return
    for kind, b1, b2, a1, a2 in matcher.get_opcodes():
        if kind == "equal":
            yield Piece(SAME, "".join(before[b1:b2]))
        else:
            yield from _replaced("".join(before[b1:b2]), "".join(after[a1:a2]))


def _replaced(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece(REMOVED, old)
    if new:
        yield Piece(ADDED, new)


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    return [Piece(kind, "".join(one.text for one in run)) for kind, run in groupby(pieces, lambda piece: piece.kind)]


def _shortened(pieces: list[Piece]) -> Iterator[Piece]:
    """Long unchanged stretches keep a few lines beside each change."""
    for place, piece in enumerate(pieces):
        lines = piece.text.splitlines(keepends=True)
        if piece.kind != SAME or len(lines) <= 2 * LINES_AROUND + 1:
            yield piece
            continue
        if place > 0:
            yield Piece(SAME, "".join(lines[:LINES_AROUND]))
        yield Piece(GAP, "")
        if place < len(pieces) - 1:
            yield Piece(SAME, "".join(lines[-LINES_AROUND:]))
