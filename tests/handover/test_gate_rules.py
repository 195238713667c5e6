"""The rules by which the Handover gate reads the handover itself, and how a rehearsal is counted."""

from datetime import date, timedelta

import pytest

from tracker.engagements.extension_points import gate_rules
from tracker.handover.counting import unassisted
from tracker.handover.gate_rules import MARKS

TODAY = date(2026, 3, 20)
PEOPLE = {
    "helen": {"name": "Helen", "role": "owner", "side": "client", "active": True},
    "priya": {"name": "Priya", "role": "champion", "side": "client", "active": True},
    "leah": {"name": "Leah", "role": "staff", "side": "client", "active": False},
    "marcus": {"name": "Marcus", "role": "lead", "side": "practice", "active": True},
}
HELD = {"state": "held", "weeks": 2, "unassisted": 9, "questions": 1, "described_on": "2026-03-18",
        "begins_on": "2026-03-02", "ends_on": "2026-03-15", "ended_on": "2026-03-15"}  # fmt: skip


def judged(rule, today=TODAY, **slices):
    facts = {"people": PEOPLE, "engagement": {"id": "e"}, "teach_backs": {"answered": []}, **slices}
    return gate_rules[rule](facts, {"weeks": 2} if rule == "rehearsal_held" else {}, today)


RULES = ("rehearsal_held", "teach_back_held", "pack_ready", "access_plan_agreed", "check_ins_booked")


@pytest.mark.parametrize("rule", RULES)
def test_where_nothing_is_kept_yet_each_says_what_is_absent_and_where(rule):
    verdict = judged(rule)
    assert not verdict.met and verdict.missing
    assert all(one.values == {"id": "e"} for one in verdict.missing)


def test_a_rehearsal_says_what_it_counted():
    assert judged("rehearsal_held", rehearsals=[HELD]).says == "2 weeks, 9 done without help, one question asked"


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"weeks": 1}, "No rehearsal of 2 weeks or more has been held"),
        ({"unassisted": 0}, "Nothing was done without help in the rehearsal"),
        ({"described_on": None}, "The owner has not said yet what the rehearsal showed"),
        ({"state": "planned"}, "The rehearsal begins on 2 March"),
        ({"state": "running"}, "The rehearsal runs until 15 March"),
        ({"state": "broken"}, "The rehearsal was broken off on 15 March"),
        ({"state": "called_off"}, "No rehearsal of 2 weeks or more has been held"),
    ],
)
def test_a_rehearsal_that_is_no_evidence_says_why(change, lack):
    verdict = judged("rehearsal_held", rehearsals=[{**HELD, **change}])
    assert not verdict.met and verdict.missing[0].text == lack


def test_a_broken_one_does_not_undo_an_earlier_one_that_was_held():
    assert judged("rehearsal_held", rehearsals=[{**HELD, "state": "broken"}, HELD]).met


@pytest.mark.parametrize(
    ("who", "days", "met"), [("helen", 0, True), ("helen", 90, True), ("helen", 91, False), ("priya", 0, False)]
)
def test_the_owner_herself_taught_back_of_late(who, days, met):
    day = (TODAY - timedelta(days=days)).isoformat()
    assert judged("teach_back_held", teach_backs={"answered": [[day, who, "s"]]}).met == met


@pytest.mark.parametrize(
    ("pack", "met"),
    [
        ({"state": "assembled"}, True), ({"state": "sealed"}, True), ({"state": "building"}, False),
        ({"state": "assembled", "kind": "minimum"}, False),
    ],
)  # fmt: skip
def test_a_full_pack_is_assembled(pack, met):
    row = {"id": "p", "number": 2, "kind": "full", "assembled_on": "2026-03-10", **pack}
    assert judged("pack_ready", packs=[row]).met == met


def test_each_access_has_a_day_and_somebody():
    settled = {"id": "1", "what": "Scheduler", "who": "priya", "due": "2026-04-01", "confirmed_on": None}
    assert judged("access_plan_agreed", acceptance={"access_plan": [settled]}).met
    verdict = judged("access_plan_agreed", acceptance={"access_plan": [settled, {**settled, "who": None}]})
    assert (verdict.met, verdict.says) == (False, "1 of 2 settled")


@pytest.mark.parametrize(
    ("row", "met"),
    [({"who": "leah"}, False), ({"who": "leah", "confirmed_on": "2026-03-01"}, True), ({"due": None}, False),
     ({"who": None, "kind": "baton"}, True), ({"who": "priya", "kind": "baton", "due": None}, False)],
)  # fmt: skip
def test_whoever_confirms_is_still_there_except_for_what_ends_by_the_clock(row, met):
    settled = {"id": "1", "what": "Scheduler", "who": "priya", "due": "2026-04-01", "confirmed_on": None, **row}
    assert judged("access_plan_agreed", acceptance={"access_plan": [settled]}).met == met


@pytest.mark.parametrize(
    ("lacks", "says"), [([], "10 March"), ([["runbooks", 2]], "10 March, not complete in 1 part"),
                        ([["runbooks", 2], ["open", 1]], "10 March, not complete in 2 parts")],
)  # fmt: skip
def test_a_pack_that_lacks_parts_is_said_to(lacks, says):
    row = {"id": "p", "number": 2, "state": "assembled", "assembled_on": "2026-03-10", "lacks": lacks}
    assert judged("pack_ready", packs=[row]).says == f"Number 2, assembled on {says}"


def test_every_check_in_has_somebody_of_the_client_who_is_there():
    booked = [{"id": str(days), "days": days, "state": "planned", "answers": "priya"} for days in MARKS]
    assert judged("check_ins_booked", check_ins=booked).met
    for nobody in ("leah", "marcus", None, []):
        verdict = judged("check_ins_booked", check_ins=[*booked[:4], {**booked[4], "answers": nobody}])
        assert [one.text for one in verdict.missing] == ["Nobody is named yet to answer after 365 days"]


def test_a_reply_that_was_logged_and_published_counts_once():
    day = "2026-03-02"
    facts = {
        "activities": [{"id": "reply", "critical": True, "na": False}, {"id": "old", "critical": True, "na": True}],
        "work": {"reply": [[day, "client", 5, "a"], [day, "client_checked", 2, "a"]], "old": [[day, "client", 9, "a"]]},
        "content": [[day, "reply", "client", True, 3], [day, "chat", "client", True, 2],
                    [day, "reply", "practice", True, 8], [day, "reply", "client", False, 8]],
        "items": {"verified": [[6, "a", day], [7, "a", "2026-03-09"]]},
    }  # fmt: skip
    on = date(2026, 3, 2)
    assert unassisted(facts, on, on + timedelta(days=6)) == {on: 5 + 2 + 1}
