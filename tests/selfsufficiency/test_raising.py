"""What would raise the index most: answers that are true when they are tried."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings

from tests.selfsufficiency.facts import engagements
from tests.selfsufficiency.test_formula import everything
from tests.selfsufficiency.worked_example import (
    EXAMPLE,
    TODAY,
    activity,
    ago,
    competency,
    critical,
    firm,
    section,
    with_item,
    worked,
)
from tracker.selfsufficiency.acts import changes
from tracker.selfsufficiency.formula import PILLARS, assess
from tracker.selfsufficiency.inputs import Holder, Leader
from tracker.selfsufficiency.raising import what_would_raise


def named(raises):
    return [(step.act, step.id) for step in raises]


def acts_on(inputs, id):
    return [step.act for step in what_would_raise(inputs, TODAY, limit=None) if step.id == id]


def only(inputs, act, id):
    (found,) = (c for c in changes(inputs, TODAY) if (c.act, c.id) == (act, id))
    return found


def test_the_three_best_steps_of_the_worked_example():
    best = what_would_raise(EXAMPLE, TODAY)
    assert named(best) == [
        ("accept_accountability", "report"),
        ("assess_next_level", "reporting"),
        ("sign_section", "measures"),
    ]
    assert [round(step.after, 2) for step in best] == [68.15, 67.68, 66.79]
    assert [round(step.gain, 2) for step in best] == [3.89, 3.42, 2.52]
    assert (best[1].kind, best[1].name, best[1].person) == ("competency", "Reporting", "priya")
    assert best[0].person is None


def test_as_many_as_are_asked_for_best_first():
    everything_that_helps = what_would_raise(EXAMPLE, TODAY, limit=None)
    gains = [round(step.gain, 9) for step in everything_that_helps]
    assert gains == sorted(gains, reverse=True) and gains[-1] > 0
    assert what_would_raise(EXAMPLE, TODAY, limit=5) == everything_that_helps[:5]


@pytest.mark.parametrize(
    ("pillar", "expected"),
    [
        ("S", [("sign_section", "measures"), ("rewrite_section", "voice")]),
        ("T", [("assess_next_level", "reporting"), ("prove_leader", "david"), ("take_control", "analytics")]),
        ("R", [("accept_accountability", "report"), ("name_accountable", "ads"), ("oversee", "posts")]),
        ("P", [("raise_rung", "replies"), ("raise_rung", "report"), ("raise_rung", "ads")]),
        ("Z", [("assess_next_level", "reporting"), ("accept_deputy", "report"), ("test_runbook", "report")]),
    ],
)
def test_what_would_raise_one_pillar(pillar, expected):
    assert named(what_would_raise(EXAMPLE, TODAY, pillar=pillar)) == expected


def test_nothing_is_left_to_raise_when_all_is_done():
    assert what_would_raise(everything(), TODAY) == []


def test_only_what_moves_the_number_is_offered():
    assert acts_on(EXAMPLE, "ads") == ["name_accountable", "raise_rung"]
    outsourced = with_item(EXAMPLE, "ads", provider=True)
    assert acts_on(outsourced, "ads") == ["name_accountable"], "a rung means nothing before somebody answers"
    accepted = with_item(outsourced, "ads", accountability=1.0)
    assert acts_on(accepted, "ads") == ["log_work", "sign_rule", "oversee", "raise_rung"]


def test_what_does_not_apply_is_not_offered():
    assert acts_on(with_item(EXAMPLE, "ads", na=True), "ads") == []


def test_a_text_is_signed_before_it_is_rewritten_and_rewritten_in_full():
    assert acts_on(EXAMPLE, "measures") == ["sign_section"]
    signed = only(EXAMPLE, "sign_section", "measures").inputs
    assert acts_on(signed, "measures") == ["rewrite_section"]
    done = only(signed, "rewrite_section", "measures").inputs
    assert acts_on(done, "measures") == []
    blank = firm(sections=(section("rules", written=False, share=0, signed=False),))
    assert assess(only(blank, "rewrite_section", "rules").inputs, TODAY).pillars["S"] == 1


def test_a_section_whose_review_is_overdue_is_signed_again():
    overdue = firm(sections=(section("voice", signed_on=ago(200)),))
    assert acts_on(overdue, "voice") == ["sign_section"]


def test_a_signature_closes_an_open_edit():
    edited = section("voice", signed_latest=False, signed_earlier=True, signed_on=ago(60), client_edit_on=ago(20))
    signed = only(firm(sections=(edited,)), "sign_section", "voice").inputs.sections[0]
    assert (signed.signed_latest, signed.signed_on, signed.client_edit_on) == (True, TODAY, None)


def test_people_are_assessed_one_level_at_a_time_and_renew_what_fades():
    reply = competency("reply", Holder("tom", 1, ago(5)), Holder("priya", 4, ago(200)), critical=False)
    skills = firm(competencies=(reply,))
    climbing, renewing = (c for c in changes(skills, TODAY) if c.kind == "competency")
    assert (climbing.act, climbing.person) == ("assess_next_level", "tom")
    assert climbing.inputs.competencies[0].holders[0] == Holder("tom", 2, TODAY)
    assert (renewing.act, renewing.person) == ("renew_proof", "priya")
    assert renewing.inputs.competencies[0].holders[1] == Holder("priya", 4, TODAY)


def test_a_competency_nobody_was_assessed_in_needs_a_first():
    nobody = firm(competencies=(competency("replying", assessed=False),))
    first = only(nobody, "assess_first", "replying")
    assert acts_on(nobody, "replying")[0] == "train_first", "no tool asks for it, so only independence counts"
    (skill,) = first.inputs.competencies
    assert skill.assessed and [holder.level for holder in skill.holders] == [1] and first.person is None
    assert assess(first.inputs, TODAY).coverage.present == assess(nobody, TODAY).coverage.present + 1


def able(*levels):
    return firm(competencies=(competency("reply", *(Holder(f"p{i}", x, TODAY) for i, x in enumerate(levels))),))


def test_a_second_person_is_trained_where_only_one_could_do_it():
    trained = only(able(3), "train_second", "reply")
    assert assess(trained.inputs, TODAY).pillars["Z"] - assess(able(3), TODAY).pillars["Z"] == pytest.approx(0.2)
    assert "train_second" in acts_on(able(3, 1), "reply")
    assert acts_on(able(3, 2), "reply") == ["assess_next_level"], "a colleague is one step away"
    assert acts_on(able(3, 3), "reply") == []
    assert "train_second" not in acts_on(able(1), "reply"), "first a first"
    first = only(able(1), "train_first", "reply")
    assert assess(first.inputs, TODAY).pillars["Z"] - assess(able(1), TODAY).pillars["Z"] == pytest.approx(0.2)
    assert "train_first" not in acts_on(able(2), "reply"), "she is one step away"
    spare = firm(competencies=(replace(competency("reply", Holder("a", 3, TODAY)), critical=False),))
    assert acts_on(spare, "reply") == []


def test_a_leader_proves_the_essentials_at_level_two():
    seats = firm(leaders=(Leader("helen", 3, ago(200), True), Leader("david", 0, None, False)))
    after = [c.inputs.leaders for c in changes(seats, TODAY) if c.kind == "leader"]
    assert after[0][0] == Leader("helen", 3, TODAY, True)
    assert after[1][1] == Leader("david", 2, TODAY, True)


def test_work_is_logged_by_those_who_do_it():
    assert only(EXAMPLE, "log_work", "replies").inputs.activities[0].work[-1].mode == "client"
    assert only(EXAMPLE, "log_work", "posts").inputs.activities[1].work[-1].mode == "provider"
    low = [c.id for c in changes(EXAMPLE, TODAY) if c.act == "log_work"]
    assert low == ["replies", "posts"], "below rung 3 the client does not do it alone"


def test_deputies_and_runbooks_are_asked_for_where_it_is_critical():
    plain, vital = activity("plain", accountability=1.0), critical("vital", accountability=1.0)
    both = firm(activities=(plain, vital))
    asked = {(c.act, c.id) for c in changes(both, TODAY)}
    assert {("accept_deputy", "vital"), ("test_runbook", "vital")} <= asked
    assert not {("accept_deputy", "plain"), ("test_runbook", "plain")} & asked


def test_looking_again_is_offered_once_the_window_has_passed():
    def overdue(days):
        return "oversee" in acts_on(with_item(EXAMPLE, "replies", looked_on=ago(days)), "replies")

    assert not overdue(56) and overdue(57)


def test_a_long_log_gives_the_same_answer_as_its_sums():
    days = firm(activities=tuple(replace(a, work=a.work * 30) for a in EXAMPLE.activities))
    assert assess(days, TODAY).index == pytest.approx(assess(EXAMPLE, TODAY).index)
    busy = with_item(EXAMPLE, "report", work=tuple(worked("together", 0.5, days) for days in range(60)))
    raised = {(r.act, r.id): r.after for r in what_would_raise(busy, TODAY, limit=None)}
    applied = {(c.act, c.id): assess(c.inputs, TODAY).index for c in changes(busy, TODAY)}
    assert all(after == pytest.approx(applied[step], abs=1e-9) for step, after in raised.items())


@settings(max_examples=150, deadline=None, database=None)
@given(engagements)
@example(EXAMPLE)
def test_every_promise_is_kept_when_it_is_tried(inputs):
    before = assess(inputs, TODAY)
    promised = {(r.act, r.kind, r.id, r.person): r for r in what_would_raise(inputs, TODAY, limit=None)}
    for change in changes(inputs, TODAY):
        found = assess(change.inputs, TODAY)
        raised = promised.pop((change.act, change.kind, change.id, change.person), None)
        if raised is None:
            assert found.index <= before.index + 1e-9, "a step that helps was kept back"
            continue
        assert abs(found.index - (before.index + raised.gain)) < 1e-9
        assert abs(found.index - raised.after) < 1e-9
        moved = {key for key in PILLARS if abs(found.pillars[key] - before.pillars[key]) > 1e-12}
        assert moved <= set(change.touches)
    assert promised == {}


@settings(max_examples=100, deadline=None, database=None)
@given(engagements)
def test_asking_for_a_pillar_gives_the_steps_that_raise_that_pillar(inputs):
    everything_that_helps = what_would_raise(inputs, TODAY, limit=None)
    for pillar in PILLARS:
        asked = what_would_raise(inputs, TODAY, limit=None, pillar=pillar)
        assert [step for step in everything_that_helps if step in asked] == asked
