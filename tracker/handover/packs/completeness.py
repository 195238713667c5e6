"""What a pack should hold and the record does not: asked by the gate, told on the page, printed in the pack itself."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from tracker.engagements.extension_points import Facts, Missing
from tracker.toolkit.gate_rules import untested

# The parts of a pack, in their order; a minimum pack leaves out what only a finished handover has.
TITLES = {
    "strategy": "The signed strategy",
    "decisions": "Decisions and dissent",
    "accountability": "Who answers for what",
    "sourcing": "Sourcing, contracts and scorecards",
    "tools": "Tools, access and proof of recovery",
    "runbooks": "Runbooks",
    "calendar": "Calendar",
    "protocol": "Answering and crisis",
    "training": "Training record",
    "skills": "Skills",
    "measures": "Measures",
    "open": "Risks and open items",
    "lessons": "Lessons",
    "rehearsal": "Rehearsals",
    "index": "The index and how it is reckoned",
    "support": "Terms of support",
    "check_ins": "Check-ins",
}
LEFT_OUT_OF_MINIMUM = ("rehearsal", "check_ins")
REVIEWED_WITHIN = timedelta(days=45)
FEWEST_CHECK_INS = 5
MOST_NAMED = 12


def parts_of(kind: str) -> tuple[str, ...]:
    return tuple(key for key in TITLES if kind != "minimum" or key not in LEFT_OUT_OF_MINIMUM)


def absent(facts: Facts, today: date, kind: str = "full") -> dict[str, list[Missing]]:
    """By the key of the part, what it lacks and where that is mended; parts that lack nothing are not there. Pure."""
    here = {"id": facts["engagement"]["id"]}
    found = {key: [*_LOOKS[key](facts, today, here)] for key in parts_of(kind)}
    return {key: missing for key, missing in found.items() if missing}


def parts_in(lines: Iterable[str]) -> list[tuple[str, int]]:
    """Which parts these lines of `HandoverPack.absent` are about, by key in their order, and how many about each."""
    count = Counter(line.partition(": ")[0] for line in lines)
    return [(key, count[title]) for key, title in TITLES.items() if title in count]


def absent_in_all(facts: Facts, today: date, kind: str = "full") -> list[Missing]:
    return [one for missing in absent(facts, today, kind).values() for one in missing]


Found = Iterator[Missing]
Here = dict[str, str]


def _strategy(facts: Facts, _today: date, here: Here) -> Found:
    sections = [row for row in facts["strategy"] if not row["na"]]
    if not sections:
        yield Missing("No section of the strategy is written", "strategy.overview", here)
    for row in sections:
        if not row["written"]:
            yield Missing(f"{row['title']}: not written", "strategy.section", {"id": row["id"]})
        elif row["signed_on"] is None:
            lack = "changed since it was signed" if row["earlier_signed_on"] else "not signed"
            yield Missing(f"{row['title']}: {lack}", "strategy.section", {"id": row["id"]})


def _decisions(facts: Facts, _today: date, here: Here) -> Found:
    for row in facts.get("decisions") or ():
        yield Missing(
            f"Decision {row['number']} waits for its decider: {row['question']}", "decisions.show", {"id": row["id"]}
        )


def _accountability(facts: Facts, _today: date, here: Here) -> Found:
    for row in applicable(facts):
        for post, word in (("accountable", "answers for it"), ("deputy", "stands in")):
            if post == "deputy" and not row["critical"]:
                continue
            named = row[post]
            active = named and facts["people"].get(named["person"], {}).get("active")
            if not active:
                yield Missing(f"{row['name']}: nobody {word}", "responsibilities.activity", {"id": row["id"]})
            elif not named["accepted_on"]:
                yield Missing(f"{row['name']}: whoever {word} has not accepted", "responsibilities.activity",
                              {"id": row["id"]})  # fmt: skip


def _sourcing(facts: Facts, _today: date, here: Here) -> Found:
    for row in applicable(facts):
        if row["rule"] is None or not row["rule"]["signed_on"]:
            lack = "the owner has not signed how it is done" if row["rule_written"] else "not decided how it is done"
            yield Missing(f"{row['name']}: {lack}", "responsibilities.activity", {"id": row["id"]})


def _tools(facts: Facts, _today: date, here: Here) -> Found:
    tools = [row for row in facts["tools"] if not row["na"]]
    if not tools:
        yield Missing("No tools are on the register", "toolkit.register", here)
    for row in tools:
        if row["check"] is None:
            yield _tool(row, "nobody checked who controls it")
        if row["recovery"] is None:
            yield _tool(row, "recovery never tried")
        elif not row["recovery"]["worked"]:
            yield _tool(row, "the last try to recover it failed")


def _tool(row: dict[str, Any], lack: str) -> Missing:
    return Missing(f"{row['name']}: {lack}", "toolkit.tool", {"id": row["id"]})


def _runbooks(facts: Facts, today: date, here: Here) -> Found:
    written = {book["activity"]: book for book in facts["runbooks"]}
    for row in applicable(facts):
        lack = untested(written.get(row["id"]), today)
        if lack and (row["critical"] or row["id"] in written):
            yield Missing(f"{row['name']}: {lack}", "toolkit.runbook", {"id": row["id"]})


def _calendar(facts: Facts, _today: date, here: Here) -> Found:
    yield from _papers(facts, "calendar")


def _protocol(facts: Facts, _today: date, here: Here) -> Found:
    yield from _papers(facts, "protocol")
    for row in applicable(facts):
        if row["customer_facing"] and row["critical"] and not row["sla_hours"]:
            yield Missing(f"{row['name']}: no promise within how many hours", "responsibilities.activity",
                          {"id": row["id"]})  # fmt: skip
    if not any(passed for _, _, passed in facts["lessons"]["drills"]):
        yield Missing("No drill was passed", "clinic.lessons", here)


def _papers(facts: Facts, word: str) -> Found:
    """Deliverables whose key says what they are; other playbooks may have none."""
    for row in facts.get("deliverables") or ():
        if word in row["key"] and row["state"] != "accepted":
            lack = "changed since the owner accepted it" if row["accepted_version"] else "not accepted by the owner"
            yield Missing(f"{row['name']}: {lack}", "deliverables.show", {"id": row["id"]})


def _training(facts: Facts, _today: date, here: Here) -> Found:
    verified = {number for number, *_ in facts["items"]["verified"]}
    left = [row for row in facts["items"]["items"] if row["required"] and row["number"] not in verified]
    for row in left[:MOST_NAMED]:
        yield Missing(f"Item {row['number']} is not verified for anybody: {row['text']}", "training.overview", here)
    if len(left) > MOST_NAMED:
        yield Missing(f"{len(left) - MOST_NAMED} more required items are not verified", "training.overview", here)


def _skills(facts: Facts, _today: date, here: Here) -> Found:
    active = {id for id, who in facts["people"].items() if who["active"] and who["side"] == "client"}
    for row in facts["competencies"]:
        if not any(one["person"] in active for one in row["people"]):
            yield Missing(f"{row['name']}: nobody is assessed", "training.competency", {"id": row["id"]})


def _measures(facts: Facts, today: date, here: Here) -> Found:
    measures = facts["measures"]
    if not measures["measures"]:
        yield Missing("Nothing is measured", "strategy.goals", here)
    for row in measures["measures"]:
        if row["baseline"] is None:
            yield Missing(f"{row['name']}: no baseline", "strategy.measure", {"id": row["id"]})
    reviewed = measures["reviewed_on"]
    if measures["measures"] and (reviewed is None or today - date.fromisoformat(reviewed) > REVIEWED_WITHIN):
        yield Missing("The numbers were not reviewed in the last 45 days", "strategy.goals", here)


def _open(facts: Facts, _today: date, here: Here) -> Found:
    for row in (facts.get("flags") or {"standing": ()})["standing"]:
        if row["severity"] == 3 and not row["resolved"]:
            yield Missing(f"A critical flag stands: {row['title']}, {row['name']}", "selfsufficiency.flags", here)


def _lessons(facts: Facts, _today: date, here: Here) -> Found:
    if not facts["lessons"]["shown"] and not facts["lessons"]["drills"]:
        yield Missing("Nobody wrote a lesson down", "clinic.lessons", here)


def _nothing(_facts: Facts, _today: date, _here: Here) -> Found:
    yield from ()


def _support(facts: Facts, _today: date, here: Here) -> Found:
    if facts["engagement"]["charter_signed_on"] is None:
        yield Missing("The charter is not signed", "engagements.charter", here)


def _check_ins(facts: Facts, _today: date, here: Here) -> Found:
    if len(facts.get("check_ins") or ()) < FEWEST_CHECK_INS:
        yield Missing("The check-ins after the handover are not booked", "handover.check_ins", here)


def applicable(facts: Facts) -> list[dict[str, Any]]:
    """The activities that are not set aside."""
    return [row for row in facts["activities"] if not row["na"]]


_LOOKS = {
    "strategy": _strategy,
    "decisions": _decisions,
    "accountability": _accountability,
    "sourcing": _sourcing,
    "tools": _tools,
    "runbooks": _runbooks,
    "calendar": _calendar,
    "protocol": _protocol,
    "training": _training,
    "skills": _skills,
    "measures": _measures,
    "open": _open,
    "lessons": _lessons,
    "rehearsal": _nothing,
    "index": _nothing,
    "support": _support,
    "check_ins": _check_ins,
}
