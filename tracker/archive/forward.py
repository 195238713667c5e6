"""Bringing an older archive forward to the tables of today.

An archive says which migration its tables were of. What a later migration added and what has a value by itself (NULL, a
default) needs nothing. For everything else a step stands here, beside the migration that makes it needed:

    @step("0041_levels")
    def levels_are_words(name, row):                 # a row as plain JSON; None leaves it behind
        return row | {"level": WORDS[row["level"]]} if name == "assessment" else row
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Column

from tracker.core.commands import alembic_config

from .parts import Part
from .plain import Row

Step = Callable[[str, Row], Row | None]
steps: dict[str, Step] = {}


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
        self.steps = [steps[one] for one in known[known.index(revision) + 1 :] if one in steps]

    def __call__(self, name: str, row: Row) -> Row | None:
        """A row as plain JSON; None where it is left behind."""
        brought: Row | None = row
        for work in self.steps:
            if brought is not None:
                brought = work(name, brought)
        return brought

    def filled(self, part: Part, row: Row) -> Row:
        """The row with what was added since, where that has a value by itself."""
        if not self.old:
            return row
        added = [one for one in part.columns if part.travels(one) and one.name not in row]
        return row | {one.name: _by_itself(one) for one in added if _has_value(one)}


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
