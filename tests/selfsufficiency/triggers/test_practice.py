"""The practice that stays: its share, what is written down for it, and after the handover."""

from datetime import date

import pytest

from tests.selfsufficiency.triggers.worlds import (
    activity,
    ago,
    changed,
    decision,
    paused,
    person,
    phases,
    quiet,
    raised,
    seen,
    tool,
    world,
)
from tracker.selfsufficiency.flags.sighting import Proof, Severity, Sighting

SHARE, WRITTEN, LINGER = "guard-share", "guard-written-in", "guard-linger"
HIGH, CRITICAL = [("posts", "high")], [("posts", "critical")]


def work(*log):
    return changed("work", posts=[[ago(days), mode, pieces, "marcus"] for days, mode, pieces in log])


@pytest.mark.parametrize(
    ("consultant", "client", "expected"),
    [(2, 6, []), (10, 90, []), (26, 74, HIGH), (25, 75, []), (2, 3, HIGH), (2, 2, []), (1, 3, []), (0, 9, [])],
)
def test_more_than_a_quarter_of_at_least_five_pieces(consultant, client, expected):
    assert raised(SHARE, world(**work((3, "consultant", consultant), (3, "client", client)))) == expected


@pytest.mark.parametrize(("together", "expected"), [(5, []), (6, HIGH)])
def test_what_was_done_together_is_half_the_practices(together, expected):
    assert raised(SHARE, world(**work((3, "together", together), (3, "client", 5)))) == expected


def test_looking_on_delivers_nothing():
    assert raised(SHARE, world(**work((3, "consultant", 4), (3, "oversight", 9)))) == []
    assert raised(SHARE, world(**work((3, "consultant", 4), (3, "oversight", 9), (3, "client", 1)))) == HIGH


@pytest.mark.parametrize(
    ("share", "expected"), [(45, []), (46, HIGH), (50, HIGH), (60, HIGH)]
)  # of a hundred, where fifty of a hundred were the practice's before
def test_down_by_a_tenth_of_what_it_was_is_progress(share, expected):
    log = work((40, "consultant", 50), (40, "client", 50), (3, "consultant", share), (3, "client", 100 - share))
    assert raised(SHARE, world(**log)) == expected


def test_nothing_logged_before_is_no_progress():
    assert raised(SHARE, world(**work((3, "consultant", 5)))) == HIGH


@pytest.mark.parametrize(("days", "expected"), [(27, HIGH), (28, []), (0, HIGH), (-1, [])])
def test_the_newer_span_is_the_last_28_days(days, expected):
    assert raised(SHARE, world(**work((days, "consultant", 5)))) == expected


@pytest.mark.parametrize("days", [26, 27])
def test_no_day_is_in_both_spans(days):
    assert raised(SHARE, world(**work((days, "consultant", 5), (3, "client", 5)))) == HIGH


def test_one_activity_that_falls_excuses_no_other():
    log = {"calm": [[ago(40), "consultant", 9, "marcus"], [ago(3), "consultant", 5, "marcus"],
                    [ago(3), "client", 5, "tom"]],
           "posts": [[ago(3), "consultant", 5, "marcus"]]}  # fmt: skip
    assert raised(SHARE, world(work=log, activities=[activity("calm"), activity("posts")])) == HIGH


@pytest.mark.parametrize(("days", "expected"), [(28, []), (55, []), (56, HIGH)])
def test_the_older_span_is_the_28_days_before(days, expected):
    log = work((days, "consultant", 9), (3, "consultant", 5), (3, "client", 5))
    assert raised(SHARE, world(**log)) == expected


def test_paused_days_are_left_out_of_both_spans():
    assert raised(SHARE, world(**work((37, "consultant", 5)))) == []
    assert raised(SHARE, world(**work((37, "consultant", 5)), **paused(20, 10))) == HIGH
    falling = work((65, "consultant", 9), (3, "consultant", 5), (3, "client", 5))
    assert raised(SHARE, world(**falling)) == HIGH
    assert raised(SHARE, world(**falling, **paused(20, 10))) == []


@pytest.mark.parametrize(
    ("gates", "expected"),
    [({"training": "active"}, HIGH), ({"training": "gate_review"}, HIGH), ({"training": "reopened"}, HIGH),
     ({"training": "planned"}, []), ({"training": "passed"}, []), ({"training": "waived", "handover": "active"}, HIGH),
     ({"strategy": "active", "implementation": "active", "training": "planned"}, [])],
)  # fmt: skip
def test_only_while_training_or_handover_is_open(gates, expected):
    assert raised(SHARE, world(**work((3, "consultant", 5)), **phases(**gates))) == expected


def test_what_does_not_apply_is_left_out():
    assert raised(SHARE, world(**work((3, "consultant", 5)), activities=[activity("posts", na=True)])) == []


def test_it_says_both_spans_with_their_figures():
    log = work((40, "client", 2), (40, "consultant", 2), (3, "consultant", 4), (3, "together", 2), (2, "client", 4))
    assert seen(SHARE, world(**log)) == [
        Sighting(
            "posts", "Posts", Severity.HIGH,
            "In Training the practice delivered 50% of 10 pieces of Posts since 25 October 2026; in the four weeks"
            " before, it was 50%.",
            (
                proof("4 done by the client alone since 25 October 2026", 25, 10),
                proof("4 done by the consultant since 25 October 2026", 25, 10),
                proof("2 done together with the consultant since 25 October 2026", 25, 10),
                proof("2 done by the client alone since 27 September 2026", 27, 9),
                proof("2 done by the consultant since 27 September 2026", 27, 9),
            ),
        )
    ]  # fmt: skip
    log = work((3, "consultant", 85), (3, "client", 139))
    assert seen(SHARE, world(**log, **phases(training="active", handover="active")))[0].says == (
        "In Handover the practice delivered 37.9% of 224 pieces of Posts since 25 October 2026; in the four weeks"
        " before, nothing is logged."
    )


def proof(what, day, month):
    return Proof(what, date(2026, month, day), None, "responsibilities.activity", {"id": "posts"})


def practice(rung=2, since=None, **changes):
    doer = {"kind": "practice", "person": None, "provider_name": None, "since": since and ago(since)}
    return activity("posts", doer=doer, rung=rung, **changes)


def bought(ends=None, **changes):
    return {"sourcing": {"posts": decision(by_practice=True, ends_on=ends and ago(-ends), **changes)}}


def test_named_as_who_does_it_in_the_end():
    assert raised(WRITTEN, world(**bought())) == CRITICAL
    assert raised(WRITTEN, world(sourcing={"posts": decision()})) == []
    assert raised(WRITTEN, world(sourcing={})) == []


@pytest.mark.parametrize(("ends", "expected"), [(1, []), (0, []), (-1, CRITICAL), (None, CRITICAL)])
def test_an_end_that_is_still_to_come_limits_it(ends, expected):
    decided = {"posts": decision(by_practice=True, ends_on=None if ends is None else ago(-ends))}
    assert raised(WRITTEN, world(sourcing=decided)) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [({"id": "rule-posts", "signed_on": ago(3)}, []), ({"id": "rule-posts", "signed_on": None}, CRITICAL),
     ({"id": "newer", "signed_on": ago(3)}, CRITICAL), (None, CRITICAL)],
)  # fmt: skip
def test_the_owner_has_signed_that_very_decision(rule, expected):
    assert raised(WRITTEN, world(**bought(9), activities=[activity("posts", rule=rule)])) == expected


@pytest.mark.parametrize(("rung", "expected"), [(3, []), (4, CRITICAL)])
def test_done_by_the_practice_on_the_last_rung(rung, expected):
    assert raised(WRITTEN, world(activities=[practice(rung)])) == expected
    assert raised(WRITTEN, world(activities=[practice(rung)], **bought(9))) == []


@pytest.mark.parametrize(("since", "expected"), [(99, CRITICAL), (100, []), (101, []), (None, [])])
def test_given_to_the_practice_after_the_strategy_gate(since, expected):
    assert raised(WRITTEN, world(activities=[practice(since=since)])) == expected
    added = {"proposals": [], "added": [{"kind": "activity", "subject": "posts", "on": ago(since)}] if since else []}
    assert raised(WRITTEN, world(activities=[practice()], scope=added)) == expected


def test_before_the_strategy_gate_the_practice_may_begin_things():
    open_gates = phases(strategy="active", implementation="planned", training="planned")
    assert raised(WRITTEN, world(activities=[practice(since=3)], **open_gates)) == []


def test_somebody_elses_new_work_is_not_the_practices():
    doer = {"kind": "person", "person": "tom", "provider_name": None, "since": ago(3)}
    assert raised(WRITTEN, world(activities=[activity("posts", doer=doer, rung=4)])) == []
    assert raised(WRITTEN, world(activities=[practice(4, since=3, na=True)], **bought())) == []


def test_an_end_in_a_decision_for_somebody_else_limits_nothing():
    other = {"posts": decision(provider="Brightside", ends_on=ago(-9))}
    assert raised(WRITTEN, world(activities=[practice(since=3)], sourcing=other)) == CRITICAL


def test_it_says_what_is_written_down_and_what_is_missing():
    added = {"proposals": [], "added": [{"kind": "activity", "subject": "posts", "on": ago(60)}]}
    own = ("responsibilities.activity", {"id": "posts"})
    assert seen(WRITTEN, world(activities=[practice(4, since=50)], scope=added, **bought())) == [
        Sighting(
            "posts", "Posts", Severity.CRITICAL,
            "Posts is written down for the practice, and there is no reason with an end date that the owner signed.",
            (
                Proof("Named as who does it", date(2026, 7, 24), None, "sourcing.decision", {"id": "decision"}),
                Proof("Done by the practice on rung 4", date(2026, 10, 2), None, *own),
                Proof("Given to the practice after the Strategy gate of 13 August 2026", date(2026, 10, 2), None, *own),
                Proof("Added to the scope after the Strategy gate of 13 August 2026", date(2026, 9, 22), None, *own),
            ),
        )
    ]  # fmt: skip
    assert seen(WRITTEN, world(**bought(-1)))[0].says == (
        "Posts is written down for the practice, and the agreed end, 20 November 2026, is past."
    )
    unsigned = [activity("posts", rule=None)]
    assert "there is no reason" in seen(WRITTEN, world(**bought(9), activities=unsigned))[0].says


def handed_over(days, **slices):
    return changed("engagement", state="handed_over", handed_over_on=ago(days)) | {"work": {}} | slices


ACCESS = {"tools": [tool(users=["priya", "marcus"])]}
OVER = [("", "critical")]


@pytest.mark.parametrize(("days", "expected"), [(13, []), (14, OVER), (90, OVER)])
def test_access_14_days_after_the_handover(days, expected):
    assert raised(LINGER, world(**handed_over(days, **ACCESS))) == expected


@pytest.mark.parametrize(
    ("users", "expected"),
    [(["marcus"], OVER), (["gone"], OVER), (["vera"], []), (["priya"], []), (["?"], []), ([], [])],
)
def test_only_the_practice_lingers_and_whoever_left_it_still_does(users, expected):
    people = quiet()["people"] | {"gone": person("Una Gone", "consultant", "practice", active=False)}
    assert raised(LINGER, world(**handed_over(20, tools=[tool(users=users)]), people=people)) == expected


def test_a_tool_that_does_not_apply_is_left_out():
    assert raised(LINGER, world(**handed_over(20, tools=[tool(users=["marcus"], na=True)]))) == []


@pytest.mark.parametrize(
    ("days", "mode", "expected"),
    [(0, "consultant", OVER), (6, "consultant", OVER), (7, "consultant", []), (6, "together", OVER), (6, "client", []),
     (6, "oversight", []), (6, "provider", [])],
)  # fmt: skip
def test_delivery_from_the_14th_day_on(days, mode, expected):
    log = {"posts": [[ago(days), mode, 1, "marcus"]]}
    assert raised(LINGER, world(**handed_over(20, work=log))) == expected


@pytest.mark.parametrize(("days", "expected"), [(27, OVER), (28, []), (-1, [])])
def test_delivery_of_the_last_28_days(days, expected):
    log = {"posts": [[ago(days), "consultant", 1, "marcus"]]}
    assert raised(LINGER, world(**handed_over(90, work=log))) == expected


@pytest.mark.parametrize(
    ("kind", "due", "confirmed", "expected"),
    [("passwords", 1, None, OVER), ("passwords", 0, None, []), ("passwords", 1, ago(1), []), ("baton", 1, None, [])],
)
def test_a_key_that_nobody_confirmed_in_time(kind, due, confirmed, expected):
    row = {"what": "Passwords", "kind": kind, "who": "priya", "due": ago(due), "confirmed_on": confirmed}
    plan = {"acceptance": {"access_plan": [row]}}
    assert raised(LINGER, world(**handed_over(20, tools=[], **plan))) == expected


def test_before_the_handover_nobody_lingers():
    assert raised(LINGER, world(**ACCESS)) == []


def test_what_does_not_apply_is_not_delivered():
    log = {"posts": [[ago(3), "consultant", 1, "marcus"]]}
    assert raised(LINGER, world(**handed_over(90, work=log), activities=[activity("posts", na=True)])) == []


def test_it_says_what_is_left_of_the_practice():
    log = {"posts": [[ago(3), "consultant", 2, "marcus"], [ago(3), "client", 9, "tom"], [ago(2), "together", 1, "tom"]]}
    log["reply"] = [[ago(3), "client", 9, "tom"]]
    assert seen(LINGER, world(**handed_over(20, work=log, **ACCESS))) == [
        Sighting(
            "", "The practice", Severity.CRITICAL,
            "20 days after the handover the practice has access to 1 tool and delivered 3 pieces since 15 November"
            " 2026.",
            (
                Proof("Marcus Hale has access to Scheduler", None, "marcus", "toolkit.tool", {"id": "scheduler"}),
                Proof("3 pieces of Posts since 15 November 2026", date(2026, 11, 15), None,
                      "responsibilities.activity", {"id": "posts"}),
            ),
        )
    ]  # fmt: skip
