"""How one text came from another, as people read it: for whatever is written, rewritten and signed."""

from .alignment import Alignment, Budget, align
from .changes import ADDED, CHANGED, REMOVED, SAME, Passage, Piece, budget, compare, counterparts
from .passages import key_of, passages_of, words_of

__all__ = [
    "ADDED", "CHANGED", "REMOVED", "SAME", "Alignment", "Budget", "Passage", "Piece", "align", "budget", "compare",
    "counterparts", "key_of", "passages_of", "words_of",
]  # fmt: skip
