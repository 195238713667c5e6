"""A small world of facts in which nothing raises a flag; each test changes one thing in it."""

from copy import deepcopy
from datetime import date, timedelta

from tracker.selfsufficiency.flags.catalogue import KINDS
from tracker.selfsufficiency.flags.sighting import Sighting, World
from tracker.selfsufficiency.reading import inputs_of

# A Saturday.
TODAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 16)


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def week(back: int) -> str:
    """The Monday so many weeks before this one."""
    return (MONDAY - timedelta(weeks=back)).isoformat()


def person(name: str, role: str, side: str = "client", active: bool = True) -> dict:
    return {"name": name, "role": role, "side": side, "active": active}


def phase(position: int, kind: str, state: str, closed_on: str | None = None) -> dict:
    return {
        "id": f"phase-{kind}", "position": position, "kind": kind, "name": kind.capitalize(), "state": state,
        "planned_end": ago(0), "closed_on": closed_on, "criteria": [],
    }  # fmt: skip


def post(person: str | None, accepted: bool = True) -> dict | None:
    return {"person": person, "named_on": ago(150), "accepted_on": ago(149) if accepted else None} if person else None


def activity(id: str, **changes) -> dict:
    return {
        "id": id, "key": id, "name": id.capitalize(), "critical": False, "customer_facing": False, "kind": "tactical",
        "unit": "piece", "competencies": [], "rung": 2, "rung_on": ago(30), "witnessed": True, "confirmer": None,
        "target": 4, "rungs": [0, 2, 3, 4], "sla_hours": None, "accountable": post("priya"), "deputy": post("tom"),
        "doer": {"kind": "person", "person": "tom", "provider_name": None, "since": ago(140)},
        "rule": {"id": f"rule-{id}", "choice": "in_house", "signed_on": ago(120), "by": "helen"}, "rule_written": True,
        "na": False, "proposed": 0,
    } | changes  # fmt: skip


def skill(key: str, *people: tuple, critical: bool = True, leader: bool = False) -> dict:
    held = [
        {"person": who, "level": level, "on": ago(days), "assessor": "marcus", "method": "observed"}
        for who, level, days in people
    ]
    return {
        "id": f"id-{key}", "key": key, "name": key.capitalize(), "critical": critical, "leader": leader, "target": 3,
        "people": held,
    }  # fmt: skip


def measure(**changes) -> dict:
    return {
        "id": "enquiries", "key": "enquiries", "name": "Enquiries", "unit": "", "goal": None, "owner": "priya",
        "rhythm": 30, "added_on": ago(150), "baseline": 4, "baseline_on": ago(140), "target": 9, "target_on": None,
        "value": 5, "value_on": ago(9),
    } | changes  # fmt: skip


def section(key: str, **changes) -> dict:
    return {
        "id": f"id-{key}", "key": key, "title": key.capitalize(), "weight": 1, "written": True, "revisions": 2,
        "client_share": 1, "by_client": True, "revised_on": ago(60), "author": "priya", "signed_on": ago(59),
        "earlier_signed_on": None, "signer": "helen", "client_edit_on": None, "asked_on": None, "na": False,
        "review_on": None,
    } | changes  # fmt: skip


def decision(**changes) -> dict:
    return {
        "id": "decision", "rule": "rule-posts", "answers": [2] * 10, "recommendation": "blend", "choice": "in_house",
        "by_practice": False, "provider": None, "affiliated": False, "hands_on": 10, "disclosed": False,
        "ends_on": None, "review_on": ago(-60), "written_on": ago(120), "dissents": 0,
    } | changes  # fmt: skip


OUTSIDE = {"kind": "provider", "person": None, "provider_name": "Brightside", "since": ago(90)}


def provider(**changes) -> dict:
    return {
        "id": "brightside", "name": "Brightside", "affiliated": True, "meets_every": 30, "met_on": ago(20),
    } | changes  # fmt: skip


def plan(who: str, hours: float = 4, **changes) -> dict:
    return {"person": who, "hours": hours, "agreed": True, "first_week": week(20), "last_week": None} | changes


def tool(**changes) -> dict:
    held = dict.fromkeys(("account", "recovery", "billing", "admin"), "client")
    return {
        "id": "scheduler", "key": "scheduler", "name": "Scheduler", "competencies": ["reply"], "na": False,
        "waiting": False, "admins": [{"person": "priya"}], "users": ["priya", "tom"],
        "check": {**held, "on": ago(20), "by": "priya"}, "recovery": None, "renews_on": None, "contract": None,
        "paid_by": None,
    } | changes  # fmt: skip


def check(**held) -> dict:
    return {**dict.fromkeys(("account", "recovery", "billing", "admin"), "client"), "on": ago(20), "by": "priya"} | held


def quiet() -> dict:
    """Nothing in it asks for a flag."""
    return {
        "people": {
            "helen": person("Helen Ames", "owner"), "priya": person("Priya Shah", "champion"),
            "tom": person("Tom Reed", "staff"), "marcus": person("Marcus Hale", "lead", "practice"),
            "vera": person("Vera Lind", "provider", "provider"),
        },
        "engagement": {
            "id": "engagement", "state": "active", "title": "Social media", "starts_on": ago(160),
            "planned_handover": ago(-60), "handed_over_on": None, "charter_signed_on": ago(155), "leaders": ["helen"],
            "consultants": ["marcus"], "champions": [{"person": "priya", "accepted": True}], "deputy_champions": [],
        },
        "gates": [
            phase(0, "strategy", "passed", ago(100)), phase(1, "implementation", "passed", ago(50)),
            phase(2, "training", "active"), phase(3, "handover", "planned"),
        ],
        "plan": {"pauses": [], "proposals": []},
        "scope": {"proposals": [], "added": []},
        "activities": [
            activity("reply", critical=True, customer_facing=True, sla_hours=4, competencies=["reply"]),
            activity("posts", customer_facing=True, accountable=post("helen")),
        ],
        "replies": {"reply": [[week(2), 10, 1, 90], [week(1), 12, 0, 80]]},
        "work": {
            "reply": [[ago(9), "client", 8, "tom"], [ago(4), "client", 1, "helen"]],
            "posts": [[ago(9), "oversight", 1, "helen"], [ago(8), "client", 3, "priya"]],
        },
        "content": [[ago(8), "posts", "client", False, 3]],
        "time": {"plans": [plan("priya")], "used": {"priya": [[week(n), 240] for n in range(8, -1, -1)]}},
        "sourcing": {"posts": decision()},
        "providers": [],
        "strategy": [section("purpose"), section("voice")],
        "measures": {"reviewed_on": ago(9), "goals": [], "measures": [measure()]},
        "competencies": [
            skill("reply", ("priya", 3, 20), ("tom", 3, 20)), skill("essentials", ("helen", 2, 20), leader=True),
        ],
        "items": {"items": [], "verified": [], "waiting": [], "lapsed": []},
        "lessons": {"shown": [], "drills": []},
        "tools": [tool()],
        "runbooks": [],
        "signatures": [[ago(9), 0, "helen", "Phase", "Strategy", "sign-off", None, None]],
        "teach_backs": {"asked": [], "answered": []},
    }  # fmt: skip


def world(today: date = TODAY, *, likely_by: date | None = None, last_step_on: date | None = None, **slices) -> World:
    """The quiet world with whole slices replaced."""
    facts = deepcopy(quiet() | slices)
    return World(facts, inputs_of(facts), today, likely_by, last_step_on)


def changed(slice: str, **fields) -> dict:
    """One slice of the quiet world with fields replaced, to be spread into `world`."""
    return {slice: quiet()[slice] | fields}


def paused(first: int, last: int | None) -> dict:
    """A pause from so many days ago to so many days ago."""
    return changed("plan", pauses=[[ago(first), None if last is None else ago(last)]])


def phases(strategy="passed", implementation="passed", training="active", handover="planned", **closed) -> dict:
    """The gates in these states; `closed` are days by kind, else a hundred days ago for whatever is passed."""
    states = {"strategy": strategy, "implementation": implementation, "training": training, "handover": handover}
    return {
        "gates": [
            phase(n, kind, state, closed.get(f"{kind}_on", ago(100)) if state in {"passed", "waived"} else None)
            for n, (kind, state) in enumerate(states.items())
        ]
    }


def seen(kind: str, world: World) -> list[Sighting]:
    return list(KINDS[kind].trigger(world))


def raised(kind: str, world: World) -> list[tuple[str, str]]:
    """Subject and severity of every sighting."""
    return [(one.subject, one.severity.word) for one in seen(kind, world)]
