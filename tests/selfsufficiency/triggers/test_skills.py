"""Skills that hang by a thread: just below and just above."""

from datetime import date

import pytest

from tests.selfsufficiency.triggers.worlds import (
    ago,
    changed,
    paused,
    person,
    phases,
    quiet,
    raised,
    seen,
    skill,
    world,
)
from tracker.selfsufficiency.flags.sighting import Proof, Severity, Sighting

ONE, FADING = "one-person", "skill-fading"
SKILLS = ("training.skills", {"id": "engagement"})


def holders(*people, **kind):
    return {"competencies": [skill("reply", *people, **kind)]}


@pytest.mark.parametrize(
    ("people", "expected"),
    [([("priya", 3, 20)], 1), ([("priya", 3, 20), ("tom", 3, 20)], 0), ([("priya", 3, 20), ("tom", 2, 20)], 1),
     ([("priya", 2, 20)], 0), ([], 0), ([("priya", 3, 20), ("tom", 3, 270)], 0),
     ([("priya", 3, 20), ("tom", 3, 271)], 1), ([("priya", 4, 20)], 1)],
)  # fmt: skip
def test_one_qualified_holder_of_a_critical_skill(people, expected):
    assert len(raised(ONE, world(**holders(*people), work={}))) == expected


def test_what_is_not_critical_may_hang_on_one():
    assert raised(ONE, world(**holders(("priya", 3, 20), critical=False))) == []


@pytest.mark.parametrize(("state", "expected"), [("active", 0), ("passed", 1), ("waived", 1), ("reopened", 0)])
def test_only_after_the_implementation_gate(state, expected):
    gates = phases(implementation=state, strategy="passed", training="passed")
    assert len(raised(ONE, world(**holders(("priya", 3, 20)), **gates))) == expected


def test_a_leaver_makes_it_one():
    people = quiet()["people"] | {"tom": person("Tom Reed", "staff", active=False)}
    assert raised(ONE, world()) == []
    assert raised(ONE, world(people=people)) == [("reply", "high")]


def test_it_names_nobody_since_levels_are_private():
    assert seen(ONE, world(**holders(("priya", 3, 20)))) == [
        Sighting(
            "reply", "Reply", Severity.HIGH,
            "One person alone can do Reply without help; the Implementation gate was passed on 2 October 2026.",
            (Proof("One person at level 3 or above with fresh practice", None, None, *SKILLS),),
        )
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "expected"), [(270, []), (271, [("reply", "high")])])
def test_half_of_the_skill_is_lost_after_270_days(days, expected):
    assert raised(FADING, world(**holders(("priya", 3, days)))) == expected


def test_what_is_not_critical_fades_less_gravely():
    assert raised(FADING, world(**holders(("priya", 3, 271), critical=False))) == [("reply", "warn")]


@pytest.mark.parametrize(
    ("people", "expected"),
    [([("priya", 3, 271), ("tom", 3, 270)], 0), ([("priya", 4, 271), ("tom", 3, 270)], 0),
     ([("priya", 3, 271), ("tom", 2, 1)], 1), ([("priya", 2, 271), ("tom", 1, 1)], 1),
     ([("priya", 2, 271), ("tom", 2, 1)], 0), ([("priya", 0, 271)], 0), ([("priya", 1, 271)], 1), ([], 0),
     ([("priya", 3, 271), ("tom", 4, 20)], 0)],
)  # fmt: skip
def test_those_who_hold_it_best_count(people, expected):
    assert len(raised(FADING, world(**holders(*people)))) == expected


def test_the_work_keeps_it_fresh():
    rusty = holders(("priya", 3, 400))
    assert raised(FADING, world(**rusty)) == [("reply", "high")]
    assert raised(FADING, world(**rusty, **changed("work", reply=[[ago(5), "client", 1, "priya"]]))) == []


@pytest.mark.parametrize(
    ("people", "expected"),
    [([("helen", 2, 270)], []), ([("helen", 2, 271)], [("leader-essentials", "warn")]), ([], [])],
)
def test_what_leaders_know_fades_too(people, expected):
    own = [skill("reply", ("priya", 3, 20), ("tom", 3, 20)), skill("essentials", *people, leader=True)]
    assert raised(FADING, world(competencies=own)) == expected


def test_it_says_since_when_and_names_nobody():
    assert seen(FADING, world(**holders(("priya", 3, 300)))) == [
        Sighting(
            "reply", "Reply", Severity.HIGH, "Nobody who can do Reply has used it for 300 days, since 25 January 2026.",
            (Proof("Last practice or proof of Reply", date(2026, 1, 25), None, *SKILLS),),
        )
    ]  # fmt: skip
    leaders = seen(FADING, world(competencies=[skill("essentials", ("helen", 2, 300), leader=True)]))
    assert leaders[0].name == "the leader essentials"


@pytest.mark.parametrize(
    ("due", "done", "pause", "expected"),
    [(7, None, None, 1), (6, None, None, 0), (7, 1, None, 0), (7, None, (3, 2), 0), (8, None, (3, 2), 1)],
)
def test_a_check_in_seven_days_late_asks_too(due, done, pause, expected):
    row = {"id": "c30", "name": "after 30 days", "due_on": ago(due), "answered_on": ago(done) if done else None}
    pauses = paused(*pause) if pause else {}
    assert len(raised(FADING, world(check_ins=[row], **pauses))) == expected


def test_a_late_check_in_says_by_how_much():
    row = {"id": "c30", "name": "after 30 days", "due_on": ago(9), "answered_on": None}
    assert seen(FADING, world(check_ins=[row])) == [
        Sighting(
            "c30", "after 30 days", Severity.WARN,
            "The check-in after 30 days was due on 12 November 2026 and is 9 days late.",
            (Proof("Check-in after 30 days was due", date(2026, 11, 12), None, "handover.check_in", {"id": "c30"}),),
        )
    ]  # fmt: skip


def test_a_check_in_that_has_no_day_yet_is_not_late():
    row = {"id": "c30", "name": "after 30 days", "due_on": None, "answered_on": None}
    assert raised(FADING, world(check_ins=[row])) == []


def test_each_late_check_in_is_a_flag_of_its_own():
    rows = [{"id": f"c{days}", "name": f"after {days} days", "due_on": ago(days), "answered_on": None}
            for days in (6, 7, 30)]  # fmt: skip
    assert raised(FADING, world(check_ins=rows)) == [("c7", "warn"), ("c30", "warn")]


@pytest.mark.parametrize("state", ["closed", "ended_early"])
def test_nobody_is_late_once_it_is_over(state):
    row = {"id": "c30", "name": "after 30 days", "due_on": ago(30), "answered_on": None}
    assert raised(FADING, world(check_ins=[row], **changed("engagement", state=state))) == []
