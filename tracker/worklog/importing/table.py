"""A file of comma-separated values as a table: its encoding, its delimiter, and which column is which. No database."""

import codecs
import csv
import io
import re
from dataclasses import dataclass

from tracker.core.errors import Refused
from tracker.core.spreadsheet import as_typed
from tracker.core.text import clean_line

LARGEST = 2_000_000
MOST_ROWS = 5000
LONGEST_CELL = 2000
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
NAMES = {
    "date": ("date", "day", "on", "when", "datum"),
    "activity": ("activity", "task", "work", "what"),
    "quantity": ("quantity", "qty", "howmany", "pieces", "count", "number", "amount"),
    "minutes": ("minutes", "min", "mins", "time", "duration"),
    "mode": ("mode", "how", "howitwasdone"),
    "person": ("person", "who", "whodidit", "name", "by", "doneby"),
    "note": ("note", "notes", "comment", "comments", "remark", "description"),
}
NEEDED = ("date", "activity")


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` gives the place of each column that is known, `ignored` names the others. Rows have their line."""

    delimiter: str
    columns: dict[str, int]
    headings: dict[str, str]
    ignored: list[str]
    rows: list[tuple[int, list[str]]]

    @property
    def separated_by(self) -> str:
        return DELIMITERS[self.delimiter]


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and how it was read. Raises `Refused` for what is no text."""
    if len(data) > LARGEST:
        raise Refused(f"A file may have at most {LARGEST // 1_000_000} MB.", "file")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text, how = _strictly(data, "utf-16"), "UTF-16"
    else:
        try:
            text, how = data.decode("utf-8-sig"), "UTF-8"
        except UnicodeDecodeError:
            text, how = data.decode("cp1252", errors="replace"), "Western European (Windows)"
    if "\x00" in text:
        raise Refused("This is no text: it holds zero bytes. Save it as CSV, and send that.", "file")
    if not text.strip():
        raise Refused("The file is empty.", "file")
    return text, how


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("The file begins like UTF-16 and is not. Save it as CSV in UTF-8.", "file") from None


def read_table(text: str) -> Table:
    """Raises `Refused` when no table can be made of it."""
    delimiter = _delimiter(text)
    lines: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                lines.append((reader.line_num, [_cell(cell) for cell in row]))
            if len(lines) > MOST_ROWS + 1:
                raise Refused(f"At most {MOST_ROWS:,} rows at once. Split the file.", "file")
    except csv.Error as problem:
        raise Refused(f"Line {reader.line_num} cannot be read: {problem}.", "file") from None
    if len(lines) < 2:
        raise Refused("The file has a heading at most: there is no row to bring in.", "file")
    columns, headings, ignored = _columns(lines[0][1])
    return Table(delimiter, columns, headings, ignored, lines[1:])


def _delimiter(text: str) -> str:
    heading = text.lstrip("\ufeff\r\n ").split("\n", 1)[0]
    counts = {mark: heading.count(mark) for mark in DELIMITERS}
    best = max(counts, key=lambda mark: counts[mark])
    if not counts[best]:
        raise Refused("The first line names no columns. It has to name at least the date and the activity.", "file")
    return best


def _cell(cell: str) -> str:
    return as_typed(clean_line(cell[:LONGEST_CELL]))


def _columns(heading: list[str]) -> tuple[dict[str, int], dict[str, str], list[str]]:
    """Names are matched loosely: without capitals, spaces and marks."""
    columns: dict[str, int] = {}
    headings: dict[str, str] = {}
    ignored: list[str] = []
    for place, words in enumerate(heading):
        loose = re.sub(r"[^a-z]", "", words.lower())
        known = next((name for name, words_for in NAMES.items() if loose in words_for), None)
        if known is None or known in columns:
            ignored += [words] if words else []
        else:
            columns[known], headings[known] = place, words
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        seen = ", ".join(words for words in heading if words)[:300]
        raise Refused(f"There is no column for the {' and the '.join(missing)}. The file has: {seen}.", "file")
    return columns, headings, ignored
