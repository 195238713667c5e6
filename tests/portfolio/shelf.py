"""Many engagements at once, written as rows: what sorts and narrows them matters here, not how it came about."""

from datetime import date, timedelta
from typing import Any

from tests import cast
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.selfsufficiency.models import Standing

NUMBERS = {
    "strategy": 0.5, "tools": 0.5, "responsibility": 0.5, "practice": 0.5, "resilience": 0.5, "present": 5,
    "required": 10, "upper_bound": 60.0, "low": 40.0, "high": 60.0, "formula_version": 1,
}  # fmt: skip
DAY = date(2027, 3, 1)


def put_up(count: int, **standing: Any) -> list[Engagement]:
    """`count` engagements in the session of Tessa, who has none yet. Values repeat, so that there are ties."""
    return [engagement(place, **_nth(place) | standing) for place in range(count)]


def engagement(number: int, name: str = "", title: str = "Social media", **standing: Any) -> Engagement:
    reference = 100 + number
    client = Client(id=cast.fixed(f"shelf client {number}"), reference=reference, name=name or f"Client {number // 2}")
    state = standing.setdefault("state", "active")
    found = Engagement(
        client_id=client.id, reference=reference, title=title,
        playbook_key=standing.pop("playbook_key", "social-media"),
        playbook_version=1, playbook={}, charter="", state=state, starts_on=DAY,
        lead_id=cast.BY_KEY[standing.pop("lead", "tessa")].id,
        planned_handover=standing.pop("planned", DAY),
    )  # fmt: skip
    db.session.add(client)
    db.session.flush()
    db.session.add(found)
    db.session.flush()
    values = {"value": 40.0, "stage": "learning", "gate": GATE, "weekly": [], "causes": []} | NUMBERS | standing
    db.session.add(Standing(**found.keys, day=clock.today(), **values))
    db.session.flush()
    return found


GATE = {"phase": str(cast.fixed("some phase")), "kind": "strategy", "name": "Strategy", "position": 0, "review": False,
        "signer": "Olive", "met": 1, "of": 4, "missing": []}  # fmt: skip


def _nth(place: int) -> dict[str, Any]:
    """Every value occurs several times, and some do not occur at all."""
    return {
        "value": float(place % 7),
        "weekly": [["2027-01-04", 1.0], ["2027-02-22", 2.0]] if place % 2 else [],
        "practice_share": None if place % 3 == 0 else place % 3 / 4,
        "planned": DAY + timedelta(days=place % 4),
        "forecast": {} if place % 2 else {"likely": f"2027-0{place % 5 + 1}-01", "planned": "2027-03-01"},
        "client_seen_at": None if place % 4 == 0 else clock.now() - timedelta(days=place % 4),
        "gate": GATE | {"position": place % 4},
        "flags": [] if place % 3 else [["stalled", "", 1, "open", "Stalled", "Nothing moved.", "2027-01-01", None]],
        "needs": place % 5,
    }
