"""The rules of gates that responsibilities can answer: who accepted, what is signed, which rungs are reached."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts, Missing, Verdict, gate_rule

PAGE = "responsibilities.activity"
Row = dict[str, Any]


@gate_rule("appointments_accepted")
def appointments_accepted(facts: Facts, params: dict[str, Any], _today: date) -> Verdict:
    """Whoever answers accepted, and whoever stands in; a client of one person can have nobody to stand in."""
    posts = [("accountable", row) for row in counted(facts, params["accountable"])]
    if not _solo(facts):
        posts += [("deputy", row) for row in counted(facts, params["deputy"])]
    missing = [_way(row, words) for post, row in posts if (words := _not_accepted(facts, post, row))]
    return Verdict(not missing, f"{len(posts) - len(missing)} of {len(posts)} accepted", tuple(missing))


@gate_rule("decision_rules_signed")
def decision_rules_signed(facts: Facts, params: dict[str, Any], _today: date) -> Verdict:
    rows = counted(facts, params["activities"])
    missing = [_way(row, _not_signed(row)) for row in rows if not (row["rule"] and row["rule"]["signed_on"])]
    return Verdict(not missing, f"{len(rows) - len(missing)} of {len(rows)} signed", tuple(missing))


@gate_rule("rungs_at_least")
def rungs_at_least(facts: Facts, params: dict[str, Any], _today: date) -> Verdict:
    rung, rows = params["rung"], counted(facts, params["activities"])
    low = [row for row in rows if row["rung"] < rung]
    missing = [_way(row, f"{row['name']} stands on rung {row['rung']} and needs {rung}") for row in low]
    return Verdict(not missing, f"{len(rows) - len(low)} of {len(rows)} on rung {rung} or above", tuple(missing))


def counted(facts: Facts, which: str) -> list[Row]:
    """The activities that count: all of them, or the critical ones."""
    return [row for row in facts["activities"] if not row["na"] and (which == "all" or row["critical"])]


def _solo(facts: Facts) -> bool:
    own: Iterable[Row] = facts["people"].values()
    return sum(1 for person in own if person["side"] == "client" and person["active"]) <= 1


def _not_accepted(facts: Facts, post: str, row: Row) -> str:
    """What is absent, in words; empty when somebody active accepted."""
    held = row[post]
    person = facts["people"].get(held["person"]) if held else None
    if person is None or not person["active"] or person["side"] != "client":
        return f"Nobody answers for {row['name']}" if post == "accountable" else f"{row['name']} has no deputy"
    if held["accepted_on"]:
        return ""
    part = "to answer for" if post == "accountable" else "to be deputy for"
    return f"{person['name']} has not yet accepted {part} {row['name']}"


def _not_signed(row: Row) -> str:
    words = "is written but not signed" if row["rule_written"] else "is not decided yet"
    return f"How {row['name']} is done {words}"


def _way(row: Row, words: str) -> Missing:
    return Missing(words, PAGE, {"id": row["id"]})
