"""Bringing an older archive forward to the tables of today.

An archive says which migration its tables were of. What a later migration added and what has a value by itself (NULL, a
default) needs nothing. For everything else a step stands here, beside the migration that makes it needed:

    @step("0041_levels")
    def levels_are_words(name, row):                 # a row as plain JSON; None leaves it behind
        return row | {"level": WORDS[row["level"]]} if name == "assessment" else row

Where rows went to another table, `gathers` makes all rows of that table from those of both as they were before.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Column

from tracker.core.commands import alembic_config

from .one_kind_of_exception import one_kind
from .parts import Part
from .plain import Row
from .zips import BadArchive

MOST_GATHERED = 200_000
Numbered = Iterator[tuple[int, Row]]
Step = Callable[[str, Row], Row | None]
Gathering = Callable[[Iterable[Row], Iterable[Row]], list[Row]]
steps: dict[str, Step] = {}
# By revision and table: from which other table rows come, and how they and its own become the rows of today.
gatherings: dict[tuple[str, str], tuple[str, Gathering]] = {
    ("0046", "dated_exception"): ("handover_exception", one_kind),
}


def step(revision: str) -> Callable[[Step], Step]:
    """Register what brings rows from before the migration `revision` to after it."""

    def register(work: Step) -> Step:
        steps[revision] = work
        return work

    return register


@cache
def known_revisions() -> tuple[str, ...]:
    """The migrations of this version, the oldest first."""
    from alembic.script import ScriptDirectory  # slow to import, and serving never needs it

    script = ScriptDirectory.from_config(alembic_config(""))
    return tuple(one.revision for one in script.walk_revisions())[::-1]


def is_known(revision: str) -> bool:
    return revision in known_revisions()


class Forward:
    """Brings rows of one revision forward. For an archive of today it changes nothing."""

    def __init__(self, revision: str):
        known = known_revisions()
        self.old = revision != known[-1]
        self.later = known[known.index(revision) + 1 :]

    def rows(self, name: str, lines: Callable[[str], Numbered]) -> Numbered:
        """The rows of the table `name` as plain JSON, each with its number; `lines` reads those of a table as they are
        in the archive."""
        return self._rows(name, lines, len(self.later))

    def _rows(self, name: str, lines: Callable[[str], Numbered], count: int) -> Numbered:
        """As they are after so many of the later migrations."""
        if not count:
            return lines(name)
        revision, before = self.later[count - 1], self._rows(name, lines, count - 1)
        if (revision, name) in gatherings:
            other, work = gatherings[revision, name]
            own, others = _in_memory(name, before), _in_memory(other, self._rows(other, lines, count - 1))
            before = iter([*enumerate(_gathered(work, own, others, name), start=1)])
        return _stepped(name, before, steps[revision]) if revision in steps else before

    def filled(self, part: Part, row: Row) -> Row:
        """The row with what was added since, where that has a value by itself."""
        if not self.old:
            return row
        added = [one for one in part.columns if part.travels(one) and one.name not in row]
        return row | {one.name: _by_itself(one) for one in added if _has_value(one)}


def _stepped(name: str, rows: Numbered, work: Step) -> Numbered:
    for number, row in rows:
        brought = work(name, row)
        if brought is not None:
            yield number, brought


def _gathered(work: Gathering, own: list[Row], others: list[Row], name: str) -> list[Row]:
    try:
        return work(own, others)
    except (KeyError, TypeError):
        raise BadArchive(f"rows/{name}.jsonl: the rows are not as an earlier version wrote them.") from None


def _in_memory(name: str, rows: Numbered) -> list[Row]:
    found = [row for _, row in islice(rows, MOST_GATHERED + 1)]
    if len(found) > MOST_GATHERED:
        raise BadArchive(f"rows/{name}.jsonl has more rows than any archive.")
    return found


def _has_value(column: Column[Any]) -> bool:
    return column.nullable or column.default is not None


def _by_itself(column: Column[Any]) -> Any:
    """What a new row would have; a moment or an id that is made anew for each row is not known for an old one."""
    default: Any = column.default
    if default is None:
        return None
    if default.is_scalar:
        return default.arg
    value = default.arg(None)
    return value if isinstance(value, dict | list) else None
