"""CSV that goes out and comes in: cells that a spreadsheet would take for a formula are made harmless."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

FORMULA = frozenset("=+-@\t\r")
AT_ONCE = 250


def harmless(value: Any) -> Any:
    """A cell as it may go out. Text that begins like a formula gets an apostrophe, which spreadsheets do not show."""
    return f"'{value}" if isinstance(value, str) and value[:1] in FORMULA else value


def as_typed(cell: str) -> str:
    """A cell as somebody typed it: without the apostrophe that `harmless` put before it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Some lines of CSV after the other, the first with the mark by which spreadsheets know the encoding."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        writer.writerows([harmless(value) for value in row] for row in some)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
