"""The numbers of a report, read once: what it showed on the day it was sent stays so."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tracker.core import clock
from tracker.core.database import db
from tracker.decisions.models import Decision
from tracker.engagements.extension_points import Facts
from tracker.engagements.models import Engagement
from tracker.overview.answer import answer
from tracker.overview.situation import situation_of
from tracker.risks.models import Risk
from tracker.selfsufficiency.display import shown, standing_of
from tracker.selfsufficiency.facts_on_record import facts_of
from tracker.selfsufficiency.models import Snapshot, Standing
from tracker.selfsufficiency.words import held_words
from tracker.tenancy import scoped

from .happened import hours, signed_and_verified, whose_hands
from .movement import moved

VERSION = 1
# A period is a month as a rule; whoever goes further back gets the newest year of days.
MOST_DAYS = 370
MOST_ROWS = 10
OPEN_PHASES = {"active", "gate_review", "reopened"}
OPEN_FLAGS = {"open", "acknowledged"}
SEVERITIES = {1: "warn", 2: "high", 3: "critical"}
GRAVEST = ("critical", "high", "warn")

Numbers = dict[str, Any]


def read_numbers(engagement: Engagement, since: date, practice: str) -> Numbers:
    """How the engagement stands today and what happened after `since`, as plain JSON; `practice` is its name.

    Empty before anything was reckoned. Five statements.
    """
    standing, facts = standing_of(engagement.id), facts_of(engagement.id)
    if standing is None or not facts:
        return {}
    today = clock.today()
    said = answer(situation_of(facts, standing, today), practice)
    return {
        "version": VERSION,
        "day": today.isoformat(),
        "practice": practice,
        "client": engagement.client.name,
        "engagement": engagement.title,
        "answer": [said.verdict, f"{said.because} {said.caution}".strip()],
        **_index(standing),
        "moved": moved(_rows(engagement.id, since, today), since),
        "signed": signed_and_verified(facts, since, today),
        "work": whose_hands(facts, since, today),
        "hours": hours(facts, since, today),
        "road": _road(engagement, standing, facts),
        "decisions": _decisions(engagement.id, since, today),
        "flags": _flags(standing),
        "risks": _risks(engagement.id, today),
    }


def _index(standing: Standing) -> Numbers:
    index = shown(standing)
    return {
        "value": index.value,
        "stage": index.stage,
        "stage_number": index.stage_number,
        "held": held_words(standing.held_by),
        "next": index.next,
        "doubts": [[doubt.word, doubt.says] for doubt in index.doubts],
        "pillars": [[bar.key, bar.name, bar.value, bar.least] for bar in index.bars],
    }


def _rows(engagement_id: UUID, since: date, today: date) -> list[Any]:
    """The days of the period and the week before, so that a day on which nothing was reckoned is no gap."""
    columns = (Snapshot.day, Snapshot.value, Snapshot.stage, Snapshot.causes, Snapshot.strategy, Snapshot.tools,
               Snapshot.responsibility, Snapshot.practice, Snapshot.resilience)  # fmt: skip
    query = scoped(Snapshot).with_only_columns(*columns).where(
        Snapshot.engagement_id == engagement_id, Snapshot.current,
        Snapshot.day > since - timedelta(days=7), Snapshot.day <= today,
    )  # fmt: skip
    newest = query.order_by(Snapshot.day.desc()).limit(MOST_DAYS)
    return list(reversed(db.session.execute(newest).all()))


def _road(engagement: Engagement, standing: Standing, facts: Facts) -> Numbers:
    gate = standing.gate or {}
    return {
        "phases": [[row["name"], row["planned_end"]] for row in facts["gates"] if row["state"] in OPEN_PHASES],
        "gate": {
            "name": gate["name"],
            "met": gate["met"],
            "of": gate["of"],
            "missing": [one["text"] for one in gate["missing"]],
        } if gate else {},
        "planned_handover": engagement.planned_handover.isoformat(),
        "handed_over_on": engagement.handed_over_on.isoformat() if engagement.handed_over_on else None,
        "paused_on": engagement.paused_on.isoformat() if engagement.paused_on else None,
        "steps_left": standing.steps_left,
        "forecast": standing.forecast or {},
    }  # fmt: skip


def _decisions(engagement_id: UUID, since: date, today: date) -> list[Numbers]:
    """What came into force after `since`, the newest first. One statement."""
    query = (
        scoped(Decision)
        .where(Decision.engagement_id == engagement_id, Decision.confirmed_at.is_not(None))
        .order_by(Decision.confirmed_at.desc())
        .limit(4 * MOST_ROWS)
    )
    rows = [row for row in db.session.scalars(query) if since < clock.day_of(row.confirmed_at) <= today]
    return [
        {"code": row.code, "question": row.question, "decision": _short(row.decision), "by": row.decider.name}
        for row in rows[:MOST_ROWS]
    ]


def _flags(standing: Standing) -> list[Numbers]:
    """What everybody at the client may read of the open flags: which there are and since when, not what set them off.
    Several of one kind are one row."""
    found: dict[str, Numbers] = {}
    for _, _, severity, state, title, _, since, *_ in standing.flags or ():
        if state in OPEN_FLAGS:
            first = {"title": title, "severity": SEVERITIES[severity], "since": since, "count": 0}
            row = found.setdefault(title, first)
            row["count"] += 1
            row["since"] = min(row["since"], since)
    return list(found.values())[:MOST_ROWS]


def _risks(engagement_id: UUID, today: date) -> list[Numbers]:
    """Open ones that nobody has put off, the gravest first. One statement."""
    query = scoped(Risk).where(Risk.engagement_id == engagement_id, Risk.resolved_at.is_(None))
    rows = [row for row in db.session.scalars(query.order_by(Risk.id).limit(200)) if not row.asleep]
    rows.sort(key=lambda row: GRAVEST.index(row.severity) if row.severity in GRAVEST else len(GRAVEST))
    return [
        {"title": row.title, "severity": row.severity, "owner": row.owner.name if row.held and row.owner else "",
         "plan": _short(row.plan)}
        for row in rows[:MOST_ROWS]
    ]  # fmt: skip


def _short(text: str, most: int = 240) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
