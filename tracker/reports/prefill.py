"""The first texts of a report: what the last one said would come next, and what the data say waits for the client."""

from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts
from tracker.engagements.gates import name_of

from .models import StatusReport
from .parts import text_of

MOST_LINES = 8


def first_texts(last: StatusReport | None, facts: Facts, gate: dict[str, Any]) -> dict[str, str]:
    """Texts by the keys of parts, as Markdown lists that somebody will edit."""
    return {
        "planned": text_of(last.parts, "next") if last is not None else "",
        "next": _lines(one["text"] for one in gate.get("missing", ())),
        "asks": _lines(_asks(facts)),
    }


def _asks(facts: Facts) -> list[str]:
    """What waits for somebody at the client, and for whom."""
    waiting = [
        f"{name_of(row['decider'], facts)}: confirm or decline the decision “{row['question']}”."
        for row in facts.get("decisions", ())
    ]
    asked = [row["name"] for row in facts["gates"] if row["state"] == "gate_review"]
    waiting += [f"The owner: decide on the {name} gate." for name in asked]
    waiting += [
        f"The owner: read and sign “{row['title']}”, asked for on {_day(row['asked_on'])}."
        for row in facts["strategy"]
        if row["asked_on"] and not row["signed_on"] and not row["na"]
    ]
    waiting += [
        f"{name_of(row[post]['person'], facts)}: accept to {words} “{row['name']}”."
        for row in facts["activities"]
        for post, words in (("accountable", "answer for"), ("deputy", "stand in for"))
        if row[post] and not row[post]["accepted_on"] and not row["na"]
    ]
    return waiting


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B}"


def _lines(texts: Any) -> str:
    return "\n".join(f"- {text}" for text in list(texts)[:MOST_LINES])
