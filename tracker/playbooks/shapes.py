"""The shapes a value in a data file may have; each reads a node and says what is wrong with it."""

import re
from typing import Any, Protocol

from .place import Place
from .problems import quoted
from .tree import Fields, Listing, Node, Scalar, Withheld

INVALID: Any = object()

# Besides control characters: line separators that only some programs see, lone surrogates, and the marks that
# turn the direction of text around so that a reader sees something else than is stored.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    "\u202a-\u202e\u2066-\u2069]"
)
NOT_TEXT = re.compile(r"~|[+-]?\d[\d_.,:eE+-]*|true|false|yes|no|on|off|null", re.IGNORECASE)
_WHOLE = re.compile(r"-?\d{1,9}")
_DECIMAL = re.compile(r"\d{1,3}(\.\d{1,6})?")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Shape(Protocol):
    def read(self, node: Node, place: Place) -> Any:
        """The value, or INVALID after telling `place` why."""


def found(node: Node) -> str:
    if isinstance(node, Scalar):
        return quoted(node.text)
    return "a list" if isinstance(node, Listing) else "named fields"


def refuse(node: Node, place: Place, rule: str) -> Any:
    """`rule` reads "must be …". A value that was refused by the parser already is passed over."""
    if not isinstance(node, Withheld):
        place.refuse(node.line, f"{rule}; found {found(node)}")
    return INVALID


class Text:
    """Text of one line, at most `longest` characters, trimmed; with `lines`, a block of several lines."""

    def __init__(self, longest: int, lines: bool = False):
        self.longest = longest
        self.lines = lines

    def read(self, node: Node, place: Place) -> Any:
        if not isinstance(node, Scalar):
            return refuse(node, place, "must be text")
        text = node.text.strip()
        if not text:
            return self._no(node, place, "must not be empty")
        if node.plain and NOT_TEXT.fullmatch(text):
            return refuse(node, place, "must be text: write it in quotes")
        if FORBIDDEN.search(text) or ("\t" in text and not self.lines):
            return self._no(node, place, "must not hold control characters")
        if "\n" in text and not self.lines:
            return self._no(node, place, "must be one line")
        if len(text) > self.longest:
            return self._no(node, place, f"must be at most {self.longest} characters; found {len(text)}")
        return text

    def _no(self, node: Scalar, place: Place, rule: str) -> Any:
        place.refuse(node.line, rule)
        return INVALID


class Word:
    """A short text that must match a pattern all through; `means` says which in plain words."""

    def __init__(self, pattern: str | re.Pattern[str], means: str, longest: int = 60):
        self.pattern = re.compile(pattern)
        self.means = means
        self.longest = longest

    def read(self, node: Node, place: Place) -> Any:
        if isinstance(node, Scalar) and len(node.text) <= self.longest and self.pattern.fullmatch(node.text):
            return node.text
        return refuse(node, place, f"must be {self.means}")


KEY = Word(_KEY, "a key of at most 60 small letters, digits and single hyphens")


class OneOf:
    def __init__(self, *choices: str):
        self.choices = choices

    def read(self, node: Node, place: Place) -> Any:
        if isinstance(node, Scalar) and node.text in self.choices:
            return node.text
        return refuse(node, place, f"must be one of {', '.join(self.choices)}")


class Whole:
    def __init__(self, low: int, high: int):
        self.low = low
        self.high = high

    def read(self, node: Node, place: Place) -> Any:
        number = whole(node)
        if number is None or not self.low <= number <= self.high:
            return refuse(node, place, f"must be a whole number from {self.low} to {self.high}")
        return number


class Share:
    """A part of a whole, 0 to 1."""

    def read(self, node: Node, place: Place) -> Any:
        if isinstance(node, Scalar) and node.plain and _DECIMAL.fullmatch(node.text):
            share = float(node.text)
            if share <= 1:
                return share
        return refuse(node, place, "must be a number from 0 to 1")


class Truth:
    def read(self, node: Node, place: Place) -> Any:
        if isinstance(node, Scalar) and node.plain and node.text in {"true", "false"}:
            return node.text == "true"
        return refuse(node, place, "must be true or false")


class Entries:
    """A list of `low` to `high` entries of one shape; gives a tuple."""

    def __init__(self, shape: Shape, low: int, high: int):
        self.shape = shape
        self.low = low
        self.high = high

    def read(self, node: Node, place: Place) -> Any:
        if not isinstance(node, Listing):
            return refuse(node, place, "must be a list")
        if not self.low <= len(node.entries) <= self.high:
            place.refuse(node.line, f"must have {self._bounds()}; found {len(node.entries)}")
            if len(node.entries) > self.high:
                return INVALID
        read = tuple(self.shape.read(entry, place.entry(at, entry)) for at, entry in enumerate(node.entries))
        return INVALID if INVALID in read else read

    def _bounds(self) -> str:
        if self.low == self.high:
            return f"exactly {self.low} entries"
        return f"from {self.low} to {self.high} entries"


def whole(node: Node | None) -> int | None:
    if isinstance(node, Scalar) and node.plain and _WHOLE.fullmatch(node.text):
        return int(node.text)
    return None


def text_of(fields: Fields, name: str) -> str | None:
    value = fields.values.get(name)
    return value.text.strip() if isinstance(value, Scalar) else None
