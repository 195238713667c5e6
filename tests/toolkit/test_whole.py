"""The runbooks of an engagement, and what would break without the practice: pure functions of the facts."""

from datetime import date

import pytest

from tests.toolkit.scenes import check, let_in, try_out, write
from tracker.engagements.weak_spots import World
from tracker.toolkit.models import CONTROLS, Holder
from tracker.toolkit.runbook_list import runbook_list
from tracker.toolkit.weak_spots import runbooks, tools

TODAY = date(2026, 11, 20)
PEOPLE = {
    "helen": {"name": "Helen Ames", "role": "owner", "side": "client", "active": True},
    "aisha": {"name": "Aisha Khan", "role": "staff", "side": "client", "active": True},
    "leah": {"name": "Leah Moss", "role": "staff", "side": "client", "active": False},
    "mina": {"name": "Mina Okafor", "role": "consultant", "side": "practice", "active": True},
    "brook": {"name": "Brook Stone", "role": "provider", "side": "provider", "active": True},
}
GOOD = {"by": "helen", "worked": True, "on": "2026-11-01"}


def tool(check="client", admins=("helen", "aisha"), recovery=GOOD, **more):
    held = check if isinstance(check, dict) else dict.fromkeys(CONTROLS, check)
    checked = {**held, "on": "2026-11-01", "by": "helen"} if check else None
    return {
        "id": "t", "name": "Scheduler", "na": False, "check": checked,
        "admins": [{"person": one} for one in admins], "recovery": recovery, **more,
    }  # fmt: skip


def found(row, gone=(), practice_gone=True):
    world = World({"people": PEOPLE, "tools": [row]}, TODAY, frozenset(gone), practice_gone)
    return [(spot.key.split(":")[-1], spot.severity) for thing in tools(world) for spot in thing.spots]


MIXED = {"account": "client", "recovery": "client", "billing": "practice", "admin": "client"}


@pytest.mark.parametrize(
    ("row", "spots"),
    [
        (tool(), []),
        (tool(None), [("unchecked", "warn")]),
        (tool("practice"), [("practice", "critical")]),
        (tool(MIXED), [("practice", "warn")]),
        (tool("provider"), [("provider", "high")]),
        (tool("nobody"), [("nobody", "high")]),
        (tool(admins=()), []),
        (tool(admins=("helen",)), [("sole_admin", "warn")]),
        (tool(admins=("helen", "mina")), [("sole_admin", "warn")]),
        (tool(admins=("brook",)), [("no_admin", "high")]),
        (tool(admins=("leah",)), [("no_admin", "high")]),
        (tool(recovery=None), [("recovery", "warn")]),
        (tool(recovery={**GOOD, "worked": False}), [("recovery", "warn")]),
        (tool(recovery={**GOOD, "on": "2025-11-19"}), [("recovery", "warn")]),
        (tool(recovery={**GOOD, "by": "leah"}), [("recovery", "warn")]),
        (tool(paid_by="practice"), [("paid", "high")]),
        (tool(contract="leah"), [("contract", "high")]),
        (tool(contract="mina"), [("contract", "high")]),
        (tool(contract="helen"), []),
        ({**tool("practice"), "na": True}, []),
    ],
)
def test_what_is_weak_about_a_tool_without_the_practice(row, spots):
    assert found(row) == spots


def test_with_the_practice_here_its_hands_hold_what_they_hold():
    assert found(tool("practice"), practice_gone=False) == []
    assert found(tool(contract="mina"), practice_gone=False) == []


def test_a_tool_whose_last_admin_goes_is_locked():
    assert found(tool(admins=("aisha",)), gone=("aisha",), practice_gone=False) == [("no_admin", "high")]
    assert found(tool(), gone=("aisha",), practice_gone=False) == [("sole_admin", "warn")]


def book(**more):
    test = {"person": "aisha", "on": "2026-10-01", "worked": True, "version": 2}
    return {"activity": "a", "title": "How", "author": "helen", "version": 2, "written_on": "2026-09-01",
            "tests": [test], **more}  # fmt: skip


def state(row):
    activity = {"id": "a", "name": "Reply", "critical": True, "na": False}
    facts = {"people": PEOPLE, "activities": [activity], "runbooks": [row] if row else []}
    spots = [spot.key.split(":")[-1] for thing in runbooks(World(facts, TODAY)) for spot in thing.spots]
    return runbook_list(facts, TODAY)[0].state, spots


def one_test(**more):
    return [{"person": "aisha", "on": "2026-10-01", "worked": True, "version": 2, **more}]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (book(), ("tested", [])),
        (None, ("missing", ["untested"])),
        (book(tests=[]), ("draft", ["untested"])),
        (book(tests=one_test(version=1)), ("draft", ["untested"])),
        (book(tests=one_test(person="helen")), ("draft", ["untested"])),
        (book(tests=one_test(worked=False)), ("failed", ["untested"])),
        (book(tests=one_test(on="2025-11-19")), ("stale", ["untested"])),
        (book(author="mina", tests=one_test(person="leah")), ("tested", ["unknown"])),
    ],
)
def test_how_a_runbook_stands_and_what_is_weak_about_it(row, expected):
    assert state(row) == expected


def test_critical_and_missing_runbooks_stand_first():
    activities = [
        {"id": str(n), "name": str(n), "critical": critical, "na": False}
        for n, critical in enumerate((False, True, True))
    ]
    books = runbook_list({"people": PEOPLE, "activities": activities, "runbooks": [book(activity="1")]}, TODAY)
    assert [one.activity for one in books] == ["2", "1", "0"]


@pytest.mark.slow
def test_the_page_of_runbooks_says_what_is_missing_and_offers_to_write_it(app, northgate, helen, brook):
    try_out(app, northgate, write(app, northgate), "aisha")
    page = helen.opens(f"{northgate.path}/runbooks")
    assert page.says("1 of 6 critical activities have a runbook") and page.says("Tested") and page.says("No runbook")
    assert page.says("Write it")
    assert brook.opens(f"{northgate.path}/runbooks").status == 404


@pytest.mark.slow
@pytest.mark.parametrize("key", ["marcus", "mina", "helen", "priya", "aisha"])
def test_what_breaks_is_told_to_everybody_in_the_engagement(app, northgate, visit, key):
    check(app, northgate, "priya", recovery=Holder.PRACTICE)
    let_in(app, northgate, "mina", admin=True)
    page = visit(key).opens(f"{northgate.path}/breaks")
    assert page.says("What breaks if") and page.says("Critical. Recovery with the practice.")
    assert page.says("Nobody of the client can do it alone.") and page.says("The practice does it alone.")
    assert page.says("What would simply go on")


@pytest.mark.slow
@pytest.mark.parametrize("key", ["brook", "dawn", "tessa", "ewan"])
def test_nobody_else_learns_what_would_break(northgate, visit, key):
    assert visit(key).opens(f"{northgate.path}/breaks").status == 404

