"""The rows of a table as pieces of work, and every row that cannot be one, with its line, its column and the reason."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from tracker.accounts.models import Membership
from tracker.core.errors import Refused
from tracker.responsibilities.models import Activity

from ..checking import Ground, Piece, check
from ..models import Mode
from ..modes import TOTALS, usual_mode, words_for
from .table import Table

FORMATS = {
    "%Y-%m-%d": "year-month-day",
    "%d/%m/%Y": "day/month/year",
    "%d.%m.%Y": "day.month.year",
    "%d-%m-%Y": "day-month-year",
    "%d %B %Y": "day, month in words, year",
    "%d %b %Y": "day, month in words, year",
    "%d/%m/%y": "day/month/year",
    "%m/%d/%Y": "month/day/year",
    "%Y/%m/%d": "year/month/day",
    "%Y-%m-%d %H:%M:%S": "year-month-day with a time",
    "%Y-%m-%dT%H:%M:%S": "year-month-day with a time",
}
# What a refusal of the work log calls a field is a column here.
COLUMN_OF = {"on": "date", "quantity": "quantity", "minutes": "minutes", "mode": "mode", "person": "person"}
LONGEST_NOTE = 500
# So many rows show how dates are written.
LOOKED_AT = 300
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BadRow:
    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Understood:
    """`dates` says how dates were read, with an example."""

    pieces: list[Piece]
    bad: list[BadRow]
    dates: str

    def for_others(self, by: Membership) -> dict[str, int]:
        """How many entries are said to be the work of whom of the client, but for `by`: they wait for that person."""
        return dict(Counter(one.person.name for one in self.pieces if one.person.of_client and one.person.id != by.id))


@dataclass(frozen=True, slots=True)
class Names:
    """By the words people use for them, loosely: what an engagement has. None: several are called so."""

    activities: dict[str, Activity | None]
    people: dict[str, Membership | None]
    modes: dict[str, Mode]


@dataclass
class _Reading:
    table: Table
    names: Names
    by: Membership
    ground: Ground
    form: str
    pieces: list[Piece] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)

    def take(self, line: int, row: list[str]) -> None:
        try:
            piece = self._piece(row)
            check(piece, self.by, self.ground)
        except Refused as refusal:
            self.bad.append(BadRow(line, COLUMN_OF.get(refusal.field or "", refusal.field or ""), refusal.message))
        else:
            self.pieces.append(piece)

    def _piece(self, row: list[str]) -> Piece:
        activity, person = self._activity(row), self._person(row)
        return Piece(
            activity, self._mode(row, activity, person), person, self._day(row),
            _number(self._said(row, "quantity"), "quantity") or 1, _minutes(self._said(row, "minutes")),
            self._said(row, "note")[:LONGEST_NOTE],
        )  # fmt: skip

    def _said(self, row: list[str], column: str) -> str:
        place = self.table.columns.get(column)
        return row[place] if place is not None and place < len(row) else ""

    def _activity(self, row: list[str]) -> Activity:
        said = self._said(row, "activity")
        if not said:
            raise Refused("The activity is missing.", "activity")
        found = self.names.activities.get(loosely(said))
        if found is None:
            raise Refused(f"There is no activity called “{_short(said)}”.", "activity")
        return found

    def _person(self, row: list[str]) -> Membership:
        said = self._said(row, "person")
        if not said:
            return self.by
        if loosely(said) not in self.names.people:
            raise Refused(f"Nobody here is called “{_short(said)}”.", "person")
        found = self.names.people[loosely(said)]
        if found is None:
            raise Refused(f"Several people are called “{_short(said)}”.", "person")
        return found

    def _mode(self, row: list[str], activity: Activity, person: Membership) -> Mode:
        said = self._said(row, "mode")
        if not said:
            return usual_mode(person, activity, self.ground.answering(activity))
        if loosely(said) not in self.names.modes:
            raise Refused(f"“{_short(said)}” is no way in which you may log work.", "mode")
        return self.names.modes[loosely(said)]

    def _day(self, row: list[str]) -> date:
        said = self._said(row, "date")
        if not said:
            raise Refused("The date is missing.", "date")
        found = parsed(said, self.form)
        if found is None:
            raise Refused(f"“{_short(said)}” is no date written {FORMATS[self.form]}.", "date")
        return found


def understand(table: Table, names: Names, by: Membership, ground: Ground, tell: Tell | None = None) -> Understood:
    """Every row checked as if `by` logged it by hand. `tell` is called with how many rows are done, of how many."""
    form = likely_format(row[table.columns["date"]] for _, row in table.rows if table.columns["date"] < len(row))
    reading = _Reading(table, names, by, ground, form)
    for place, (line, row) in enumerate(table.rows, start=1):
        reading.take(line, row)
        if tell is not None and place % 100 == 0:
            tell(place, len(table.rows))
    return Understood(reading.pieces, reading.bad, FORMATS[form])


def likely_format(days: Iterable[str]) -> str:
    """The way of writing a date that fits the most rows; of equals the first, so that days come before months."""
    said = list(islice((day for day in days if day), LOOKED_AT))
    fits = Counter({form: sum(1 for day in said if parsed(day, form) is not None) for form in FORMATS})
    return max(FORMATS, key=lambda form: fits[form])


def parsed(said: str, form: str) -> date | None:
    if len(said) > 40:
        return None
    try:
        return datetime.strptime(said, form).date()
    except ValueError:
        return None


def loosely(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words.casefold()).strip()


def names_of(activities: Iterable[Activity], people: Iterable[Membership], by: Membership) -> Names:
    """The modes go by their code and by every word that `by` reads for them."""
    modes: dict[str, Mode] = {}
    for mode, (words, _) in words_for(by).items():
        modes |= {loosely(mode.value): mode, loosely(words): mode, loosely(TOTALS[mode]): mode}
    mine = {loosely("me"): by}
    return Names(_by_name(activities), {**_by_name(people), **mine}, modes)


def _by_name(records: Iterable[object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for record in records:
        for name in {loosely(record.name), loosely(getattr(record, "key", "")) or loosely(record.name)}:
            found[name] = None if name in found else record
    return found


def _number(said: str, column: str) -> int | None:
    if not said:
        return None
    if re.fullmatch(r"\d{1,9}([.,]0+)?", said) is None:
        raise Refused(f"“{_short(said)}” is no whole number.", column)
    return int(re.split(r"[.,]", said)[0])


def _minutes(said: str) -> int | None:
    """`90`, or `1:30`."""
    if clock := re.fullmatch(r"(\d{1,3}):([0-5]\d)", said):
        return int(clock[1]) * 60 + int(clock[2]) or None
    return _number(said, "minutes") or None


def _short(said: str) -> str:
    return said if len(said) <= 60 else f"{said[:59]}…"
