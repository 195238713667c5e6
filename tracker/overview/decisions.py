"""What waits for the owner: signatures, gates, proposals. Read from the facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import g, url_for

from tracker.core import clock
from tracker.engagements.extension_points import Facts
from tracker.engagements.models import Engagement
from tracker.engagements.proposing import proposals_in
from tracker.engagements.showing import slipped_gates
from tracker.engagements.words import day_words
from tracker.selfsufficiency.guards.teaching_back import open_teach_backs
from tracker.strategy.states import REVIEW_NEAR


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing to decide, since a day if it was asked, and where. `first` is what all else waits for."""

    title: str
    text: str
    since: date | None
    label: str
    href: str
    first: bool = False


def decisions(engagement: Engagement, facts: Facts) -> list[Decision]:
    """Charter, gates and an offered handover first, then the oldest; what was never asked for stands last."""
    found = [
        *_charter(engagement, facts),
        *_gates(facts),
        *_offer(facts),
        *_changes(facts),
        *_rehearsals(facts),
        *_logged(facts),
        *_deliverables(facts),
        *_teach_backs(facts, clock.today()),
        *_sections(facts),
        *_reviews(facts, clock.today()),
        *_rules(facts),
        *_proposals(facts),
        *_checks(facts),
        *_slips(facts),
    ]
    return sorted(found, key=lambda decision: (not decision.first, decision.since or date.max))


def _charter(engagement: Engagement, facts: Facts) -> Iterator[Decision]:
    if not facts["engagement"]["charter_signed_on"] and facts["engagement"]["state"] == "agreed":
        href = url_for("engagements.charter", id=engagement.id)
        yield Decision(
            "Sign the charter", "How we work, what you will own, and when we leave.", None, "Read and sign", href,
            first=True,
        )


def _gates(facts: Facts) -> Iterator[Decision]:
    for phase in facts["gates"]:
        if phase["state"] == "gate_review":
            href = url_for("engagements.gate", id=phase["id"])
            yield Decision(
                f"Decide the {phase['name']} gate",
                "Read the criteria and pass it in your own words.",
                None,
                "Decide",
                href,
                first=True,
            )


def _offer(facts: Facts) -> Iterator[Decision]:
    acceptance = facts.get("acceptance") or {}
    if acceptance.get("state") == "offered":
        href = url_for("handover.acceptance", id=facts["engagement"]["id"])
        text = "In your own words, or say what has to be there first."
        since = date.fromisoformat(acceptance["offered_on"])
        yield Decision("Take over what is offered", text, since, "Read and decide", href, first=True)


def _rehearsals(facts: Facts) -> Iterator[Decision]:
    """What the newest that was held showed."""
    newest = next((row for row in facts.get("rehearsals", ()) if row["state"] in {"held", "running", "planned"}), None)
    if newest is not None and newest["state"] == "held" and not newest["described_on"]:
        href = url_for("handover.rehearsal_describe", id=newest["id"])
        text, since = "It counts at the gate once you have said so.", date.fromisoformat(newest["ended_on"])
        yield Decision("Say what the rehearsal showed", text, since, "Say it", href)


def _changes(facts: Facts) -> Iterator[Decision]:
    """Of the plan and of the scope, which only the owner decides."""
    for one in proposals_in(facts):
        href = url_for(one["endpoint"], id=one["id"])
        said = f"{one['by']} asks {one['what']}"
        yield Decision(said, "It waits for your own words.", date.fromisoformat(one["on"]), "Decide", href)


def _sections(facts: Facts) -> Iterator[Decision]:
    for row in facts["strategy"]:
        if row["written"] and not row["signed_on"] and not row["na"]:
            changed = (
                "Changed since you signed." if row["earlier_signed_on"] else "Written, waiting for your signature."
            )
            href = url_for("strategy.section", id=row["id"])
            asked_on = date.fromisoformat(row["asked_on"]) if row["asked_on"] else None
            yield Decision(f"Sign “{row['title']}”", changed, asked_on, "Read and sign", href)


def _logged(facts: Facts) -> Iterator[Decision]:
    """What was written down in an owner's name and waits for her word."""
    owners = {id for id, person in facts["people"].items() if person["role"] == "owner"}
    for row in facts.get("decisions", ()):
        if row["decider"] in owners:
            href = url_for("decisions.show", id=row["id"])
            on = date.fromisoformat(row["written_on"])
            yield Decision(f"Confirm: “{row['question']}”", "Written down as your decision.", on, "Read it", href)


def _deliverables(facts: Facts) -> Iterator[Decision]:
    for row in facts.get("deliverables", ()):
        if row["state"] == "review":
            changed = "Changed since you accepted it." if row["accepted_version"] else "Handed in, waiting for you."
            href = url_for("deliverables.show", id=row["id"])
            yield Decision(f"Accept “{row['name']}”", changed, date.fromisoformat(row["asked_on"]), "Read it", href)


def _teach_backs(facts: Facts, today: date) -> Iterator[Decision]:
    """Signatures of hers that she is asked to explain."""
    for one in open_teach_backs(facts, today, str(g.member.id)):
        said = f"Say what you signed: {one.name}"
        who = one.by or "The lot"
        href = url_for("selfsufficiency.teach_back", id=one.sign_off)
        yield Decision(said, f"{who} asks, so that it is known to be understood.", one.asked_on, "Explain it", href)


def _reviews(facts: Facts, today: date) -> Iterator[Decision]:
    """Sections that are signed as they stand, and due to be looked at again within a fortnight or since."""
    for row in facts["strategy"]:
        review_on = row.get("review_on")
        if not review_on or row["na"] or date.fromisoformat(review_on) > today + REVIEW_NEAR:
            continue
        due = date.fromisoformat(review_on)
        said = f"Review due since {day_words(due)}." if due < today else f"Review due {day_words(due)}."
        href = url_for("strategy.sign", id=row["id"])
        yield Decision(f"Say whether “{row['title']}” still stands", said, due, "Review and sign", href)


def _rules(facts: Facts) -> Iterator[Decision]:
    for row in facts["activities"]:
        if row["rule_written"] and not (row["rule"] and row["rule"]["signed_on"]) and not row["na"]:
            decided = facts.get("sourcing", {}).get(row["id"])
            if decided and row["rule"] and decided["rule"] == row["rule"]["id"]:
                href = url_for("sourcing.decision", id=decided["id"])
                since = date.fromisoformat(decided["written_on"])
                yield Decision(f"Sign who does “{row['name']}”", "With the reasons for it, and against it.", since,
                               "Read and sign", href)  # fmt: skip
                continue
            href = url_for("responsibilities.activity", id=row["id"])
            yield Decision(f"Sign how “{row['name']}” is done", "The rule is written.", None, "Read and sign", href)


def _proposals(facts: Facts) -> Iterator[Decision]:
    for row in facts["activities"]:
        if row["proposed"]:
            what = "One proposal waits." if row["proposed"] == 1 else f"{row['proposed']} proposals wait."
            href = url_for("responsibilities.activity", id=row["id"])
            yield Decision(f"Decide on “{row['name']}”", what, None, "Look", href)


def _slips(facts: Facts) -> Iterator[Decision]:
    """An offer: a gate that was passed may be reopened when what it vouched for has slipped."""
    for gate, texts in slipped_gates(facts, clock.today()):
        rest = f", and {len(texts) - 1} more" if len(texts) > 1 else ""
        href = url_for("engagements.gate", id=gate["id"])
        yield Decision(f"The {gate['name']} gate has slipped", f"No longer so: {texts[0]}{rest}.", None, "Look", href)


def _checks(facts: Facts) -> Iterator[Decision]:
    for row in facts["tools"]:
        if row["waiting"]:
            href = url_for("toolkit.tool", id=row["id"])
            yield Decision(
                f"Confirm who controls {row['name']}", "The practice has put a check to you.", None, "Look", href
            )
