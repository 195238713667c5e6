"""The rules by which the Handover gate reads what the handover itself has kept.

Slices that other parts hand in are asked for with a default: an engagement that nobody touched since they were added
has none on record yet.
"""

from datetime import date, timedelta
from typing import Any

from tracker.engagements.extension_points import Facts, Missing, Verdict, gate_rule

LATELY = timedelta(days=90)
MARKS = (30, 60, 90, 180, 365)
# A pack that holds what is to be handed over, whether it is only assembled or already settled.
PACKED = {"assembled", "offered", "accepted", "accepted_with_exceptions", "sealed"}


@gate_rule("rehearsal_held")
def rehearsal_held(facts: Facts, params: dict[str, Any], _today: date) -> Verdict:
    """A rehearsal of so many weeks was held to its end, something was done in it without help, and the owner has said
    what it showed."""
    rows = facts.get("rehearsals", [])
    held = next((row for row in rows if row["state"] == "held" and row["weeks"] >= params["weeks"]), None)
    if held is None:
        return _without(facts, "Not held yet", "handover.rehearsal", _not_held(rows, params["weeks"]))
    says = f"{_weeks(held['weeks'])}, {held['unassisted']} done without help, {_questions(held['questions'])}"
    if not held["unassisted"]:
        return _without(facts, says, "handover.rehearsal", "Nothing was done without help in the rehearsal")
    if not held.get("described_on"):
        return _without(facts, says, "handover.rehearsal", "The owner has not said yet what the rehearsal showed")
    return Verdict(True, says)


@gate_rule("teach_back_held")
def teach_back_held(facts: Facts, _params: dict[str, Any], today: date) -> Verdict:
    """An owner who is still there has explained, of late and in his own words, something that he signed."""
    owners = {id for id, who in facts["people"].items() if who["role"] == "owner" and who["active"]}
    since = (today - LATELY).isoformat()
    found = [(day, who) for day, who, _ in facts["teach_backs"]["answered"] if who in owners and day >= since]
    if not found:
        lack = "The owner has explained nothing that he signed in the last 90 days"
        return _without(facts, "Not held yet", "selfsufficiency.guards", lack)
    day, who = max(found)
    return Verdict(True, f"{facts['people'][who]['name']} explained it on {_day(day)}")


@gate_rule("pack_ready")
def pack_ready(facts: Facts, _params: dict[str, Any], _today: date) -> Verdict:
    """The handover pack is assembled. Each part that it lacks is asked for by the acceptance."""
    packs = [row for row in facts.get("packs", ()) if row.get("kind", "full") == "full" and row["state"] in PACKED]
    if not packs:
        return _without(facts, "Not assembled yet", "handover.pack", "The handover pack is not assembled yet")
    newest = max(packs, key=lambda row: row["number"])
    when = f" on {_day(newest['assembled_on'])}" if newest.get("assembled_on") else ""
    parts = len(newest.get("lacks", ()))
    lacking = f", not complete in {parts} {'part' if parts == 1 else 'parts'}" if parts else ""
    return Verdict(True, f"Number {newest['number']}, assembled{when}{lacking}")


@gate_rule("access_plan_agreed")
def access_plan_agreed(facts: Facts, _params: dict[str, Any], _today: date) -> Verdict:
    """For each access of the practice it is said who ends it, and when."""
    plan = (facts.get("acceptance") or {}).get("access_plan", [])
    if not plan:
        lack = "It is not said yet which access of the practice ends when, and who sees to it"
        return _without(facts, "No plan yet", "handover.acceptance", lack)
    there = {id for id, who in facts["people"].items() if who["active"]}
    open_ends = [row for row in plan if not row.get("confirmed_on") and not _settled(row, there)]
    ways = tuple(
        Missing(f"{row['what']}: nobody, or no day, is named", "handover.acceptance", _here(facts)) for row in open_ends
    )
    return Verdict(not open_ends, f"{len(plan) - len(open_ends)} of {len(plan)} settled", ways)


@gate_rule("check_ins_booked")
def check_ins_booked(facts: Facts, _params: dict[str, Any], _today: date) -> Verdict:
    """For every check-in after the handover somebody of the client is named who is still there."""
    rows = {row.get("days"): row for row in facts.get("check_ins", ())}
    lacking = [days for days in MARKS if not _answered_by_somebody(rows.get(days), facts)]
    ways = tuple(
        Missing(f"Nobody is named yet to answer after {days} days", "handover.check_ins", _here(facts))
        for days in lacking
    )
    return Verdict(not lacking, f"{len(MARKS) - len(lacking)} of {len(MARKS)} booked", ways)


def _settled(row: dict[str, Any], there: set[str]) -> bool:
    """Baton's own access ends by the clock, so that nobody has to be there for it."""
    return bool(row.get("due")) and (row.get("kind") == "baton" or row.get("who") in there)


def _answered_by_somebody(row: dict[str, Any] | None, facts: Facts) -> bool:
    answers = (row or {}).get("answers")
    named = answers if isinstance(answers, list) else [answers]
    people = (facts["people"].get(str(one)) for one in named)
    return any(who is not None and who["active"] and who["side"] == "client" for who in people)


def _not_held(rows: list[dict[str, Any]], weeks: int) -> str:
    newest = next((row for row in rows if row["state"] in {"planned", "running", "held", "broken"}), None)
    state = newest["state"] if newest else ""
    if newest is None or state == "held":
        return f"No rehearsal of {_weeks(weeks).lower()} or more has been held"
    if state == "planned":
        return f"The rehearsal begins on {_day(newest['begins_on'])}"
    if state == "running":
        return f"The rehearsal runs until {_day(newest['ends_on'])}"
    return f"The rehearsal was broken off on {_day(newest['ended_on'])}"


def _without(facts: Facts, says: str, endpoint: str, lack: str) -> Verdict:
    return Verdict(False, says, (Missing(lack, endpoint, _here(facts)),))


def _weeks(count: int) -> str:
    return "One week" if count == 1 else f"{count} weeks"


def _questions(count: int) -> str:
    return "no question asked" if not count else "one question asked" if count == 1 else f"{count} questions asked"


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B}"


def _here(facts: Facts) -> dict[str, str]:
    return {"id": facts["engagement"]["id"]}
