"""The portfolio as a table that goes out: every row that the list would show, read a stretch at a time."""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any
from uuid import UUID

import xlsxwriter

from tracker.accounts.models import Membership
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.spreadsheet import csv_lines
from tracker.engagements.models import Engagement
from tracker.selfsufficiency.flags.sighting import Severity
from tracker.selfsufficiency.listed import flags_that_ask
from tracker.selfsufficiency.models import Standing
from tracker.selfsufficiency.words import stage_of

from .listing import stretch, those
from .names import shipped_title
from .narrowing import Narrowed
from .rows import outlook_of, phase_words
from .sorting import Order

STRETCH = 500
# A workbook is finished before its first byte leaves, so it is bounded; CSV goes out line by line and is not.
MOST_IN_WORKBOOK = 5000
HEADINGS = (
    "Client", "Engagement", "Title", "Playbook", "Phase or state", "Criteria met", "Criteria of the next gate", "Index",
    "Stage", "Change over eight weeks", "Planned handover", "Forecast, even chance", "Forecast, 85%", "Late",
    "Our share", "Client last seen", "Critical flags", "High flags", "Warnings", "Steps left", "Handed over",
)  # fmt: skip
WIDTHS = {0: 28, 2: 34, 3: 22, 4: 20, 8: 16}
# What is read for a row.
CELLS = (
    Client.name, Engagement.reference, Engagement.title, Engagement.playbook_key, Engagement.state,
    Engagement.planned_handover, Engagement.handed_over_on, Standing.gate, Standing.value, Standing.stage,
    Standing.change, Standing.forecast, Standing.late, Standing.practice_share, Standing.client_seen_at,
    Standing.flags, Standing.steps_left,
)  # fmt: skip
GRAVEST_FIRST = sorted(Severity, reverse=True)
PERCENT = HEADINGS.index("Our share")


class TooLong(Exception):
    """More rows than a workbook may hold."""


def rows_of(member: Membership, narrowed: Narrowed, order: Order, ids: list[UUID]) -> Iterator[tuple[Any, ...]]:
    """A row for each engagement: those of `ids` where some are named, else all that the list would show."""
    if ids:
        yield from (_cells(row) for row in those(member, ids, *CELLS))
        return
    after = ""
    while True:
        found, after = stretch(member, narrowed, order, CELLS, after, STRETCH)
        yield from (_cells(row) for row in found)
        if not after:
            return


def as_csv(rows: Iterator[tuple[Any, ...]]) -> Iterator[str]:
    def table() -> Iterator[tuple[Any, ...]]:
        yield HEADINGS
        yield from rows

    return csv_lines(table())


def as_workbook(rows: Iterator[tuple[Any, ...]]) -> IO[bytes]:
    """A file that is gone once it is closed. Text is written as text, so that nothing in it is taken for a formula;
    numbers and days as what they are. Raises `TooLong`."""
    file = tempfile.TemporaryFile()
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Portfolio")
    bold, percent = book.add_format({"bold": True}), book.add_format({"num_format": "0%"})
    for column, width in WIDTHS.items():
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(0, column, heading, bold)
    for place, cells in enumerate(rows, start=1):
        if place > MOST_IN_WORKBOOK:
            file.close()
            raise TooLong
        for column, value in enumerate(cells):
            _write(sheet, place, column, value, percent if column == PERCENT else None)
    book.close()
    file.seek(0)
    return file


def _write(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value)
    else:
        sheet.write_number(row, column, value, style)


def _cells(row: Any) -> tuple[Any, ...]:
    outlook, gate = outlook_of(row, row), row.gate or {}
    flags = [flag[2] for flag in flags_that_ask(row.flags)]
    return (
        row.name, f"E-{row.reference:04d}", row.title, shipped_title(row.playbook_key), phase_words(row, gate),
        gate.get("met"), gate.get("of"), round(row.value, 1), stage_of(row.stage).label, round(row.change, 1),
        row.planned_handover, outlook.even, outlook.likely, "late" if row.late else "", _rounded(row.practice_share),
        _day(row.client_seen_at), *(flags.count(severity) for severity in GRAVEST_FIRST), row.steps_left,
        row.handed_over_on,
    )  # fmt: skip


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else clock.day_of(moment)
