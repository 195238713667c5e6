"""The portfolio: what needs attention first, then a row for each engagement. Stored rows only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any

from flask import url_for
from sqlalchemy import Select, and_, func, or_
from sqlalchemy.orm import InstrumentedAttribute, defer, lazyload

from tracker.accounts.models import Membership, Role
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import db
from tracker.core.prepared import Ready, prepared
from tracker.engagements.models import Engagement, EngagementState
from tracker.engagements.visibility import engagements_in_sight
from tracker.selfsufficiency.models import Standing
from tracker.selfsufficiency.words import stage_of

PAGE = 50
MOST_ATTENTION = 6
SILENT_AFTER = timedelta(days=14)
LEANING_FROM = 0.4
OPEN = (EngagementState.PROSPECT, EngagementState.AGREED, EngagementState.ACTIVE, EngagementState.PAUSED)
VIEWS = {
    "all": "All",
    "waiting": "Needs somebody",
    "leaning": "Leaning on us",
    "silent": "Silent",
    "handed": "Handed over",
    "ended": "Not a fit, ended",
}


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """One engagement as the table shows it."""

    client: str
    title: str
    href: str
    phase: str
    next: str
    value: float | None
    stage: str
    weekly: list[float]
    planned: date
    handed_over: bool
    share: float | None
    trend: str
    seen_at: datetime | None
    seen_name: str


@dataclass(frozen=True, slots=True)
class Portfolio:
    rows: list[PortfolioRow]
    attention: list[dict[str, Any]]
    counts: dict[str, int]
    view: str
    after: str | None


def portfolio(member: Membership, view: str, after: str) -> Portfolio:
    """Three statements, however many engagements there are."""
    view = view if view in VIEWS else "all"
    asking = _Asking.of(Role(member.role))
    found = list(db.session.execute(*_page(asking, view, after)(member.id, _fortnight_ago())))
    rows = found[:PAGE]
    more = f"{rows[-1][2].name}|{rows[-1][0].reference}" if len(found) > PAGE else None
    counts = db.session.execute(*asking.counts(member.id, _fortnight_ago())).one()
    attention = _attention(asking, member)
    return Portfolio([_row(*row) for row in rows], attention, dict(zip(VIEWS, counts, strict=True)), view, more)


@dataclass(frozen=True, slots=True)
class _Asking:
    """The statements as one role asks them, put together once: each takes the person's id and when silence begins."""

    role: Role
    pages: dict[str, Callable[..., Ready]]
    counts: Callable[..., Ready]
    attention: Callable[..., Ready]

    @classmethod
    @cache
    def of(cls, role: Role) -> "_Asking":
        pages = {view: prepared(partial(_first_page, role, view)) for view in VIEWS}
        return cls(role, pages, prepared(partial(_counts, role)), prepared(partial(_gravest, role)))


def _fortnight_ago() -> datetime:
    return clock.now() - SILENT_AFTER


def _base(role: Role, person: Any, *unread: InstrumentedAttribute[Any]) -> Select[Any]:
    """The engagements that the person sees, with standing and client; `unread` are columns that nobody will ask for."""
    skipped = (Standing.causes, Standing.held_by, *unread)
    return (
        engagements_in_sight(role, person)
        .add_columns(Standing, Client)
        .options(lazyload(Engagement.client), *(defer(column, raiseload=True) for column in skipped))
        .join(Client, and_(Client.workspace_id == Engagement.workspace_id, Client.id == Engagement.client_id))
        .outerjoin(
            Standing,
            and_(Standing.workspace_id == Engagement.workspace_id, Standing.engagement_id == Engagement.id),
        )
    )


def _conditions(since: Any) -> dict[str, Any]:
    running = Engagement.state.in_(OPEN)
    return {
        "all": Engagement.state.not_in([EngagementState.DECLINED]),
        "waiting": and_(running, Standing.needs > 0),
        "leaning": and_(running, Standing.practice_share >= LEANING_FROM),
        "silent": and_(running, _silent(since)),
        "handed": Engagement.state.in_([EngagementState.HANDED_OVER, EngagementState.CLOSED]),
        "ended": Engagement.state.in_([EngagementState.DECLINED, EngagementState.ENDED_EARLY]),
    }


def _silent(since: Any) -> Any:
    """Silent once the client has not moved since then; before the charter nobody is expected to."""
    return and_(
        Engagement.state == EngagementState.ACTIVE,
        func.coalesce(Standing.client_seen_at, Engagement.created_at) < since,
    )


def _first_page(role: Role, view: str, person: Any, since: Any) -> Select[Any]:
    query = _base(role, person, Standing.waiting).where(_conditions(since)[view])
    return query.order_by(Client.name, Engagement.reference).limit(PAGE + 1)


def _page(asking: _Asking, view: str, after: str) -> Callable[..., Ready]:
    name, _, reference = after.rpartition("|")
    if not (name and reference.isdigit()):
        return asking.pages[view]
    later = or_(Client.name > name, and_(Client.name == name, Engagement.reference > int(reference)))
    return lambda person, since: (_first_page(asking.role, view, person, since).where(later), {})


def _counts(role: Role, person: Any, since: Any) -> Select[Any]:
    columns = [func.count().filter(condition) for condition in _conditions(since).values()]
    return _base(role, person).with_only_columns(*columns)


def _row(engagement: Engagement, standing: Standing | None, client: Client) -> PortfolioRow:
    gate = standing.gate if standing is not None else {}
    return PortfolioRow(
        client=client.name,
        title=engagement.title,
        href=url_for("engagements.show", id=engagement.id),
        phase=_phase(engagement, gate),
        next=_next(engagement, gate),
        value=standing.value if standing is not None else None,
        stage=stage_of(standing.stage).label if standing is not None else "",
        weekly=[week[1] for week in standing.weekly] if standing is not None else [],
        planned=engagement.planned_handover,
        handed_over=engagement.state == EngagementState.HANDED_OVER,
        share=standing.practice_share if standing is not None else None,
        trend=_trend(standing),
        seen_at=standing.client_seen_at if standing is not None else None,
        seen_name=standing.client_seen_name.split(" ")[0] if standing is not None else "",
    )


def _phase(engagement: Engagement, gate: dict[str, Any]) -> str:
    words = {
        EngagementState.PROSPECT: "Prospect",
        EngagementState.AGREED: "Charter to sign",
        EngagementState.HANDED_OVER: "Handed over",
        EngagementState.CLOSED: "Closed",
        EngagementState.PAUSED: "Paused",
        EngagementState.DECLINED: "Not a fit",
        EngagementState.ENDED_EARLY: "Ended early",
    }
    return words.get(engagement.state, gate.get("name", ""))


def _next(engagement: Engagement, gate: dict[str, Any]) -> str:
    if engagement.state == EngagementState.HANDED_OVER and engagement.handed_over_on:
        return f"on {engagement.handed_over_on.day} {engagement.handed_over_on:%B %Y}"
    if engagement.stopped_on is not None:
        return f"said by {engagement.stopped_by}"
    if engagement.state != EngagementState.ACTIVE or not gate:
        return ""
    if gate.get("review"):
        return "Waits for the owner's decision"
    return f"{gate['met']} of {gate['of']} criteria met"


def _trend(standing: Standing | None) -> str:
    if standing is None or standing.practice_share is None or standing.practice_share_before is None:
        return ""
    moved = standing.practice_share - standing.practice_share_before
    return "rising" if moved > 0.02 else "falling" if moved < -0.02 else "steady"


def _attention(asking: _Asking, member: Membership) -> list[dict[str, Any]]:
    """The engagements that need somebody most, each with its gravest matter."""
    found = db.session.execute(*asking.attention(member.id, _fortnight_ago()))
    return [_matter(engagement, standing, client) for engagement, standing, client in found]


def _gravest(role: Role, person: Any, since: Any) -> Select[Any]:
    return (
        _base(role, person, Standing.weekly, Standing.gate)
        .where(Engagement.state.in_(OPEN), or_(Standing.needs > 0, _silent(since)))
        .order_by(Standing.needs.desc(), Client.name)
        .limit(MOST_ATTENTION)
    )


@dataclass(frozen=True, slots=True)
class Matter:
    """A kind of thing that waits: `words` are filled with how many and since when."""

    key: str
    since: str
    severity: str
    icon: str
    kind: str
    one: str
    many: str
    label: str
    endpoint: str


# The gravest first; an engagement shows the first that it has.
MATTERS = (
    Matter("nobody_critical", "", "high", "user-exclamation", "High", "one critical activity with nobody accountable",
           "{count} critical activities with nobody accountable", "See the ladder", "responsibilities.ladder"),
    Matter("gate_review", "", "warn", "signature", "Sign-off to chase", "the {count} gate waits for the owner",
           "the {count} gate waits for the owner", "See the gates", "engagements.gates"),
    Matter("signatures", "signature_since", "warn", "signature", "Sign-off to chase", "one section of the strategy",
           "{count} sections of the strategy", "See the strategy", "strategy.overview"),
    Matter("verifications", "verification_since", "warn", "checks", "To verify", "one ticked item",
           "{count} ticked items", "Verify", "training.overview"),
    Matter("acceptances", "acceptance_since", "warn", "clock", "To accept", "one appointment",
           "{count} appointments", "See the ladder", "responsibilities.ladder"),
    Matter("proposals", "", "warn", "clock", "To decide", "one proposal on the ladder",
           "{count} proposals on the ladder", "See the ladder", "responsibilities.ladder"),
)  # fmt: skip


def _matter(engagement: Engagement, standing: Standing, client: Client) -> dict[str, Any]:
    for matter in MATTERS:
        if count := standing.waiting.get(matter.key):
            words = (matter.one if count == 1 else matter.many).format(count=count)
            since = _days_since(standing.waiting.get(matter.since))
            return _item(client, matter.severity, matter.icon, matter.kind, words + since) | {
                "action_label": matter.label,
                "action_href": url_for(matter.endpoint, id=engagement.id),
            }
    days = (clock.now() - (standing.client_seen_at or engagement.created_at)).days
    return _item(client, "warn", "moon", "Silent", f"nothing from the client for {days} days") | {
        "action_label": "See what happened",
        "action_href": url_for("engagements.feed", id=engagement.id),
    }


def _item(client: Client, severity: str, icon: str, kind: str, text: str) -> dict[str, Any]:
    return {"title": client.name, "severity": severity, "icon": icon, "kind": kind, "text": text}


def _days_since(day: str | None) -> str:
    if not day:
        return ""
    days = (clock.today() - date.fromisoformat(day)).days
    return ", since today" if days <= 0 else ", waiting one day" if days == 1 else f", waiting {days} days"
