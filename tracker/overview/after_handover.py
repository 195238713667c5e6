"""What the owner's page says of the handover that is offered, and of the check-ins after it, read from the facts and
the day."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for

from tracker.engagements.extension_points import Facts
from tracker.engagements.links import link
from tracker.engagements.words import day_words
from tracker.handover.models.check_in import CheckInState, state_on


@dataclass(frozen=True, slots=True)
class NextCheckIn:
    """The first check-in that nobody has answered: `says` when it is due, `who` answers it."""

    title: str
    says: str
    who: str
    missed: bool
    href: str | None
    answered: int
    of: int
    listed: str | None


def next_check_in(facts: Facts, today: date) -> NextCheckIn | None:
    """None before the handover, and once all are answered."""
    rows = facts.get("check_ins", ())
    row = next((one for one in rows if one["due_on"] and not one["answered_on"]), None)
    if row is None or facts["engagement"]["state"] != "handed_over":
        return None
    due = date.fromisoformat(row["due_on"])
    who = next((facts["people"][id]["name"] for id in _asked(row) if _here(facts, id)), "you")
    return NextCheckIn(
        f"Check-in {row['name']}", _due(due, today), who, state_on(due, False, today) == CheckInState.MISSED,
        link("handover.check_in", id=UUID(row["id"])), sum(bool(one["answered_on"]) for one in rows), len(rows),
        link("handover.check_ins", id=facts["engagement"]["id"]),
    )  # fmt: skip


def offer_to_answer(facts: Facts, today: date) -> list[dict[str, Any]]:
    """The handover that is offered and waits for the owner's words."""
    acceptance = facts.get("acceptance") or {}
    if acceptance.get("state") != "offered":
        return []
    days = (today - date.fromisoformat(acceptance["offered_on"])).days
    said = "It was offered today." if days < 1 else f"Offered {'yesterday' if days == 1 else f'{days} days ago'}."
    href = url_for("handover.acceptance", id=facts["engagement"]["id"])
    return [
        {"title": "Take over what is offered", "text": said, "action_label": "Read and decide", "action_href": href,
         "gain": ""}
    ]  # fmt: skip


def asked_of_the_owner(facts: Facts, today: date) -> list[dict[str, Any]]:
    """The check-ins that are open and that nobody but an owner is left to answer."""
    if facts["engagement"]["state"] != "handed_over":
        return []
    found = []
    for row in facts.get("check_ins", ()):
        if not row["due_on"] or row["answered_on"]:
            continue
        due = date.fromisoformat(row["due_on"])
        first = next((id for id in _asked(row) if _here(facts, id)), None)
        owners = first is None or facts["people"][first]["role"] == "owner"
        if owners and state_on(due, False, today) in {CheckInState.INVITED, CheckInState.MISSED}:
            found.append(
                {"title": f"Answer the check-in {row['name']}", "text": f"{_due(due, today).capitalize()}.",
                 "action_label": "Answer it", "action_href": url_for("handover.check_in", id=row["id"]), "gain": ""}
            )  # fmt: skip
    return found


def _asked(row: dict[str, Any]) -> list[str]:
    return [id for id in (row["answers"], row["stand_in"]) if id]


def _here(facts: Facts, id: str) -> bool:
    return facts["people"].get(id, {}).get("active", False)


def _due(due: date, today: date) -> str:
    late = (today - due).days
    if late <= 0:
        return "due today" if late == 0 else f"due {day_words(due)}"
    return f"was due {day_words(due)}, {late} {'day' if late == 1 else 'days'} ago"
