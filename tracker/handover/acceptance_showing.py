"""What the pages of acceptance and ending show: the offer and its answer, the plan of access, what changed since."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.access.roles import Role
from tracker.accounts.models import Membership
from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import Facts
from tracker.engagements.hands_off import practice_access, practice_has_left
from tracker.engagements.models import Engagement, PracticeAccess
from tracker.engagements.telling import Told, tell
from tracker.engagements.words import day_words
from tracker.tenancy import scoped

from .models import Ending, HandoverAcceptance

MOST_OFFERS = 10
MOST_EVENTS = 8
MOST_PEOPLE = 300
WEIGHTY = (
    "section.revised", "section.signed", "section.signature_withdrawn", "rung.moved", "rung.confirmed",
    "activity.doer_changed", "appointment.ended", "appointment.accepted", "access.granted", "access.revoked",
    "tool.added", "tool.checked", "tool.set_aside", "runbook.rewritten", "decision.confirmed", "flag.raised",
    "flag.grew", "risk.raised", "team.joined", "team.left", "scope.added", "scope.removed", "provider.added",
    "gate.reopened", "gate.passed", "exception.closed", "exception.settled", "exception.passed_on",
    "access_ending.confirmed", "practice.access_extended", "practice.access_ended",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the plan as it is shown. `state` is proposed, agreed, open, late, done or clock."""

    id: str
    what: str
    who: str
    due: date | None
    days: int
    state: str
    confirmed: str
    note: str
    mine: bool
    by_itself: bool


def offers_of(engagement: Engagement) -> list[HandoverAcceptance]:
    """The newest first."""
    query = scoped(HandoverAcceptance).where(HandoverAcceptance.engagement_id == engagement.id)
    return list(db.session.scalars(query.order_by(HandoverAcceptance.id.desc()).limit(MOST_OFFERS)))


def plan_shown(facts: Facts, engagement: Engagement, reader: Membership) -> list[Row]:
    people = facts["people"]
    return [_row(row, engagement, people, reader) for row in facts.get("acceptance", {}).get("access_plan", ())]


def happened_since(engagement: Engagement, moment: datetime) -> list[Told]:
    """What changed of weight since then, the newest first. One statement."""
    query = scoped(AuditEvent).where(
        AuditEvent.engagement_id == engagement.id, AuditEvent.at > moment, AuditEvent.verb.in_(WEIGHTY)
    )
    return [tell(event) for event in db.session.scalars(query.order_by(AuditEvent.id.desc()).limit(MOST_EVENTS))]


def own_people(engagement: Engagement) -> list[Membership]:
    """The client's own people, by name: whoever can answer for something."""
    query = scoped(Membership).where(
        Membership.client_id == engagement.client_id, Membership.ended_at.is_(None), Membership.role != Role.PROVIDER
    )
    return list(db.session.scalars(query.order_by(Membership.name).limit(MOST_PEOPLE)))


def access_words(engagement: Engagement) -> tuple[str, str]:
    """How far our access to Baton goes now: a word for a chip, and a sentence."""
    access, until = practice_access(engagement), engagement.practice_until
    if access == PracticeAccess.NONE:
        return "Ended", "We can open nothing here any more. That the work was done is all that we remember."
    if access == PracticeAccess.FULL:
        return "At work", "We still work here. With the handover we only read, until a day that you choose."
    if until is None:
        return "Looking on", "We read, and change nothing."
    return "Looking on", f"We read, and change nothing. It ends by itself after {day_words(until)}."


def counts_as_open(rows: list[Row]) -> tuple[int, int]:
    """How many rows are still to confirm, and how many of them are late."""
    return sum(row.state in {"open", "late"} for row in rows), sum(row.state == "late" for row in rows)


def _row(row: dict[str, Any], engagement: Engagement, people: dict[str, Any], reader: Membership) -> Row:
    due = date.fromisoformat(row["due"]) if row["due"] else None
    confirmed = ""
    if row["confirmed_on"]:
        confirmed = f"{row['confirmed_by']}, {day_words(date.fromisoformat(row['confirmed_on']))}"
    who = people.get(row["who"], {}).get("name", "Somebody who left") if row["who"] else ""
    state = _state(row, engagement, due)
    if row["kind"] == Ending.BATON:
        due = engagement.practice_until or (due if state in {"proposed", "agreed"} else None)
    mine = state not in {"done", "clock", "proposed"} and reader.of_client and _may(reader, row["who"])
    by_itself = row["kind"] == Ending.BATON
    return Row(row["id"], row["what"], who, due, row["days"], state, confirmed, row["note"], mine and not by_itself,
               by_itself)  # fmt: skip


def _state(row: dict[str, Any], engagement: Engagement, due: date | None) -> str:
    over = engagement.handed_over_on is not None or engagement.stopped_on is not None
    if row["kind"] == Ending.BATON and over:
        gone = practice_has_left(engagement) or practice_access(engagement) == PracticeAccess.NONE
        return "done" if gone else "clock"
    if row["confirmed_on"]:
        return "done"
    if not over:
        return "agreed" if row["agreed"] else "proposed"
    return "late" if due is not None and due < clock.today() else "open"


def _may(reader: Membership, who: str | None) -> bool:
    return reader.role == Role.OWNER or str(reader.id) == who
