"""The runbooks of an engagement, an activity each, missing ones of critical activities first. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts
from tracker.engagements.weak_spots import counting

from .gate_rules import untested

# What stands highest needs somebody most.
ORDER = ("missing", "failed", "draft", "stale", "tested")
WORDS = {
    "missing": "No runbook", "failed": "The last test failed", "draft": "Not tested yet", "stale": "Test overdue",
    "tested": "Tested",
}  # fmt: skip
_STATES = {
    "no runbook yet": "missing", "not tested since it was written": "draft", "the last test failed": "failed",
    "tested more than a year ago": "stale", "": "tested",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Book:
    """`tested_on` and `tester` are of the newest test that counts: of the present text, by somebody else."""

    activity_id: str
    activity: str
    critical: bool
    state: str
    title: str
    author: str
    version: int
    written_on: date | None
    tester: str
    tested_on: date | None

    @property
    def words(self) -> str:
        return WORDS[self.state]


def runbook_list(facts: Facts, today: date) -> list[Book]:
    """One row per activity that applies; critical ones first, and of those what is missing before what is tested."""
    if not facts:
        return []
    written = {row["activity"]: row for row in facts["runbooks"]}
    books = [_book(row, written.get(row["id"]), facts, today) for row in counting(facts["activities"])]
    return sorted(books, key=lambda book: (not book.critical, ORDER.index(book.state)))


def _book(activity: dict[str, Any], row: dict[str, Any] | None, facts: Facts, today: date) -> Book:
    test = _counting_test(row)
    return Book(
        activity_id=activity["id"], activity=activity["name"], critical=activity["critical"],
        state=_STATES[untested(row, today)], title=row["title"] if row else "",
        author=_name(row["author"], facts) if row else "", version=row["version"] if row else 0,
        written_on=date.fromisoformat(row["written_on"]) if row else None,
        tester=_name(test["person"], facts) if test else "",
        tested_on=date.fromisoformat(test["on"]) if test else None,
    )  # fmt: skip


def _counting_test(row: dict[str, Any] | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return next(
        (test for test in reversed(row["tests"])
         if test["person"] != row["author"] and test["version"] == row["version"]),
        None,
    )  # fmt: skip


def _name(person: str, facts: Facts) -> str:
    known = facts["people"].get(person)
    return known["name"] if known else "Somebody who left"
