"""How a gate reads tools and runbooks: pure facts in, exactly what is missing out."""

from datetime import date

import pytest

from tracker.engagements.extension_points import gate_rules

TODAY = date(2026, 11, 22)
PEOPLE = {
    "aisha": {"active": True, "side": "client"},
    "gone": {"active": False, "side": "client"},
    "marcus": {"active": True, "side": "practice"},
}


def tool(key: str, na: bool = False, waiting: bool = False, admins: tuple[str, ...] = (), **holders: str) -> dict:
    check = {"account": "client", "recovery": "client", "billing": "client", "admin": "client", **holders}
    return {
        "id": f"id-{key}", "key": key, "name": key.capitalize(), "na": na, "waiting": waiting,
        "check": check if holders.get("admin") != "unchecked" else None,
        "admins": [{"person": person} for person in admins],
    }  # fmt: skip


def missing(rule: str, params: dict, **facts: object) -> list[str]:
    verdict = gate_rules[rule]({"people": PEOPLE, **facts}, params, TODAY)
    assert verdict.met is not bool(verdict.missing)
    return [one.text for one in verdict.missing]


def test_every_tool_in_the_clients_hands_meets_the_gate():
    tools = [tool("inbox"), tool("adverts", na=True, admin="practice")]
    assert missing("accounts_client_controlled", {}, tools=tools) == []


def test_the_gate_says_which_hands_hold_what():
    tools = [
        tool("inbox", billing="practice", admin="shared"),
        tool("films", admin="unchecked"),
        tool("files", admin="unchecked", waiting=True),
    ]
    assert missing("accounts_client_controlled", {}, tools=tools) == [
        "Inbox: billing with the practice, admin with several sides",
        "Films: not checked yet",
        "Files: a check waits to be confirmed",
    ]


@pytest.mark.parametrize("tools", [[], [tool("adverts", na=True)]])
def test_an_empty_register_shows_nothing(tools):
    verdict = gate_rules["accounts_client_controlled"]({"people": PEOPLE, "tools": tools}, {}, TODAY)
    assert not verdict.met


def test_an_admin_outside_is_named_and_one_inside_suffices():
    tools = [
        tool("inbox", admin="practice"),
        tool("films", admin="provider"),
        tool("files", admins=("marcus", "gone")),
        tool("site", admins=("marcus", "aisha")),
        tool("sheet"),
        tool("alerts", admin="unchecked"),
    ]
    assert missing("no_outside_admin", {}, tools=tools) == [
        "Inbox: admin with the practice",
        "Films: admin with a provider",
        "Files: every named admin is outside",
        "Alerts: not checked yet",
    ]


ACTIVITIES = [
    {"id": "a", "name": "Reply", "critical": True, "na": False},
    {"id": "b", "name": "Write", "critical": False, "na": False},
    {"id": "c", "name": "Adverts", "critical": True, "na": True},
]


def runbook(activity: str, *tests: tuple[str, str, bool, int], version: int = 1) -> dict:
    told = [{"person": who, "on": on, "worked": worked, "version": of} for who, on, worked, of in tests]
    return {"activity": activity, "author": "priya", "version": version, "tests": told}


def test_a_gate_asks_for_runbooks_of_the_critical_or_of_all():
    books = [runbook("a")]
    assert missing("runbooks_written", {"activities": "critical"}, activities=ACTIVITIES, runbooks=books) == []
    assert missing("runbooks_written", {"activities": "all"}, activities=ACTIVITIES, runbooks=books) == [
        "Write: no runbook yet"
    ]


@pytest.mark.parametrize(
    ("book", "why"),
    [
        (runbook("a", ("aisha", "2026-11-01", True, 1)), None),
        (runbook("a"), "not tested since it was written"),
        (runbook("a", ("priya", "2026-11-01", True, 1)), "not tested since it was written"),
        (runbook("a", ("aisha", "2026-11-01", True, 1), version=2), "not tested since it was written"),
        (runbook("a", ("aisha", "2026-10-01", True, 1), ("callum", "2026-11-01", False, 1)), "the last test failed"),
        (runbook("a", ("callum", "2026-10-01", False, 1), ("aisha", "2026-11-01", True, 1)), None),
        (runbook("a", ("aisha", "2025-11-21", True, 1)), "tested more than a year ago"),
        (runbook("a", ("aisha", "2025-11-22", True, 1)), None),
        (runbook("b", ("aisha", "2026-11-01", True, 1)), "no runbook yet"),
    ],
)
def test_a_test_counts_of_the_present_text_by_another_within_a_year(book, why):
    told = missing("runbooks_tested", {"activities": "critical"}, activities=ACTIVITIES, runbooks=[book])
    assert told == ([f"Reply: {why}"] if why else [])
