"""Where the counting begins and ends: days, levels, shares and providers, one edge at a time."""

from dataclasses import replace

import pytest

from tests.selfsufficiency.worked_example import TODAY, activity, ago, competency, critical, section, worked
from tracker.selfsufficiency.delivered import credit, hands_on_share, in_window
from tracker.selfsufficiency.formula import Inputs, pillars_of
from tracker.selfsufficiency.inputs import Holder, Leader, Tool
from tracker.selfsufficiency.worth import (
    best_skill,
    cover,
    freshness,
    leader_worth,
    practice,
    responsibility,
    runbook_tested,
    section_worth,
    signature,
    tool_worth,
)


@pytest.mark.parametrize(
    ("days", "rho"),
    [(0, 1), (90, 1), (91, 0.5 ** (1 / 180)), (180, 2**-0.5), (270, 0.5), (450, 0.25), (-3, 1)],
)
def test_proof_stays_fresh_for_ninety_days_then_halves_every_hundred_and_eighty(days, rho):
    assert freshness(ago(days), TODAY) == pytest.approx(rho, abs=1e-12)


def test_without_proof_nothing_is_fresh():
    assert freshness(None, TODAY) == 0


@pytest.mark.parametrize(("level", "worth"), [(0, 0), (1, 1 / 3), (2, 2 / 3), (3, 1), (4, 1)])
def test_a_competency_is_worth_its_best_person_up_to_level_three(level, worth):
    assert best_skill(competency("reply", Holder("a", level, TODAY)), TODAY) == pytest.approx(worth)
    faded = Holder("b", 4, ago(270))
    assert best_skill(competency("reply", faded, Holder("a", level, TODAY)), TODAY) == max(0.5, worth)


@pytest.mark.parametrize(("level", "worth"), [(0, 0), (1, 0.5), (2, 1), (4, 1)])
def test_a_leader_needs_level_two_of_the_essentials(level, worth):
    assert leader_worth(Leader("helen", level, TODAY, True), TODAY) == worth


@pytest.mark.parametrize(("control", "worth"), [(1.0, 0.7), (0.5, 0.5), (0.0, 0.3), (None, 0.3)])
def test_a_tool_is_two_fifths_control_and_three_fifths_skill(control, worth):
    inbox = Tool("inbox", "Inbox", control, ("reply", "write"))
    assert tool_worth(inbox, {"reply": 1.0, "write": 0.0}) == pytest.approx(worth)
    assert tool_worth(inbox, {"reply": 1.0}) == pytest.approx(worth), "an unknown skill is no skill"


def test_tools_are_four_fifths_of_their_pillar_and_leaders_one():
    inbox = Tool("inbox", "Inbox", 1.0, ())
    only_leader = Inputs((), (), (), (Leader("helen", 2, TODAY, True),), ())
    assert pillars_of(replace(only_leader, tools=(inbox,)), TODAY)["T"] == pytest.approx(0.8 * 0.4 + 0.2)
    assert pillars_of(only_leader, TODAY)["T"] == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("written", "share", "signed", "worth"),
    [
        (True, 0, False, 0.2),
        (True, 0.5, False, 0.35),
        (True, 1, False, 0.5),
        (True, 1, True, 1),
        (True, 0, True, 0.7),
    ],
)
def test_a_section_is_text_authorship_and_signature(written, share, signed, worth):
    assert section_worth(section("voice", 1, written, share, signed), TODAY) == pytest.approx(worth)


@pytest.mark.parametrize(("days", "worth"), [(0, 1), (180, 1), (181, 0.5), (900, 0.5)])
def test_a_signature_is_due_for_review_after_a_hundred_and_eighty_days(days, worth):
    assert signature(section("voice", signed_on=ago(days)), TODAY) == worth


@pytest.mark.parametrize(("days", "worth"), [(0, 1), (14, 1), (15, 0.5)])
def test_a_client_may_edit_a_signed_section_for_fourteen_days(days, worth):
    edited = section(
        "voice", signed_latest=False, signed_earlier=True, signed_on=ago(60), client_edit_on=ago(days)
    )
    assert signature(edited, TODAY) == worth


def test_an_edit_by_the_practice_halves_the_signature_at_once():
    rewritten = section("voice", signed_latest=False, signed_earlier=True, signed_on=ago(3))
    assert signature(rewritten, TODAY) == 0.5


def test_an_edit_neither_makes_a_signature_nor_freshens_an_overdue_one():
    assert signature(section("voice", signed=False, client_edit_on=TODAY), TODAY) == 0
    overdue = section(
        "voice", signed_latest=False, signed_earlier=True, signed_on=ago(181), client_edit_on=TODAY
    )
    assert signature(overdue, TODAY) == 0.5
    assert signature(section("voice", signed_on=None), TODAY) == 0.5, "undated, so not known to be fresh"


@pytest.mark.parametrize(("days", "counts"), [(0, True), (56, True), (57, False), (-1, False)])
def test_the_window_is_fifty_six_days_and_ends_today(days, counts):
    assert in_window(ago(days), TODAY) is counts
    posts = activity(
        "posts", rung=4, accountability=1.0, looked_on=ago(days), work=(worked("client", 1, days),)
    )
    assert practice(posts, TODAY) == (1 if counts else 0.5)
    assert responsibility(posts, TODAY) == pytest.approx(0.8 if counts else 0.6)
    assert (hands_on_share([posts], TODAY) == 1) is counts


@pytest.mark.parametrize(
    ("accountability", "rule", "looked", "worth"),
    [(1, False, None, 0.6), (1, True, None, 0.8), (1, False, TODAY, 0.8), (1, True, TODAY, 1),
     (0.5, True, TODAY, 0.5), (0.5, False, None, 0.3), (0, True, TODAY, 0)],
)  # fmt: skip
def test_without_a_person_rules_and_reviews_count_nothing(accountability, rule, looked, worth):
    asked = activity("posts", accountability=accountability, rule_signed=rule, looked_on=looked)
    assert responsibility(asked, TODAY) == pytest.approx(worth)


@pytest.mark.parametrize(
    ("mode", "worth", "hands_on"),
    [
        ("client", 1, 1),
        ("client_checked", 0.6, 1),
        ("together", 0.3, 0.5),
        ("consultant", 0, 0),
        ("provider", 1, 0),
    ],
)
def test_what_each_way_of_working_earns(mode, worth, hands_on):
    owned = activity("posts", accountability=1.0, work=(worked(mode, 3),))
    assert credit(owned, TODAY) == pytest.approx(worth)
    assert hands_on_share([owned], TODAY) == hands_on
    mixed = replace(owned, work=(worked(mode, 3), worked("consultant", 1)))
    assert credit(mixed, TODAY) == pytest.approx(0.75 * worth)


@pytest.mark.parametrize("accountability", [0.0, 0.5])
def test_a_provider_nobody_answers_for_earns_nothing(accountability):
    loose = activity(
        "posts", rung=4, accountability=accountability, work=(worked("provider", 8), worked("client", 8))
    )
    assert credit(loose, TODAY) == 0.5
    assert practice(replace(loose, provider=True), TODAY) == 0
    assert practice(replace(loose, provider=True, accountability=1.0), TODAY) == 1


def test_the_engaged_practice_earns_nothing_even_under_contract():
    contracted = activity("posts", rung=0, accountability=1.0, work=(worked("consultant", 30),))
    assert practice(contracted, TODAY) == 0
    assert hands_on_share([contracted], TODAY) == 0


def test_oversight_is_no_delivery():
    watched = activity("posts", accountability=1.0, work=(worked("consultant", 1), worked("oversight", 50)))
    assert credit(watched, TODAY) == 0
    assert hands_on_share([activity("posts", work=(worked("oversight", 5),))], TODAY) is None


def test_an_entry_of_nothing_is_no_evidence_and_an_unknown_mode_is_refused():
    idle = activity("posts", accountability=1.0, work=(worked("client", 0), worked("together", -2)))
    assert credit(idle, TODAY) == 0
    assert hands_on_share([idle], TODAY) is None
    with pytest.raises(KeyError):
        credit(activity("posts", work=(worked("robot", 1),)), TODAY)


@pytest.mark.parametrize(("rung", "worth"), [(0, 0), (1, 0.125), (2, 0.25), (3, 0.375), (4, 0.5)])
def test_the_ladder_is_half_of_practice(rung, worth):
    assert practice(activity("posts", rung=rung), TODAY) == worth


@pytest.mark.parametrize(
    ("holders", "worth"),
    [
        ([("a", 3, 270), ("b", 3, 0)], 1),
        ([("a", 3, 271), ("b", 3, 0)], 0.5),
        ([("a", 2, 0), ("b", 2, 0)], 0),
        ([("a", 4, 0), ("a", 3, 5)], 0.5),
        ([("a", 3, 0), ("b", 4, 0), ("c", 3, 0)], 1),
        ([], 0),
    ],
)
def test_cover_counts_two_different_people_who_could_do_it_tomorrow(holders, worth):
    able = competency("reply", *(Holder(who, level, ago(days)) for who, level, days in holders))
    assert cover(able, TODAY) == worth


@pytest.mark.parametrize(("days", "counts"), [(0, True), (365, True), (366, False)])
def test_a_runbook_counts_for_a_year_after_its_test(days, counts):
    assert runbook_tested(critical("replies", runbook_tested_on=ago(days)), TODAY) is counts
    assert not runbook_tested(critical("replies"), TODAY)


def test_resilience_is_cover_book_and_deputy_of_what_is_critical():
    def resilience(*activities, skills=()):
        return pillars_of(Inputs((), (), skills, (), activities), TODAY)["Z"]

    able = competency("reply", Holder("a", 3, TODAY), Holder("b", 3, TODAY))
    assert resilience(skills=(able,)) == pytest.approx(0.4)
    assert resilience(skills=(replace(able, critical=False),)) == 0
    assert resilience(critical("replies", runbook_tested_on=TODAY)) == pytest.approx(0.3)
    assert resilience(critical("replies", deputy_accepted=True, accountability=0.5)) == pytest.approx(0.3)
    assert resilience(critical("replies", deputy_accepted=True)) == 0, "a deputy to nobody"
    assert resilience(activity("ads", deputy_accepted=True, accountability=1.0, runbook_tested_on=TODAY)) == 0


def test_critical_activities_weigh_twice():
    pair = (critical("replies", accountability=1.0, rung=4), activity("ads"))
    found = pillars_of(Inputs((), (), (), (), pair), TODAY)
    assert found["R"] == pytest.approx(0.4) and found["P"] == pytest.approx(1 / 3)
