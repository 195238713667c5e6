"""The decision aid: the four printed cases, every hard rule at its edge, and the reasons."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.sourcing.aid import (
    BLEND,
    IN_HOUSE,
    OUTSOURCE,
    PLACES,
    QUESTIONS,
    Case,
    asked_of,
    options,
    recommend,
    score,
    six_months_after,
)
from tracker.sourcing.presets import usual_answers

MIDDLE = [2] * 10


def answers(**changed):
    return [changed.get(question.key, 2) for question in QUESTIONS]


@pytest.mark.parametrize(
    ("given_answers", "x", "plain", "choice"),
    [
        ((1, 1, 0, 1, 4, 4, 4, 2, 2, 3), -0.632, IN_HOUSE, IN_HOUSE),
        ((4, 4, 4, 3, 1, 1, 2, 2, 1, 1), 0.526, OUTSOURCE, OUTSOURCE),
        ((3, 2, 3, 2, 1, 3, 3, 1, 1, 2), 0.132, BLEND, BLEND),
        ((3, 1, 4, 3, 0, 1, 1, 0, 0, 1), 0.658, OUTSOURCE, BLEND),
    ],
    ids=["recruiter replies", "retailer scheduled posts", "mid-size video", "small-firm posts"],
)
def test_the_four_printed_cases(given_answers, x, plain, choice):
    said = recommend(given_answers)
    assert (round(said.x, 3), said.plain, said.choice) == (x, plain, choice)


def test_the_small_firm_is_moved_by_rule_3():
    said = recommend((3, 1, 4, 3, 0, 1, 1, 0, 0, 1))
    assert [rule.number for rule in said.rules if rule.moved] == [3]


def test_the_ends_of_the_scale_are_one():
    assert score([4 if question.weight > 0 else 0 for question in QUESTIONS]) == 1
    assert score([0 if question.weight > 0 else 4 for question in QUESTIONS]) == -1
    assert score(MIDDLE) == 0


@pytest.mark.parametrize(
    ("changed", "plain"),
    [
        ({"volume": 4, "predictability": 3, "closeness": 2}, BLEND),  # 6/38 = .158
        ({"volume": 4, "predictability": 4}, OUTSOURCE),  # 8/38 = .211
        ({"knowledge": 4, "harm": 3}, BLEND),  # -7/38 = -.184
        ({"knowledge": 4, "voice": 3}, IN_HOUSE),  # -8/38 = -.211
    ],
)
def test_the_bands_begin_at_a_fifth(changed, plain):
    assert recommend(answers(**changed)).plain == plain


@pytest.mark.parametrize("wrong", [[2] * 9, [2] * 11, [2] * 9 + [5], [2] * 9 + [-1]])
def test_anything_but_ten_answers_of_the_scale_is_no_question(wrong):
    with pytest.raises(ValueError, match="Ten answers"):
        score(wrong)


def moved_by(case=None, **changed):
    said = recommend(answers(**changed), case or Case())
    return said.choice, [rule.number for rule in said.rules]


FAR_OUT = {"volume": 4, "predictability": 4, "closeness": 4}
FAR_IN = {"knowledge": 4, "voice": 4}


def test_rule_2_keeps_strategy_in_house_and_no_later_rule_gives_it_away():
    case = Case(strategic=True)
    assert moved_by(case, **FAR_OUT) == (IN_HOUSE, [2])
    assert moved_by(case, **FAR_IN, harm=4, skill=0, time=0) == (IN_HOUSE, [2])


def test_rule_3_begins_under_fifty_people():
    assert moved_by(headcount=1, **FAR_OUT) == (BLEND, [3])
    assert moved_by(headcount=2, **FAR_OUT) == (OUTSOURCE, [])


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"predictability": 1, "knowledge": 3}, (BLEND, [4])),
        ({"predictability": 1, "speed": 3}, (BLEND, [4])),
        ({"predictability": 2, "knowledge": 3}, (OUTSOURCE, [])),
        ({"predictability": 1, "knowledge": 2, "speed": 2}, (OUTSOURCE, [])),
    ],
)
def test_rule_4_needs_the_unpredictable_and_the_near(changed, expected):
    outward = {"volume": 4, "closeness": 4, "headcount": 4, "voice": 0, "harm": 0}
    assert moved_by(**(outward | changed)) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"harm": 3, "skill": 1}, (BLEND, [5])),
        ({"harm": 2, "skill": 1}, (IN_HOUSE, [])),
        ({"harm": 3, "skill": 2}, (IN_HOUSE, [])),
    ],
)
def test_rule_5_has_somebody_outside_check_what_is_grave_and_new(changed, expected):
    assert moved_by(**(FAR_IN | {"speed": 4} | changed)) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"skill": 1, "time": 1}, (BLEND, [6])),
        ({"skill": 1, "time": 2}, (OUTSOURCE, [])),
        ({"skill": 2, "time": 1}, (OUTSOURCE, [])),
    ],
)
def test_rule_6_blends_until_a_day_where_neither_skill_nor_time_is_there(changed, expected):
    assert moved_by(**(FAR_OUT | changed)) == expected


def test_rules_7_and_8_ask_without_changing_the_choice():
    both = Case(customer_facing=True, practice_proposed=True)
    assert moved_by(both, **FAR_OUT) == (OUTSOURCE, [7, 8])
    assert moved_by(both, **FAR_IN) == (IN_HOUSE, [])


@pytest.mark.parametrize(
    ("choice", "case", "changed", "asked"),
    [
        (IN_HOUSE, Case(customer_facing=True, practice_proposed=True), {"skill": 0, "time": 0, "harm": 4}, set()),
        (BLEND, Case(), {"skill": 1, "harm": 3}, {"check"}),
        (OUTSOURCE, Case(), {"skill": 1, "harm": 3}, set()),
        (OUTSOURCE, Case(), {"skill": 1, "time": 1}, {"end"}),
        (OUTSOURCE, Case(strategic=True), {"skill": 1, "time": 1}, set()),
        (BLEND, Case(customer_facing=True), {}, {"hands_on"}),
        (BLEND, Case(practice_proposed=True), {}, {"interest"}),
    ],
)
def test_what_a_decision_has_to_say(choice, case, changed, asked):
    assert asked_of(choice, answers(**changed), case) == asked


def test_the_strongest_three_are_the_reasons_and_the_strongest_other_is_against():
    said = recommend(answers(knowledge=4, voice=4, skill=4, harm=3, volume=4, headcount=3))
    assert [(reason.key, reason.points) for reason in said.reasons] == [("knowledge", -6), ("voice", -4), ("skill", -4)]
    assert (said.counter.key, said.counter.points) == ("volume", 4)


def test_where_all_answers_lie_in_the_middle_nothing_speaks_for_either():
    said = recommend(MIDDLE)
    assert (said.x, said.choice, said.reasons, said.counter) == (0, BLEND, (), None)


@given(st.lists(st.integers(0, 4), min_size=10, max_size=10), st.booleans(), st.booleans(), st.booleans())
def test_what_holds_for_any_answers(given_answers, strategic, facing, practice):
    said = recommend(given_answers, Case(strategic, facing, practice))
    assert -1 <= said.x <= 1
    side = -1 if said.x < 0 else 1
    assert all(side * reason.points > 0 for reason in said.reasons)
    assert said.counter is None or side * said.counter.points < 0
    assert [rule.number for rule in said.rules] == sorted(rule.number for rule in said.rules)
    if strategic:
        assert said.choice == IN_HOUSE
    elif given_answers[PLACES["headcount"]] <= 1:
        assert said.choice != OUTSOURCE


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 3, 5), date(2026, 9, 5)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 12, 1), date(2027, 6, 1)),
    ],
)
def test_six_months_later_is_the_same_day_or_the_last_there_is(day, later):
    assert six_months_after(day) == later


@pytest.mark.parametrize(("people", "answer"), [(9, 0), (10, 1), (49, 1), (50, 2), (250, 3), (999, 3), (1000, 4)])
def test_headcount_is_known_beforehand(people, answer):
    assert usual_answers("", people) == {"headcount": answer}


def test_a_sector_has_usual_answers_and_an_unknown_one_none():
    assert usual_answers("Recruitment", None) == {"knowledge": 4, "voice": 4, "speed": 3}
    assert usual_answers("Balloons", None) == {}


def test_the_three_ways_stand_side_by_side():
    given_answers = answers(knowledge=4, voice=4, volume=4, skill=1, time=1)
    inside, blend, outside = options(given_answers, Case(customer_facing=True))
    assert [reason.key for reason in inside.reasons] == ["knowledge", "voice"]
    assert [reason.key for reason in outside.reasons] == ["volume", "skill", "time"]
    assert [reason.key for reason in blend.reasons] == ["knowledge", "volume"]
    assert (inside.asks, blend.asks, outside.asks) == (set(), {"end", "hands_on"}, {"end", "hands_on"})
