"""Where each kind of person may go from every page. No statements: the links resolve when they are followed."""

from typing import Any

from flask import g, request, url_for

from tracker.accounts.models import Role
from tracker.core.templates import on_every_page

PRACTICE = [
    ("Portfolio", "portfolio.listing", "briefcase", "g p"),
    ("Training review", "training.review", "checks", "g t"),
    ("Clients", "clients.listing", "building", "g c"),
    ("Playbooks", "playbooks.listing", "book-2", ""),
    ("People", "accounts.people", "users", ""),
]
OWNER = [
    ("Overview", "overview.home", "home", "g o"),
    ("Decisions", "overview.my_decisions", "signature", "g d"),
    ("Who does what", "overview.who_does_what", "stairs-up", ""),
    ("Strategy", "overview.my_strategy", "book-2", "g s"),
    ("My checklist", "overview.checklist", "clipboard-check", "g c"),
    ("Ask", "overview.my_clinic", "message-circle", "g a"),
    ("People", "accounts.people", "users", ""),
]
STAFF = [
    ("Checklist", "overview.checklist", "clipboard-check", "g c"),
    ("My skills", "overview.skills", "certificate", "g k"),
    ("What we run", "overview.running", "player-play", "g r"),
    ("Overview", "overview.overview", "home", "g o"),
    ("Ask", "overview.my_clinic", "message-circle", "g a"),
]
CHAMPION = [*STAFF[:3], ("To verify", "training.review", "checks", "g t"), *STAFF[3:]]
PROVIDER = [("What we run", "overview.running", "player-play", "g r")]
# Whoever owns the workspace also starts what is new in it.
OWN_OWNER = [
    *OWNER[:4],
    ("Engagements", "portfolio.listing", "briefcase", "g p"),
    ("Playbooks", "playbooks.listing", "book-2", ""),
    *OWNER[4:],
]
# A coach in a client's own workspace has no clients to choose from.
COACH = [item for item in PRACTICE if item[1] != "clients.listing"]
BY_ROLE = {
    Role.LEAD: PRACTICE,
    Role.CONSULTANT: PRACTICE,
    Role.OWNER: OWNER,
    Role.CHAMPION: CHAMPION,
    Role.STAFF: STAFF,
    Role.PROVIDER: PROVIDER,
}
# Pages that belong to a place in the navigation without being it.
BELONGS_TO = {
    "overview.owner": {"overview.home", "overview.overview"},
    "overview.decisions": {"overview.my_decisions"},
    "responsibilities.ladder": {"overview.who_does_what", "portfolio.listing"},
    "strategy.overview": {"overview.my_strategy", "portfolio.listing"},
    "strategy.section": {"overview.my_strategy"},
    "clinic.questions": {"overview.my_clinic"},
    "clinic.question": {"overview.my_clinic"},
    "clinic.ask": {"overview.my_clinic"},
    "strategy.goals": {"overview.my_strategy", "portfolio.listing"},
    "strategy.goal": {"overview.my_strategy"},
    "strategy.measure": {"overview.my_strategy"},
    "strategy.changes": {"overview.my_strategy"},
    "strategy.whole": {"overview.my_strategy"},
}


def _places(member: Any) -> list[tuple[str, str, str, str]]:
    if member.own and member.leads:
        return OWN_OWNER
    return COACH if member.own and member.of_practice else BY_ROLE[member.role]


@on_every_page
def navigation() -> dict[str, Any]:
    member = g.get("member")
    if member is None:
        return {}
    here = request.endpoint or ""
    near = {here} | BELONGS_TO.get(here, set())
    if member.of_practice and here.split(".")[0] in {
        "engagements",
        "training",
        "toolkit",
        "worklog",
        "selfsufficiency",
    }:
        near.add("portfolio.listing" if here != "training.review" else here)
    if here.startswith("playbooks."):
        near.add("playbooks.listing")
    items = [
        {
            "label": label,
            "url": url_for(endpoint),
            "current": endpoint in near,
            "count": None,
            "icon": icon,
            "shortcut": keys,
        }
        for label, endpoint, icon, keys in _places(member)
    ]
    return {"nav": items, "home_url": url_for("overview.home")}
