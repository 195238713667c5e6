"""Whoever works from outside: just below and just above."""

from datetime import date

import pytest

from tests.selfsufficiency.triggers.worlds import (
    OUTSIDE,
    activity,
    ago,
    changed,
    check,
    decision,
    paused,
    person,
    phases,
    provider,
    quiet,
    raised,
    seen,
    tool,
    world,
)
from tracker.selfsufficiency.flags.sighting import Proof, Severity, Sighting

MISMATCH, CONFLICT, DISTANT, LOCKED = "mismatch", "conflict", "distant-provider", "locked-out"
CRITICAL = [("posts", "critical")]


def answers(steady, knowing):
    return [2, 2, steady, 2, 2, knowing, 2, 2, 2, 2]


def outsourced(steady=1, knowing=3, choice="outsource"):
    return {"sourcing": {"posts": decision(choice=choice, answers=answers(steady, knowing))}}


@pytest.mark.parametrize(
    ("steady", "knowing", "expected"), [(1, 3, 1), (0, 4, 1), (2, 3, 0), (1, 2, 0), (4, 4, 0), (0, 0, 0)]
)
def test_hardly_predictable_and_much_to_know(steady, knowing, expected):
    assert len(raised(MISMATCH, world(**outsourced(steady, knowing)))) == expected


@pytest.mark.parametrize(("choice", "expected"), [("outsource", 1), ("blend", 0), ("in_house", 0)])
def test_only_what_is_outsourced(choice, expected):
    assert len(raised(MISMATCH, world(**outsourced(choice=choice)))) == expected


def test_what_a_provider_does_is_outsourced_whatever_was_decided():
    assert len(raised(MISMATCH, world(**outsourced(choice="blend"), activities=[activity("posts", doer=OUTSIDE)]))) == 1


def test_without_answers_or_where_it_does_not_apply_nothing_is_said():
    assert raised(MISMATCH, world(sourcing={}, activities=[activity("posts", doer=OUTSIDE)])) == []
    assert raised(MISMATCH, world(**outsourced(), activities=[activity("posts", na=True)])) == []


def test_it_says_the_two_answers():
    assert seen(MISMATCH, world(**outsourced(0, 4))) == [
        Sighting(
            "posts", "Posts", Severity.HIGH,
            "Posts is outsourced, with 0 of 4 for predictability and 4 of 4 for knowledge of the company.",
            (Proof("The ten answers", date(2026, 7, 24), None, "sourcing.decision", {"id": "decision"}),),
        )
    ]  # fmt: skip


def proposed(disclosed=False, affiliated=True, **changes):
    decided = decision(provider="Brightside", affiliated=affiliated, disclosed=disclosed, **changes)
    return {"sourcing": {"posts": decided}}


@pytest.mark.parametrize(
    ("affiliated", "disclosed", "expected"),
    [(True, False, CRITICAL), (True, True, []), (False, False, []), (False, True, [])],
)
def test_a_proposed_provider_is_tied_to_the_practice_and_it_is_not_disclosed(affiliated, disclosed, expected):
    tied = {"providers": [provider(affiliated=affiliated)]}
    assert raised(CONFLICT, world(**proposed(disclosed, affiliated), **tied)) == expected


def test_another_providers_tie_is_another_matter():
    other = {"providers": [provider(name="Elsewhere"), provider(affiliated=False)]}
    assert raised(CONFLICT, world(**proposed(affiliated=False), **other)) == []


def test_the_practice_itself_is_tied_to_the_practice():
    assert raised(CONFLICT, world(sourcing={"posts": decision(by_practice=True)})) == CRITICAL
    assert raised(CONFLICT, world(sourcing={"posts": decision(by_practice=True, disclosed=True)})) == []


def test_whoever_does_it_without_any_decision_is_tied_too():
    does = {"activities": [activity("posts", doer=OUTSIDE)], "providers": [provider()]}
    assert raised(CONFLICT, world(**does, sourcing={})) == CRITICAL
    assert raised(CONFLICT, world(**does, sourcing={"posts": decision()})) == CRITICAL
    assert raised(CONFLICT, world(**does, sourcing={"posts": decision(disclosed=True)})) == []


def test_a_tie_says_whose_and_for_what():
    says = "Brightside is tied to the practice; for Posts no interest and second quote are written down."
    assert seen(CONFLICT, world(**proposed(), providers=[provider()])) == [
        Sighting(
            "posts", "Posts", Severity.CRITICAL, says,
            (Proof("Brightside is proposed for Posts", date(2026, 7, 24), None, "sourcing.decision",
                   {"id": "decision"}),),
        )
    ]  # fmt: skip
    does = {"activities": [activity("posts", doer=OUTSIDE)], "providers": [provider()], "sourcing": {}}
    (found,) = seen(CONFLICT, world(**does))
    page = ("responsibilities.activity", {"id": "posts"})
    assert found.proofs == (Proof("Brightside is proposed for Posts", None, None, *page),)
    (found,) = seen(CONFLICT, world(sourcing={"posts": decision(by_practice=True)}))
    assert found.says.startswith("The provider, which is the practice itself, is tied to the practice; for Posts")


def meeting(days=None, every=30, since=90, **world_slices):
    doer = OUTSIDE | {"since": ago(since) if since else None}
    met = provider(met_on=ago(days) if days else None, meets_every=every)
    return {"activities": [activity("posts", doer=doer)], "providers": [met], **world_slices}


@pytest.mark.parametrize(
    ("days", "every", "expected"), [(43, 30, 0), (44, 30, 1), (20, 7, 0), (21, 7, 1), (300, None, 0), (3, 30, 0)]
)
def test_a_meeting_is_14_days_overdue(days, every, expected):
    assert raised(DISTANT, world(**meeting(days, every))) == [("brightside", "warn")] * expected


@pytest.mark.parametrize(("since", "expected"), [(43, 0), (44, 1), (None, 0)])
def test_before_the_first_meeting_the_days_run_from_the_start(since, expected):
    assert len(raised(DISTANT, world(**meeting(since=since)))) == expected


def test_the_first_of_its_activities_is_the_start():
    later = activity("reply", doer=OUTSIDE | {"since": ago(10)})
    rows = meeting(since=44)
    for activities in ([*rows["activities"], later], [later, *rows["activities"]]):
        assert len(raised(DISTANT, world(**rows | {"activities": activities}))) == 1


def test_paused_days_are_left_out():
    assert raised(DISTANT, world(**meeting(54), **paused(30, 19))) == []
    assert raised(DISTANT, world(**meeting(54), **paused(30, 20))) == [("brightside", "warn")]


def test_a_provider_that_does_nothing_need_not_be_met():
    assert raised(DISTANT, world(providers=[provider(met_on=ago(99))])) == []
    idle = meeting(99) | {"activities": [activity("posts", doer=OUTSIDE, na=True)]}
    assert raised(DISTANT, world(**idle)) == []


def test_one_that_is_not_met_does_not_hide_the_next():
    rows = meeting(99)
    fine = [provider(id="fine", name="Fine"), provider(id="new", met_on=ago(1)), *rows["providers"]]
    assert len(raised(DISTANT, world(**rows | {"providers": fine}))) == 1


def test_distance_says_since_when():
    page = ("responsibilities.provider", {"id": "brightside"})
    assert seen(DISTANT, world(**meeting(50))) == [
        Sighting(
            "brightside", "Brightside", Severity.WARN,
            "Brightside was met last on 2 October 2026; every 30 days was agreed, so the meeting is 20 days overdue.",
            (Proof("Last meeting", date(2026, 10, 2), None, *page),),
        )
    ]  # fmt: skip
    (never,) = seen(DISTANT, world(**meeting(since=50)))
    assert never.says.startswith("Brightside has not been met since it began on 2 October 2026; every 30 days")
    assert never.proofs == (Proof("The start", date(2026, 10, 2), None, *page),)


def admins(*people):
    return tool(admins=[{"person": who} for who in people])


@pytest.mark.parametrize(
    ("row", "expected"),
    [(admins("marcus"), 1), (admins("vera"), 1), (admins("marcus", "vera"), 1), (admins("marcus", "priya"), 0),
     (admins("gone"), 1), (admins(), 0), (tool(check=None), 0), (tool(check=check(admin="practice")), 1),
     (tool(check=check(admin="provider")), 1), (tool(check=check(recovery="practice")), 1),
     (tool(check=check(recovery="provider")), 1), (tool(check=check(admin="nobody", recovery="shared")), 0),
     (tool(check=check(account="practice", billing="practice")), 0), (admins("marcus") | {"na": True}, 0)],
)  # fmt: skip
def test_an_outsider_is_the_only_admin_or_holds_the_recovery(row, expected):
    people = quiet()["people"] | {"gone": person("Una Gone", "staff", active=False)}
    assert raised(LOCKED, world(tools=[row], people=people)) == [("scheduler", "high")] * expected


@pytest.mark.parametrize(
    ("state", "severity"), [("planned", "high"), ("active", "critical"), ("gate_review", "critical")]
)
def test_it_is_critical_in_handover(state, severity):
    rows = {"tools": [admins("marcus")], **phases(training="passed", handover=state)}
    assert raised(LOCKED, world(**rows)) == [("scheduler", severity)]


def test_and_after_it():
    over = changed("engagement", state="handed_over", handed_over_on=ago(3))
    assert raised(LOCKED, world(tools=[admins("marcus")], **over, **phases(handover="passed"))) == [
        ("scheduler", "critical")
    ]


def test_it_says_who_holds_the_keys():
    held = admins("marcus", "vera") | {"check": check(admin="provider", recovery="practice")}
    page = ("toolkit.tool", {"id": "scheduler"})
    assert seen(LOCKED, world(tools=[held])) == [
        Sighting(
            "scheduler", "Scheduler", Severity.HIGH,
            "Without others you would be locked out of Scheduler: no admin but Marcus Hale and Vera Lind; admin with a"
            " provider; recovery with the practice.",
            (Proof("no admin but Marcus Hale and Vera Lind", None, "marcus", *page),
             Proof("admin with a provider", date(2026, 11, 1), "priya", *page),
             Proof("recovery with the practice", date(2026, 11, 1), "priya", *page)),
        )
    ]  # fmt: skip
