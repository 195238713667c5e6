"""The parts of the owner's page, read from the facts and the standing."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for

from tracker.engagements.exit_clock import exit_clock as clock_of
from tracker.engagements.extension_points import Facts
from tracker.engagements.links import link
from tracker.engagements.models import Engagement
from tracker.engagements.pausing import clock_day, paused_days, spans_of
from tracker.engagements.proposing import proposals_in
from tracker.selfsufficiency.explaining import Explainer, Step
from tracker.selfsufficiency.models import Standing
from tracker.selfsufficiency.words import OWNERS_ACTS, address
from tracker.worklog.shares import hands_on_share_of

from .after_handover import asked_of_the_owner, offer_to_answer

LABELS = {
    "sign_section": "Read and sign",
    "rewrite_section": "Open the section",
    "name_accountable": "Choose a person",
    "sign_rule": "Open the activity",
    "write_rule": "Open the activity",
    "find_deputy": "Choose a deputy",
}
# More than an engagement has sections, so that one that was asked for is always among them.
MOST_STEPS = 60
# What the owner's page says of each rung, to the client.
RUNGS = ("They do it alone", "You watch", "Together", "You do, they check", "You alone")


def only_you(engagement: Engagement, explainer: Explainer) -> list[dict[str, Any]]:
    """Up to three things that need the owner and nobody else: first what is asked, then what raises the index most."""
    facts, asked = explainer.facts, []
    if facts["engagement"]["state"] == "agreed" and not facts["engagement"]["charter_signed_on"]:
        asked.append(
            _thing(
                "Sign the charter",
                "Then the work begins.",
                "Read and sign",
                url_for("engagements.charter", id=engagement.id),
            )
        )
    asked += offer_to_answer(facts, explainer.today)
    for one in proposals_in(facts):
        asked.append(
            _thing(f"{one['by']} asks {one['what']}", _asked(date.fromisoformat(one["on"]), explainer.today),
                   "Read and decide", url_for(one["endpoint"], id=one["id"]))
        )  # fmt: skip
    for phase in facts["gates"]:
        if phase["state"] == "gate_review":
            asked.append(
                _thing(
                    f"Decide the {phase['name']} gate",
                    "It waits for you.",
                    "Read and decide",
                    url_for("engagements.gate", id=phase["id"]),
                )
            )
    asked += asked_of_the_owner(facts, explainer.today)
    waiting = _asked_sections(explainer)
    steps = sorted(
        explainer.steps(limit=MOST_STEPS, acts=OWNERS_ACTS), key=lambda step: waiting.get(_section(step), date.max)
    )
    return asked + [
        _thing(
            step.act.replace("the client's own", "your own"),
            _asked(waiting.get(_section(step)), explainer.today) or _why(step.key),
            LABELS[step.key],
            address(step.link),
            f"+{step.gain:.1f} points",
        )
        for step in steps[: max(3 - len(asked), 0)]
    ]


def _asked_sections(explainer: Explainer) -> dict[str, date]:
    """Since when each section of the strategy waits for the owner's signature."""
    return {
        row["id"]: date.fromisoformat(row["asked_on"])
        for row in explainer.facts["strategy"]
        if row["asked_on"] and not row["signed_on"] and not row["na"]
    }


def _section(step: Step) -> str:
    return step.link[1] if step.key == "sign_section" and step.link else ""


def _asked(since: date | None, today: date) -> str:
    if since is None:
        return ""
    days = (today - since).days
    return "You were asked today." if days < 1 else f"Waiting for {'one day' if days == 1 else f'{days} days'}."


def _why(act: str) -> str:
    return {
        "sign_section": "Written and waiting for your own words.",
        "rewrite_section": "It counts in full when your people have written it.",
        "name_accountable": "Nobody answers for it until you name somebody who accepts.",
        "sign_rule": "A signed rule lets your people decide without asking.",
        "write_rule": "A signed rule lets your people decide without asking.",
        "find_deputy": "So that it goes on when somebody is away.",
    }[act]


def _thing(title: str, text: str, label: str, href: str | None, gain: str = "") -> dict[str, Any]:
    return {"title": title, "text": text, "action_label": label, "action_href": href, "gain": gain}


def exit_clock(engagement: Engagement, standing: Standing, facts: Facts, today: date) -> dict[str, Any]:
    """Days to the planned last day of the practice, paused time left out, and how its share of the work has moved."""
    stands = clock_day(engagement.paused_on, today)
    paused = paused_days(spans_of(facts), engagement.starts_on, stands)
    total = max((engagement.planned_handover - engagement.starts_on).days - paused, 1)
    gone = min(max((stands - engagement.starts_on).days - paused, 0), total)
    return {
        "at": clock_of(engagement),
        "on": engagement.planned_handover,
        "handed_over_on": engagement.handed_over_on,
        "gone": gone,
        "total": total,
        "hands_on": hands_on_share_of(facts["work"], today),
        "share": standing.practice_share,
        "share_before": standing.practice_share_before,
    }


def trend_events(facts: Facts) -> list[dict[str, Any]]:
    """The moments that the picture names: each gate that was closed."""
    return [
        {"on": date.fromisoformat(phase["closed_on"]), "text": f"{phase['name']} gate {phase['state']}", "sub": ""}
        for phase in facts["gates"]
        if phase["closed_on"] and phase["state"] in {"passed", "waived"}
    ]


def who_answers(facts: Facts, practice: str) -> list[dict[str, Any]]:
    """Who answers for each activity, who stands in, who does it, and how far it has moved; critical ones first."""
    people = facts["people"]
    rows = [_who(row, people, practice) for row in facts["activities"] if not row["na"]]
    return sorted(rows, key=lambda row: not row["critical"])


def _who(row: dict[str, Any], people: dict[str, Any], practice: str) -> dict[str, Any]:
    return {
        "name": row["name"],
        "critical": row["critical"],
        "href": url_for("responsibilities.activity", id=row["id"]),
        "accountable": _post(row["accountable"], people),
        "deputy": _post(row["deputy"], people),
        "doer": _doer(row["doer"], people, practice),
        "rung": row["rung"],
        "words": RUNGS[row["rung"]],
    }


def _post(post: dict[str, Any] | None, people: dict[str, Any]) -> dict[str, Any] | None:
    if post is None or post["person"] not in people:
        return None
    return {"name": people[post["person"]]["name"], "accepted": bool(post["accepted_on"])}


def _doer(doer: dict[str, Any], people: dict[str, Any], practice: str) -> dict[str, Any] | None:
    if doer["kind"] == "person" and doer["person"] in people:
        return {"kind": "person", "name": people[doer["person"]]["name"]}
    if doer["kind"] == "provider":
        return {"kind": "provider", "name": doer["provider_name"]}
    return {"kind": "practice", "name": practice} if doer["kind"] == "practice" else None


def next_gate(standing: Standing) -> dict[str, Any] | None:
    """The gate ahead: how many criteria are met, and the first few that are not."""
    gate = standing.gate
    if not gate:
        return None
    href = url_for("engagements.gate", id=gate["phase"])
    return {**gate, "href": href, "first": gate["missing"][:3], "more": max(len(gate["missing"]) - 3, 0)}


_OPENS = {
    "flags": ("selfsufficiency.flags", "selfsufficiency.explain", ""),
    "shares": ("selfsufficiency.explain", "", "shares"),
    "work": ("worklog.log", "", ""),
    "coverage": ("selfsufficiency.explain", "", "coverage"),
    "history": ("selfsufficiency.history", "selfsufficiency.explain", ""),
    "leavers": ("toolkit.breaks", "", ""),
    "weights": ("selfsufficiency.explain", "", "weights"),
    "steps": ("selfsufficiency.burn_down", "selfsufficiency.explain", ""),
}  # fmt: skip


def caution_href(opens: str, engagement_id: UUID, gate: dict[str, Any]) -> str | None:
    """Where the caution beside the answer has its evidence; None where no feature shows it."""
    if opens == "gate":
        return url_for("engagements.gate", id=gate["phase"]) if gate else None
    if opens not in _OPENS:
        return None
    page, instead, anchor = _OPENS[opens]
    values = {"id": engagement_id, **({"_anchor": anchor} if anchor else {})}
    return link(page, **values) or (link(instead, **values) if instead else None)
