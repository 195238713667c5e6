"""Explain the index: every evidence row behind a pillar, in points of 100 within that pillar.

``points`` of a pillar's rows sum to 100 times the pillar, ``out_of`` to 100. Missing proof is a row with
nought, never left out; a list that is empty altogether is one row with nought and reason ``none_listed``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from . import reasons
from .delivered import OVERSIGHT, credit, in_window
from .formula import BOOK, COVER, DEPUTY, LEADERS, TOOLS
from .inputs import Activity, Competency, Holder, Inputs, Leader, Section, Tool, Work
from .worth import (
    LEADER_LEVEL,
    TOP_RUNG,
    best_skill,
    cover,
    deputised,
    freshness,
    leader_worth,
    practice,
    qualified,
    responsibility,
    runbook_tested,
    section_worth,
    signature,
    skill,
    tool_skill,
    tool_worth,
)


class Part(NamedTuple):
    """One component of a row's worth, 0 to 1, under the key the interface has words for."""

    key: str
    value: float


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of evidence. ``kind`` is section, tool, leader, activity, cover, runbook or deputy."""

    pillar: str
    kind: str
    id: str
    name: str
    points: float
    out_of: float
    on: date | None
    person: str | None
    reason: str
    parts: tuple[Part, ...]


class _Evidence(NamedTuple):
    id: str
    name: str
    weight: float
    worth: float
    on: date | None
    person: str | None
    reason: str
    parts: tuple[Part, ...]


def points(inputs: Inputs, today: date) -> list[Row]:
    """All rows of all pillars, S T R P Z, each pillar in the order the facts were given."""
    facts = inputs.applicable()
    skilled = {competency.id: competency for competency in facts.competencies}
    skills = {key: best_skill(competency, today) for key, competency in skilled.items()}
    critical = [activity for activity in facts.activities if activity.critical]
    competencies = [competency for competency in facts.competencies if competency.critical]
    return [
        *_rows("S", "section", 1, (_section(s, today) for s in facts.sections)),
        *_rows("T", "tool", TOOLS, (_tool(t, skilled, skills, today) for t in facts.tools)),
        *_rows("T", "leader", LEADERS, (_leader(x, today) for x in facts.leaders)),
        *_rows("R", "activity", 1, (_responsibility(a, today) for a in facts.activities)),
        *_rows("P", "activity", 1, (_practice(a, today) for a in facts.activities)),
        *_rows("Z", "cover", COVER, (_cover(c, today) for c in competencies)),
        *_rows("Z", "runbook", BOOK, (_runbook(a, today) for a in critical)),
        *_rows("Z", "deputy", DEPUTY, (_deputy(a) for a in critical)),
    ]


def _rows(pillar: str, kind: str, share: float, found: Iterable[_Evidence]) -> Iterator[Row]:
    evidence = list(found)
    whole = sum(item.weight for item in evidence)
    if not whole:
        yield Row(pillar, kind, "", "", 0.0, 100 * share, None, None, reasons.NONE_LISTED, ())
        return
    for item in evidence:
        out_of = 100 * share * item.weight / whole
        yield Row(
            pillar, kind, item.id, item.name, out_of * item.worth, out_of,
            item.on, item.person, item.reason, item.parts,
        )  # fmt: skip


def _section(section: Section, today: date) -> _Evidence:
    parts = (
        Part("written", float(section.written)),
        Part("client_words", section.client_share),
        Part("signed", signature(section, today)),
    )
    days = [on for on in (section.signed_on, section.client_edit_on, section.revised_on) if on]
    return _Evidence(
        section.id, section.title, section.weight, section_worth(section, today),
        max(days, default=None), None, reasons.of_section(section, today), parts,
    )  # fmt: skip


def _tool(tool: Tool, skilled: dict[str, Competency], skills: dict[str, float], today: date) -> _Evidence:
    holders = [h for key in tool.competencies if key in skilled for h in _proofs(skilled[key])]
    best = max(holders, key=lambda h: skill(h, today), default=None)
    parts = (Part("control", tool.control or 0.0), Part("skill", tool_skill(tool, skills)))
    return _Evidence(
        tool.id, tool.name, 1, tool_worth(tool, skills), best and best.proof_on, best and best.person,
        reasons.of_tool(tool), parts,
    )  # fmt: skip


def _proofs(competency: Competency) -> tuple[Holder, ...]:
    return competency.holders if competency.assessed else ()


def _leader(leader: Leader, today: date) -> _Evidence:
    parts = (
        Part("level", min(leader.level / LEADER_LEVEL, 1.0) if leader.assessed else 0.0),
        Part("freshness", freshness(leader.proof_on, today) if leader.assessed else 0.0),
    )
    return _Evidence(
        leader.person, leader.person, 1, leader_worth(leader, today), leader.proof_on, leader.person,
        reasons.of_leader(leader, today), parts,
    )  # fmt: skip


def _responsibility(activity: Activity, today: date) -> _Evidence:
    parts = (
        Part("accountable", activity.accountability),
        Part("rule_signed", float(activity.rule_signed)),
        Part("looked", float(in_window(activity.looked_on, today))),
    )
    return _Evidence(
        activity.id, activity.name, activity.weight, responsibility(activity, today),
        activity.looked_on, None, reasons.of_responsibility(activity), parts,
    )  # fmt: skip


def _practice(activity: Activity, today: date) -> _Evidence:
    latest = _latest_delivery(activity, today)
    parts = (Part("rung", activity.rung / TOP_RUNG), Part("work", credit(activity, today)))
    return _Evidence(
        activity.id, activity.name, activity.weight, practice(activity, today),
        latest and latest.on, latest and latest.person, reasons.of_practice(activity, today), parts,
    )  # fmt: skip


def _latest_delivery(activity: Activity, today: date) -> Work | None:
    delivered = (w for w in activity.work if w.mode != OVERSIGHT and in_window(w.on, today))
    return max(delivered, key=lambda entry: entry.on, default=None)


def _cover(competency: Competency, today: date) -> _Evidence:
    able = qualified(competency, today)
    best = max(
        (h for h in _proofs(competency) if h.person in able or not able),
        key=lambda h: skill(h, today),
        default=None,
    )
    return _Evidence(
        competency.id, competency.name, 1, cover(competency, today), best and best.proof_on,
        best and best.person, reasons.of_cover(competency, today), (Part("people", float(len(able))),),
    )  # fmt: skip


def _runbook(activity: Activity, today: date) -> _Evidence:
    tested = float(runbook_tested(activity, today))
    return _Evidence(
        activity.id, activity.name, 1, tested, activity.runbook_tested_on, None,
        reasons.of_runbook(activity, today), (Part("tested", tested),),
    )  # fmt: skip


def _deputy(activity: Activity) -> _Evidence:
    stands = float(deputised(activity))
    return _Evidence(
        activity.id, activity.name, 1, stands, None, None,
        reasons.of_deputy(activity), (Part("deputy", stands),),
    )  # fmt: skip
