"""What was taken over unfinished, as it stands: late, open, mended by what the data show, or closed. Pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts, Missing
from tracker.engagements.gates import judge, name_of
from tracker.engagements.words import day_words

from .packs.completeness import absent


@dataclass(frozen=True, slots=True)
class Owed:
    """One exception. `state` is open, late, mended (the data show it now) or closed; it stands for a `criterion` of
    the Handover gate, for a `part` of the pack, or for neither.

    `answers` is the name of who mends it, `there` whether she still can; `says` how it stands by the data, `missing`
    what would mend it.
    """

    id: str
    criterion: str
    part: str
    text: str
    person: str
    answers: str
    there: bool
    due: date
    state: str
    says: str
    missing: tuple[Missing, ...] = ()
    closed: str = ""
    how: str = ""

    @property
    def open(self) -> bool:
        return self.state in {"open", "late"}


def owed(facts: Facts, today: date) -> list[Owed]:
    """The exceptions of an engagement, late and open ones first, by day."""
    rows = that_hold(facts.get("exceptions", ()))
    stands = _stands(facts, today) if rows else {}
    found = [_owed(row, stands, facts, today) for row in rows]
    return sorted(found, key=lambda one: (not one.open, one.due, one.text))


def that_hold(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of several of the same criterion or part the one that holds: what was taken over anew is settled by it."""
    return [*{row["criterion"] or row["part"] or row["id"]: row for row in rows}.values()]


def _stands(facts: Facts, today: date) -> dict[str, tuple[bool, str, tuple[Missing, ...]]]:
    """By criterion and part: whether it is mended, how it stands, and what is missing."""
    found = {
        one.id: (one.state == "met", one.says, one.missing) for one in judge(facts["gates"][-1], facts, today)
    }  # fmt: skip
    lacks = absent(facts, today)
    for part in {row["part"] for row in facts["exceptions"] if row["part"]}:
        missing = tuple(lacks.get(part, ()))
        found[part] = (not missing, f"{len(missing)} missing" if missing else "Nothing is missing now", missing)
    return found


def _owed(row: dict[str, Any], stands: dict[str, Any], facts: Facts, today: date) -> Owed:
    met, says, missing = stands.get(row["criterion"] or row["part"], (False, "", ()))
    who, closed, due = facts["people"].get(row["answers"]), row["closed_on"], date.fromisoformat(row["due"])
    state = "closed" if closed else "mended" if met else "late" if due < today else "open"
    return Owed(
        row["id"], row["criterion"] or "", row["part"], row["text"], row["answers"], name_of(row["answers"], facts),
        bool(who and who["active"]), due, state, says, missing,
        _closed(row) if closed else "", row["how"],
    )  # fmt: skip


def _closed(row: dict[str, Any]) -> str:
    on = day_words(date.fromisoformat(row["closed_on"]))
    return f"{row['closed_by']}, {on}" if row["closed_by"] else on
