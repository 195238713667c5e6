"""The frame around every page of an engagement: where we are, how it stands, what the next gate still asks."""

from typing import Any
from uuid import UUID

from flask import current_app, g, url_for

from tracker.access.guard import held, shut
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import db
from tracker.core.prepared import prepared
from tracker.tenancy import said_here, scoped

from . import extension_points
from .links import link
from .models import Engagement, EngagementState, Phase, PhaseState
from .visibility import engagement_of
from .words import day_words, number_word

# A tab has a word and its pages, the first of them where the tab leads; pages that no feature answers to are left out.
TABS = (
    ("Index", (
        ("explain", "This number", "selfsufficiency.explain"),
        ("history", "History", "selfsufficiency.history"),
        ("burn_down", "Steps left", "selfsufficiency.burn_down"),
        ("what_if", "What if", "selfsufficiency.what_if"),
        ("pictures", "Pictures", "selfsufficiency.pictures"),
        ("flags", "Flags", "selfsufficiency.flags"),
        ("guards", "Safeguards", "selfsufficiency.guards"),
    )),
    ("Ladder", (
        ("ladder", "Activities", "responsibilities.ladder"),
        ("map", "Map", "selfsufficiency.responsibility_map"),
        ("sourcing", "Sourcing", "sourcing.register"),
        ("providers", "Providers", "responsibilities.providers"),
    )),
    ("Strategy", (
        ("strategy", "Sections", "strategy.overview"),
        ("goals", "Goals and measures", "strategy.goals"),
    )),
    ("Training", (
        ("training", "Items", "training.overview"),
        ("skills", "Skills", "training.skills"),
        ("modules", "Modules", "training.modules"),
    )),
    ("Tools", (
        ("tools", "Register", "toolkit.register"),
        ("access", "Who has access", "toolkit.access"),
        ("runbooks", "Runbooks", "toolkit.runbooks"),
        ("breaks", "If we left today", "toolkit.breaks"),
    )),
    ("Work", (
        ("work", "Log", "worklog.log"),
        ("week", "Week", "worklog.week"),
        ("content", "Content", "worklog.content"),
        ("time", "Time plan", "worklog.time_plan"),
    )),
    ("Clinic", (
        ("clinic", "Questions", "clinic.questions"),
        ("lessons", "Incidents and lessons", "clinic.lessons"),
    )),
    ("Gates", (
        ("gates", "Gates", "engagements.gates"),
        ("deliverables", "Deliverables", "deliverables.listing"),
        ("baseline", "Baseline", "baseline.show"),
        ("scope", "Scope", "engagements.scope"),
        ("plan", "Exit plan", "engagements.plan"),
    )),
    ("Handover", (
        ("handover", "Handover", "handover.overview"),
        ("rehearsal", "Rehearsal", "handover.rehearsal"),
        ("pack", "Pack", "handover.pack"),
        ("acceptance", "Acceptance", "handover.acceptance"),
        ("check_ins", "Check-ins", "handover.check_ins"),
        ("ending", "Early ending", "handover.ending"),
        ("take_over", "Take over", "graduation.show"),
    )),
    ("Record", (
        ("activity", "Activity", "engagements.feed"),
        ("decisions", "Decisions", "decisions.listing"),
        ("risks", "Risks", "risks.listing"),
        ("reports", "Reports", "reports.listing"),
    )),
)  # fmt: skip
# Once it was handed over, an engagement can end early no more.
BEFORE_THE_HANDOVER = {"ending"}
MOST_MISSING = 4
_RAIL = {
    PhaseState.PASSED: "done",
    PhaseState.WAIVED: "skipped",
    PhaseState.REOPENED: "again",
    PhaseState.ACTIVE: "here",
    PhaseState.GATE_REVIEW: "here",
}


def tab_values(engagement: Engagement, current: str) -> dict[str, Any]:
    """What `engagements/tab.html` draws; `current` is the first word of a page of `TABS`, or anything else for none.

    Two statements: how it stands, and the phases with the client.
    """
    return tab_values_inside(engagement, current)


def tab_values_inside(record: Any, current: str) -> dict[str, Any]:
    """The same for the page of a `record` inside the engagement, which is read along in the same two statements."""
    engagement_id = engagement_of(record)
    headline = extension_points.headline(engagement_id)
    rows = db.session.execute(*_phases_and_client(engagement_id)).all()
    phases, (_, client, engagement) = [row[0] for row in rows], rows[0]
    gate = headline.get("gate") or {}
    return {
        "engagement": engagement,
        "client": client,
        "phases": phases,
        "headline": headline,
        "rail_steps": [_step(phase, gate) for phase in phases],
        "next_gate": None if current == "gates" else _next_gate(engagement, client, gate),
        "engagement_tabs": _tabs(engagement, current),
        "engagement_pages": _pages(engagement, current),
        "home": _home(),
        "explain_href": link("selfsufficiency.explain", id=engagement.id),
    }


@prepared
def _phases_and_client(engagement_id: UUID | None) -> Any:
    same = Engagement.workspace_id == Phase.workspace_id
    return (
        scoped(Phase)
        .add_columns(Client, Engagement)
        .join(Client, (Client.workspace_id == Phase.workspace_id) & (Client.id == Phase.client_id))
        .join(Engagement, same & (Engagement.id == Phase.engagement_id))
        .where(Phase.engagement_id == engagement_id)
        .order_by(Phase.position)
    )


def _tabs(engagement: Engagement, current: str) -> list[dict[str, Any]]:
    found = [
        (label, _first_link(engagement, pages), current in {name for name, _, _ in pages}) for label, pages in TABS
    ]
    return [{"label": label, "url": url, "current": here} for label, url, here in found if url]


def _first_link(engagement: Engagement, pages: tuple[tuple[str, str, str], ...]) -> str | None:
    return next((url for *_, endpoint in pages if (url := open_link(endpoint, engagement))), None)


def open_link(endpoint: str, engagement: Engagement) -> str | None:
    """The page's address; None also where nobody with this role may open it, or nobody may now."""
    path = link(endpoint, id=engagement.id)
    if path is None:
        return None
    view = current_app.view_functions[endpoint]
    return None if shut(view) or held(view, engagement) else path


def _pages(engagement: Engagement, current: str) -> list[dict[str, Any]]:
    """The pages of the current tab; empty where there is no more than one."""
    pages = next((pages for _, pages in TABS if current in {name for name, _, _ in pages}), ())
    over = BEFORE_THE_HANDOVER if engagement.handed_over_on else ()
    links = [(name, label, open_link(endpoint, engagement)) for name, label, endpoint in pages if name not in over]
    found = [{"label": said_here(label), "url": url, "current": name == current} for name, label, url in links if url]
    return found if len(found) > 1 else []


def _home() -> tuple[str, str | None]:
    """The word and address of the page that lists what this person looks after."""
    if g.member.of_practice:
        return "Portfolio", link("portfolio.listing")
    return "Home", link("overview.home")


def _step(phase: Phase, gate: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": phase.name,
        "state": _RAIL.get(phase.state, "todo"),
        "sub": _standing(phase, gate),
        "href": url_for("engagements.gate", id=phase.id),
    }


def _standing(phase: Phase, gate: dict[str, Any]) -> str:
    if phase.closed and phase.closed_at is not None:
        return f"{phase.state.capitalize()} {day_words(clock.day_of(phase.closed_at))}"
    if phase.state == PhaseState.PLANNED:
        return f"Planned {day_words(phase.planned_end)}"
    word = {"gate_review": "At the gate", "reopened": "Reopened"}.get(phase.state, "Now")
    if gate.get("phase") == str(phase.id):
        return f"{word}, {gate['met']} of {gate['of']} criteria met"
    return f"{word}, planned {day_words(phase.planned_end)}"


def _next_gate(engagement: Engagement, client: Client, gate: dict[str, Any]) -> dict[str, Any] | None:
    """What stands before the next gate, shortened to the first few criteria; None when nothing is known or due."""
    if engagement.state != EngagementState.ACTIVE or not gate:
        return None
    missing = gate["missing"]
    return {
        "title": _title(client, gate),
        "then": f"Then {gate['signer'] or 'the owner'} signs." if missing else "",
        "criteria": [_criterion(item, gate) for item in missing[:MOST_MISSING]],
        "more": max(len(missing) - MOST_MISSING, 0),
        "href": url_for("engagements.gate", id=gate["phase"]),
    }


def _title(client: Client, gate: dict[str, Any]) -> str:
    count = len(gate["missing"])
    if not count:
        return f"The {gate['name']} gate waits for {gate['signer'] or 'the owner'} alone"
    return (
        f"{number_word(count)} {'criterion stands' if count == 1 else 'criteria stand'} between {client.name}"
        f" and the {gate['name']} gate"
    )


_WAYS = {
    "deliverables.show": "Open the deliverable",
    "handover.acceptance": "Open the acceptance",
    "handover.check_ins": "Open the check-ins",
    "handover.pack": "Open the pack",
    "handover.rehearsal": "Open the rehearsal",
    "selfsufficiency.guards": "Open the safeguards",
    "engagements.charter": "Read the charter",
    "engagements.gate": "Claim it",
    "engagements.team": "Open the team",
    "responsibilities.activity": "Open the activity",
    "responsibilities.ladder": "Open the ladder",
    "strategy.measure": "Open the measure",
    "strategy.goals": "Open the measures",
    "strategy.section": "Open the section",
    "strategy.overview": "Open the strategy",
    "toolkit.runbook": "Open the runbook",
    "toolkit.tool": "Open the tool",
    "toolkit.register": "Open the register",
    "training.checklist_item": "Open the item",
    "training.competency": "Open the skill",
    "training.overview": "Open the training",
    "worklog.log": "See the work",
}


def _criterion(item: dict[str, Any], gate: dict[str, Any]) -> dict[str, Any]:
    """Its way forward is the page where it is mended, else its place on the gate's page."""
    way = link(item["endpoint"], **item["values"]) if item["endpoint"] else None
    place = url_for("engagements.gate", id=gate["phase"], _anchor=f"criterion-{item['criterion']}")
    return {
        "state": item["state"],
        "text": item["text"] + ".",
        "detail": item["detail"],
        "action_label": _WAYS.get(item["endpoint"], "See what is missing") if way else "Open the gate",
        "action_href": way or place,
    }
