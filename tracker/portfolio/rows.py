"""One engagement as the table shows it. A row says how it stands, never which place it takes among others."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import url_for

from tracker.clients.models import Client
from tracker.engagements.models import Engagement, EngagementState
from tracker.selfsufficiency.doubts import doubt_words
from tracker.selfsufficiency.flags.sighting import Severity
from tracker.selfsufficiency.forecasting import LEAST_WEEKS, State
from tracker.selfsufficiency.listed import flags_that_ask
from tracker.selfsufficiency.models import Standing
from tracker.selfsufficiency.words import stage_of

from .narrowing import STATES


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecast of one row; `words` say why there is none, `no_end` that it gets no nearer."""

    even: date | None
    likely: date | None
    planned: date
    words: str = ""
    no_end: bool = False


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """`flags` are pairs of a severity and how many: ("warn", "2 warnings"). `explain` opens the number, `doubts` says
    in a word or two what to know before believing it."""

    id: UUID
    client: str
    title: str
    href: str
    explain: str
    doubts: str
    phase: str
    next: str
    value: float
    stage: str
    weekly: list[list[Any]]
    change: float
    planned: date
    outlook: Outlook
    handed_over: bool
    share: float | None
    trend: str
    seen_at: datetime | None
    seen_name: str
    flags: list[tuple[str, str]]
    playbook: str
    lead_id: UUID
    steps: int | None


def row_of(engagement: Engagement, standing: Standing, client: Client) -> PortfolioRow:
    href = url_for("engagements.show", id=engagement.id)
    return PortfolioRow(
        id=engagement.id,
        client=client.name,
        title=engagement.title,
        href=href,
        explain=f"{href}/explain",  # written out: looking up an address takes long where there are many
        doubts=doubt_words(standing),
        phase=phase_words(engagement, standing.gate),
        next=next_words(engagement, standing.gate),
        value=standing.value,
        stage=stage_of(standing.stage).label,
        weekly=standing.weekly,
        change=standing.change,
        planned=engagement.planned_handover,
        outlook=outlook_of(engagement, standing),
        handed_over=engagement.state in {EngagementState.HANDED_OVER, EngagementState.CLOSED},
        share=standing.practice_share,
        trend=_trend(standing),
        seen_at=standing.client_seen_at,
        seen_name=standing.client_seen_name.split(" ")[0],
        flags=flags_counted(standing),
        playbook=engagement.playbook_key,
        lead_id=engagement.lead_id,
        steps=standing.steps_left,
    )


def phase_words(engagement: Engagement, gate: dict[str, Any]) -> str:
    if engagement.state == EngagementState.ACTIVE:
        return gate.get("name", "All gates passed")
    return STATES[engagement.state]


def next_words(engagement: Engagement, gate: dict[str, Any]) -> str:
    if engagement.state == EngagementState.HANDED_OVER and engagement.handed_over_on:
        return f"on {engagement.handed_over_on.day} {engagement.handed_over_on:%B %Y}"
    if engagement.stopped_on is not None:
        return f"said by {engagement.stopped_by}"
    if engagement.state != EngagementState.ACTIVE or not gate:
        return ""
    if gate.get("review"):
        return "Waits for the owner's decision"
    return f"{gate['met']} of {gate['of']} criteria met"


def outlook_of(engagement: Engagement, standing: Standing) -> Outlook:
    forecast, planned = standing.forecast or {}, engagement.planned_handover
    even, likely = (date.fromisoformat(forecast[key]) if forecast.get(key) else None for key in ("even", "likely"))
    plan = f"plan {planned.day} {planned:%b %Y}"
    no_end = forecast.get("state") == State.NOT_CONVERGING
    return Outlook(even, likely, planned, ", ".join(filter(None, [_why_none(forecast), plan])), no_end)


def _why_none(forecast: dict[str, Any]) -> str:
    """Why there is no forecast yet, in a few words."""
    if forecast.get("why") == "few_weeks":
        count = max(LEAST_WEEKS - forecast.get("weeks", 0), 1)
        return f"Needs {count} more {'week' if count == 1 else 'weeks'}"
    return {"few_steps": "Needs more steps", "paused": "Paused", "nothing_left": "No step left"}.get(
        forecast.get("why", ""), ""
    )


def flags_counted(standing: Standing) -> list[tuple[str, str]]:
    """How many open flags of each severity, the gravest first."""
    counts = Counter(Severity(flag[2]) for flag in flags_that_ask(standing.flags))
    return [(severity.word, _counted(severity, counts[severity])) for severity in sorted(counts, reverse=True)]


def _counted(severity: Severity, count: int) -> str:
    if severity == Severity.WARN:
        return f"{count} {'warning' if count == 1 else 'warnings'}"
    return f"{count} {severity.word}"


def _trend(standing: Standing) -> str:
    if standing.practice_share is None or standing.practice_share_before is None:
        return ""
    moved = standing.practice_share - standing.practice_share_before
    return "rising" if moved > 0.02 else "falling" if moved < -0.02 else "steady"
