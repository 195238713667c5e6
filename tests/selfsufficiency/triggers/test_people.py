"""Who answers, who has the hours: just below and just above."""

from datetime import date

import pytest

from tests.selfsufficiency.triggers.worlds import (
    MONDAY,
    activity,
    ago,
    changed,
    paused,
    person,
    phases,
    plan,
    post,
    quiet,
    raised,
    seen,
    week,
    world,
)
from tracker.selfsufficiency.flags.sighting import Proof, Severity, Sighting

OWNER, CHAMPION, SQUEEZE = "no-owner", "no-champion", "time-squeeze"
OUTSIDE = {"kind": "provider", "person": None, "provider_name": "Brightside"}
HERE = {"id": "engagement"}


@pytest.mark.parametrize(
    ("held", "expected"),
    [(None, [("posts", "high")]), (post("priya", accepted=False), []), (post("priya"), []),
     (post("gone"), [("posts", "high")]), (post("marcus"), [("posts", "high")])],
)  # fmt: skip
def test_nobody_of_the_client_answers(held, expected):
    people = quiet()["people"] | {"gone": person("Una Gone", "staff", active=False)}
    assert raised(OWNER, world(activities=[activity("posts", accountable=held)], people=people)) == expected


@pytest.mark.parametrize(
    ("row", "severity"),
    [({}, "high"), ({"critical": True}, "critical"), ({"doer": OUTSIDE}, "critical"),
     ({"critical": True, "doer": OUTSIDE}, "critical")],
)  # fmt: skip
def test_critical_or_outsourced_is_graver(row, severity):
    assert raised(OWNER, world(activities=[activity("posts", accountable=None, **row)])) == [("posts", severity)]


@pytest.mark.parametrize(
    ("log", "doer", "expected"),
    [([], None, 0), ([[ago(56), "consultant", 1, "marcus"]], None, 1), ([], OUTSIDE, 1),
     ([[ago(57), "consultant", 1, "marcus"]], None, 0), ([[ago(3), "oversight", 1, "helen"]], None, 0)],
)  # fmt: skip
def test_before_the_strategy_gate_only_what_runs_already_needs_an_owner(log, doer, expected):
    row = activity("posts", accountable=None, **({"doer": doer} if doer else {}))
    before = phases(strategy="active", implementation="planned", training="planned")
    assert len(raised(OWNER, world(activities=[row], work={"posts": log}, **before))) == expected


def test_an_activity_that_does_not_apply_needs_nobody():
    assert raised(OWNER, world(activities=[activity("posts", accountable=None, na=True)])) == []


@pytest.mark.parametrize(
    ("row", "says", "proof"),
    [({"accountable": None}, "Nobody at the client answers for Posts.", "Nobody is named"),
     ({"accountable": None, "critical": True}, "Nobody at the client answers for Posts, which is critical.",
      "Nobody is named"),
     ({"accountable": post("gone"), "doer": OUTSIDE},
      "Nobody at the client answers for Posts, which is done by Brightside.", "Una Gone answered for it and has left")],
)  # fmt: skip
def test_it_says_what_hangs_in_the_air(row, says, proof):
    people = quiet()["people"] | {"gone": person("Una Gone", "staff", active=False)}
    (found,) = seen(OWNER, world(activities=[activity("posts", **row)], people=people))
    assert (found.name, found.says) == ("Posts", says)
    assert found.proofs == (Proof(proof, None, None, "responsibilities.activity", {"id": "posts"}),)


@pytest.mark.parametrize(
    ("champions", "proofs"),
    [([], ()), ([{"person": "priya", "accepted": False}], ("Priya Shah is named and has not accepted",)),
     ([{"person": "gone", "accepted": True}], ("Una Gone is named and has left",))],
)  # fmt: skip
def test_no_champion_who_is_there_and_has_accepted(champions, proofs):
    people = quiet()["people"] | {"gone": person("Una Gone", "champion", active=False)}
    assert seen(CHAMPION, world(**changed("engagement", champions=champions), people=people)) == [
        Sighting(
            "", "Champion", Severity.HIGH, f"No champion inside the company has accepted; {len(champions)} named.",
            tuple(Proof(what, None, champions[0]["person"], "engagements.team", HERE) for what in proofs),
        )
    ]  # fmt: skip


def test_one_champion_who_accepted_is_enough():
    both = [{"person": "tom", "accepted": False}, {"person": "priya", "accepted": True}]
    assert raised(CHAMPION, world(**changed("engagement", champions=both))) == []


def hours(*minutes, plans=None):
    """The minutes of the last full weeks, the newest first; a week without any has no row."""
    used = [[week(n), used] for n, used in enumerate(minutes, start=1) if used]
    return changed("time", used={"priya": sorted(used)}, plans=plans or [plan("priya")])


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [((119, 119, 119), [("priya", "high")]), ((120, 119, 119), []), ((119, 120, 119), []), ((119, 119, 120), []),
     ((119, 119, 119, 999), [("priya", "high")]), ((), [("priya", "high")])],
)  # fmt: skip
def test_less_than_half_of_the_protected_hours_three_weeks_running(minutes, expected):
    assert raised(CHAMPION, world(**hours(*minutes))) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [((301, 301, 301, 0), [("priya", "warn")]), ((301, 0, 301, 301), [("priya", "warn")]),
     ((301, 301, 301, 301), [("priya", "warn")]), ((301, 300, 301, 300), []), ((301, 300, 300, 301, 999), [])],
)  # fmt: skip
def test_more_than_125_percent_in_three_of_four_weeks(minutes, expected):
    assert raised(SQUEEZE, world(**hours(*minutes))) == expected


@pytest.mark.parametrize(
    ("plans", "expected"),
    [([plan("priya", agreed=False)], []), ([plan("tom")], []), ([plan("priya", first_week=week(2))], []),
     ([plan("priya", first_week=week(3))], ["priya"]), ([plan("priya", last_week=week(2))], []),
     ([plan("priya", last_week=week(1))], ["priya"]),
     ([plan("priya", 0.5), plan("priya", 4)], []), ([plan("priya", 4), plan("priya", 0.5)], ["priya"])],
)  # fmt: skip
def test_only_weeks_with_an_agreed_plan_count_and_the_newest_plan_holds(plans, expected):
    time = changed("time", plans=plans, used={"priya": [[week(n), 60] for n in (3, 2, 1)], "tom": [[week(1), 240]]})
    assert [subject for subject, _ in raised(CHAMPION, world(**time))] == expected


def test_a_week_with_a_paused_day_does_not_count_and_an_older_one_takes_its_place():
    time = hours(0, 0, 0, 240)
    assert raised(CHAMPION, world(**time)) == [("priya", "high")]
    assert raised(CHAMPION, world(**time, **paused(13, 12))) == []
    time = hours(240, 0, 0, 0)
    monday, sunday, monday_after = 12, 6, 5
    assert raised(CHAMPION, world(**time, **paused(monday + 1, monday))) == []
    assert raised(CHAMPION, world(**time, **paused(monday, monday - 1))) == [("priya", "high")]
    assert raised(CHAMPION, world(**time, **paused(sunday, monday_after))) == [("priya", "high")]
    assert raised(CHAMPION, world(**time, **paused(monday_after, None))) == []


def test_the_facts_reach_eight_weeks_back_and_no_further():
    assert raised(CHAMPION, world(**hours(), **paused(40, 5))) == [("priya", "high")]
    assert raised(CHAMPION, world(**hours(), **paused(41, 5))) == []


def test_this_week_is_not_over_and_does_not_count():
    used = {"priya": [[week(n), 240] for n in range(8, 0, -1)] + [[MONDAY.isoformat(), 9999]]}
    assert raised(SQUEEZE, world(**changed("time", used=used))) == []


def test_somebody_who_left_needs_no_hours():
    people = quiet()["people"] | {"priya": person("Priya Shah", "champion", active=False)}
    champion = changed("engagement", champions=[{"person": "tom", "accepted": True}])
    assert raised(CHAMPION, world(**hours(), **champion, people=people)) == []
    assert raised(SQUEEZE, world(**hours(999, 999, 999), people=people)) == []


def test_they_say_the_hours_of_each_week():
    (low,) = seen(CHAMPION, world(**hours(30, 0, 119)))
    assert low == Sighting(
        "priya", "Priya Shah", Severity.HIGH,
        "Priya Shah used less than half of the protected hours in each of the last 3 weeks: 0:30 of 4:00, 0:00 of 4:00,"
        " 1:59 of 4:00 hours.",
        (
            proof("0:30 of 4:00 hours in the week of 9 November 2026", 9),
            proof("0:00 of 4:00 hours in the week of 2 November 2026", 2),
            proof("1:59 of 4:00 hours in the week of 26 October 2026", 26, 10),
        ),
    )  # fmt: skip
    (high,) = seen(SQUEEZE, world(**hours(330, 306, 0, 360)))
    assert high.severity == Severity.WARN
    assert high.says == (
        "Priya Shah used more than 125% of the plan in 3 of 4 weeks: 5:30 of 4:00, 5:06 of 4:00, 0:00 of 4:00,"
        " 6:00 of 4:00 hours."
    )


def proof(what, day, month=11):
    return Proof(what, date(2026, month, day), "priya", "worklog.time_plan", HERE)
