"""The fact slice `flags`: what stands, for gates, for the stage, and to tell tomorrow's sightings from today's."""

import json
from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from typing import Any
from uuid import UUID

from sqlalchemy.orm import lazyload

from tracker.core import clock
from tracker.core.database import db
from tracker.core.prepared import prepared
from tracker.engagements.extension_points import Facts, evidence
from tracker.tenancy import scoped

from .models import Flag, FlagState
from .sighting import Severity

NOUN = "flag"
MOST_TOLD = 20


@evidence("flags", nouns=[NOUN])
def read_flags(engagement_id: UUID) -> dict[str, Any]:
    """One statement."""
    return kept(standing_flags_of([engagement_id]).get(engagement_id, ()))


def standing_flags_of(engagement_ids: list[UUID]) -> dict[UUID, list[Flag]]:
    """Those of which what was seen is still so, by engagement; somebody may have resolved them all the same. One
    statement."""
    found: dict[UUID, list[Flag]] = {}
    for flag in db.session.scalars(*_standing_flags(engagement_ids)):
        found.setdefault(flag.engagement_id, []).append(flag)
    return found


@prepared
def _standing_flags(engagement_ids: list[UUID]) -> Any:
    """Whose they are is seldom asked here, and costs a join each."""
    theirs = scoped(Flag).where(Flag.engagement_id.in_(engagement_ids), Flag.gone_on.is_(None))
    return theirs.options(lazyload(Flag.keeper), lazyload(Flag.acknowledged_by), lazyload(Flag.closing_by))


def kept(flags: Iterable[Flag]) -> dict[str, Any]:
    """The slice of these flags, the gravest first, then the oldest."""
    rows = sorted(flags, key=lambda flag: (-flag.severity, flag.opened_on, flag.id))
    return {
        "standing": [_row(flag) for flag in rows],
        "proposals": [
            {
                "id": str(flag.id), "endpoint": "selfsufficiency.flag", "by": flag.closing_by.name,
                "what": f"to {'put off' if flag.closing_until else 'close'} the flag “{flag.audit_name}”",
                "on": clock.day_of(flag.closing_at).isoformat(),
            }
            for flag in rows
            if flag.closing_at and flag.closing_by
        ],
    }  # fmt: skip


def _row(flag: Flag) -> dict[str, Any]:
    until = flag.snoozed_until if flag.resolved_at is None else None
    return {
        "id": str(flag.id), "kind": flag.kind, "subject": flag.subject, "name": flag.name, "severity": flag.severity,
        "resolved": flag.resolved_at is not None, "acknowledged": flag.acknowledged_at is not None,
        "until": until.isoformat() if until else None, "title": flag.title, "says": flag.says,
        "since": flag.opened_on.isoformat(), "mark": mark_of(flag.name, flag.says, flag.proofs),
    }  # fmt: skip


def mark_of(name: str, says: str, proofs: Any) -> str:
    """A short mark of what a flag says and shows, to see whether it changed."""
    told = json.dumps([name, says, proofs], ensure_ascii=False, sort_keys=True)
    return blake2b(told.encode(), digest_size=9).hexdigest()


def told(slice: dict[str, Any], today: date) -> list[list[Any]]:
    """What portfolio and pages read of it beside the standing: `[kind, subject, severity, state, title, says, since,
    until]` of those that nobody has resolved."""
    return [
        [row["kind"], row["subject"], row["severity"], _state(row, today.isoformat()), row["title"], row["says"],
         row["since"], row["until"]]
        for row in slice["standing"]
        if not row["resolved"]
    ][:MOST_TOLD]  # fmt: skip


def grave(flags: list[list[Any]]) -> list[tuple[str, str]]:
    """How many critical and how many high flags ask for somebody, as severity and words; those put off do not."""
    asking = [flag[2] for flag in flags if flag[3] != FlagState.SNOOZED]
    words = ((Severity.CRITICAL, "critical"), (Severity.HIGH, "grave"))
    found = [(severity.word, asking.count(severity), word) for severity, word in words]
    return [(level, f"{count} {word} {'flag' if count == 1 else 'flags'}") for level, count, word in found if count]


def _state(row: dict[str, Any], today: str) -> str:
    if row["until"] and row["until"] > today:
        return FlagState.SNOOZED
    return FlagState.ACKNOWLEDGED if row["acknowledged"] else FlagState.OPEN


def critical_open(facts: Facts) -> bool:
    """Whether a critical flag stands that nobody entitled has resolved: seen or put off, it is open still."""
    standing = facts["flags"]["standing"] if "flags" in facts else ()
    return any(row["severity"] == Severity.CRITICAL and not row["resolved"] for row in standing)
