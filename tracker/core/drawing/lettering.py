"""How much room words take in a picture, before anybody has drawn them, and what is left of long ones."""

from functools import lru_cache
from unicodedata import combining, east_asian_width

SMALL = 12  # pixels, the size of a picture's words
# Of Inter at the weight of a picture's words, in hundredths of their size, in steps of five.
_WIDTHS = {
    27: " Iijl", 30: "!',.:;’", 35: "()/[\\]`t|", 40: "1fr", 45: "-_{}", 50: '"*^–', 55: "7?Laksvxz",
    60: "25EFJbcdeghnopquy", 65: "034689#$&+<=>BPRSTZ~−", 70: "ADKVXY", 75: "CGHNOQU", 85: "w", 92: "Mm…", 100: "%@W→",
}  # fmt: skip
_EM = {letter: hundredths / 100 for hundredths, letters in _WIDTHS.items() for letter in letters}
_OTHER, _FULL = 0.75, 1.1
_BOLD = 1.03


def width(text: str, size: float = SMALL, bold: bool = False) -> float:
    """Pixels that `text` takes at most, near enough; rather too many than too few."""
    return sum(map(_em, text)) * size * (_BOLD if bold else 1.0)


@lru_cache(maxsize=1024)
def _em(letter: str) -> float:
    if letter in _EM:
        return _EM[letter]
    if combining(letter):
        return 0.0
    if east_asian_width(letter) in "WF" or ord(letter) > 0x2FFF:
        return _FULL
    return _OTHER


def clip(text: str, room: float, bold: bool = False) -> str:
    """`text`, or as much of its beginning as fits into `room` pixels, with an ellipsis."""
    text = " ".join(text.split())
    if width(text, bold=bold) <= room:
        return text
    kept = text
    while kept and width(kept + "…", bold=bold) > room:
        kept = kept[: max(min(len(kept) - 1, int(room / 3)), 0)]
    return kept.rstrip() + "…" if kept else "…"


def initials(names: list[str]) -> list[str]:
    """Two letters each; a number tells apart those who share them."""
    found: list[str] = []
    for name in names:
        words = name.split() or ["?"]
        short = (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
        twins = sum(1 for one in found if one.rstrip("0123456789") == short)
        found.append(f"{short}{twins + 1}" if twins else short)
    return found
