"""The index of the worked example, of its changes, and at its two ends. All numbers were reckoned by hand."""

from dataclasses import replace

import pytest

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
from tracker.selfsufficiency.formula import (
    FORMULA_VERSION,
    PILLARS,
    WEIGHTS,
    Coverage,
    Holder,
    Inputs,
    Leader,
    Stage,
    Tool,
    assess,
    index_of,
    weight_range,
)


def index(inputs, **options):
    return round(assess(inputs, TODAY, **options).index, 2)


def test_the_worked_example_counts_sixty_four():
    found = assess(EXAMPLE, TODAY)
    assert {key: round(value, 4) for key, value in found.pillars.items()} == {
        "S": 0.7625, "T": 0.6931, "R": 0.6333, "P": 0.5533, "Z": 0.5,
    }  # fmt: skip
    assert round(found.index, 2) == 64.26
    assert (found.stage, found.reached, found.held_by) == (Stage.LEADING, Stage.LEADING, ())
    assert found.version == FORMULA_VERSION == 1


def test_what_stands_beside_the_number():
    found = assess(EXAMPLE, TODAY)
    assert found.coverage == Coverage(9, 10) and found.coverage.share == 0.9
    one_leader = assess(replace(EXAMPLE, leaders=EXAMPLE.leaders[:1]), TODAY)
    assert one_leader.coverage.required == 9, "four activities, two skills, one leader, two tools"
    assert not found.provisional
    assert found.not_evidenced == (("activity", "ads", "Ads"),)
    assert round(found.upper_bound, 2) == 66.08
    assert (round(found.low, 1), round(found.high, 1)) == (63.5, 64.9)
    assert not found.borderline
    # 20 by the client, 5 checked and half of one together, of 35 delivered
    assert found.hands_on_share == pytest.approx(25.5 / 35)


OUTSOURCED = with_item(EXAMPLE, "replies", provider=True)
ALL_PROVIDER = with_item(OUTSOURCED, "replies", work=(worked("provider", 25),))


@pytest.mark.parametrize(
    ("change", "changed", "expected"),
    [
        (
            "the owner signs Measures",
            with_item(EXAMPLE, "measures", signed_latest=True, signed_on=TODAY),
            66.79,
        ),
        ("report accountability is accepted", with_item(EXAMPLE, "report", accountability=1.0), 68.15),
        ("replies are outsourced, owner kept, log unchanged", OUTSOURCED, 64.26),
        ("the same with 25 provider entries", ALL_PROVIDER, 64.56),
        ("the same with the owner lost", with_item(ALL_PROVIDER, "replies", accountability=0.0), 45.17),
        ("replies slip to rung 2", with_item(EXAMPLE, "replies", rung=2), 63.28),
        (
            "a trained replier leaves",
            with_item(EXAMPLE, "replying", holders=(Holder("priya", 3, ago(30)),)),
            62.89,
        ),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)
def test_every_change_to_the_example(change, changed, expected):
    assert index(changed) == expected


def test_losing_the_owner_of_outsourced_work_costs_three_pillars():
    found = assess(with_item(ALL_PROVIDER, "replies", accountability=0.0), TODAY)
    assert [round(found.pillars[key], 4) for key in "RPZ"] == [0.3, 0.275, 0.35]


@pytest.mark.parametrize(
    ("empty", "expected"), [("S", 44.5), ("T", 52.6), ("R", 44.5), ("P", 52.6), ("Z", 72.8)]
)
def test_one_empty_pillar_cannot_be_made_up_for(empty, expected):
    pillars = dict.fromkeys(PILLARS, 1.0) | {empty: 0.0}
    assert round(index_of(pillars), 1) == expected


def test_the_ends_are_exact():
    assert index_of(dict.fromkeys(PILLARS, 0.0)) == 0
    assert index_of(dict.fromkeys(PILLARS, 1.0)) == 100


def nothing_yet():
    return Inputs(
        sections=(section("purpose", written=False, share=0, signed=False),),
        tools=(Tool("inbox", "Inbox", 0.0, ("reply",)),),
        competencies=(competency("reply", Holder("tom", 0, None)),),
        leaders=(Leader("helen", 0, None, True),),
        activities=(critical("replies", work=(worked("consultant", 4),)),),
    )


def everything():
    pair = (Holder("priya", 3, TODAY), Holder("tom", 4, TODAY))
    done = critical(
        "replies", accountability=1.0, rule_signed=True, looked_on=TODAY, rung=4,
        work=(worked("client", 9),), runbook_tested_on=TODAY, deputy_accepted=True,
    )  # fmt: skip
    return Inputs(
        sections=(section("purpose"),),
        tools=(Tool("inbox", "Inbox", 1.0, ("reply",)),),
        competencies=(competency("reply", *pair),),
        leaders=(Leader("helen", 2, TODAY, True),),
        activities=(done,),
    )


def test_a_client_who_has_nothing_counts_nought_and_is_dependent():
    found = assess(nothing_yet(), TODAY)
    assert (found.index, found.stage, found.upper_bound) == (0, Stage.DEPENDENT, 0)
    assert found.coverage.share == 1 and found.hands_on_share == 0


def test_a_client_who_has_everything_counts_a_hundred():
    found = assess(everything(), TODAY)
    assert (found.index, found.stage, found.low, found.high) == (100, Stage.SELF_SUFFICIENT, 100, 100)


def test_an_engagement_without_any_facts_counts_nought_and_is_provisional():
    found = assess(Inputs((), (), (), (), ()), TODAY)
    assert (found.index, found.coverage, found.coverage.share) == (0, Coverage(0, 0), 0)
    assert found.provisional and found.hands_on_share is None


@pytest.mark.parametrize(("logged", "provisional"), [(60, False), (59, True)])
def test_below_sixty_percent_of_the_evidence_the_index_is_provisional(logged, provisional):
    hundred = tuple(activity(str(i), work=(worked("client", 1),) if i < logged else ()) for i in range(100))
    assert assess(Inputs((), (), (), (), hundred), TODAY).provisional is provisional


def test_every_gap_in_the_evidence_is_named():
    gaps = Inputs(
        sections=(),
        tools=(Tool("inbox", "Inbox", None, ()), Tool("cms", "Website", 0.0, ())),
        competencies=(competency("reply", assessed=False), competency("write", Holder("tom", 0, None))),
        leaders=(Leader("helen", 0, None, False), Leader("david", 0, None, True)),
        activities=(
            activity("ads", work=(worked("oversight", 3),)),
            activity("posts", work=(worked("client", 1),)),
        ),
    )
    found = assess(gaps, TODAY)
    assert found.not_evidenced == (
        ("activity", "ads", "Ads"),
        ("competency", "reply", "Reply"),
        ("leader", "helen", "helen"),
        ("tool", "inbox", "Inbox"),
    )
    assert found.coverage == Coverage(4, 8)


def test_the_upper_bound_fills_unlogged_work_and_unassessed_skills():
    unknown = replace(
        everything(),
        competencies=(competency("reply", assessed=False),),
        leaders=(Leader("helen", 0, None, False),),
        activities=tuple(replace(a, work=()) for a in everything().activities),
    )
    found = assess(unknown, TODAY)
    assert round(found.index, 2) == 66.41 and found.upper_bound == 100
    unowned = with_item(unknown, "replies", provider=True, accountability=0.5)
    at_best = index_of({"S": 1, "T": 1, "R": 0.5, "P": 0, "Z": 1})
    assert assess(unowned, TODAY).upper_bound == pytest.approx(at_best), "nobody answers for that provider"


def test_claims_about_a_skill_count_nothing_until_it_is_assessed():
    claimed = with_item(everything(), "reply", assessed=False)
    found = assess(claimed, TODAY)
    assert found.pillars["T"] == pytest.approx(0.8 * 0.4 + 0.2) and found.pillars["Z"] == pytest.approx(0.6)
    leaderless = replace(everything(), leaders=(Leader("helen", 2, TODAY, False),))
    assert assess(leaderless, TODAY).pillars["T"] == pytest.approx(0.8)


def test_a_doubtful_boundary_is_called_borderline():
    slack = assess(with_item(EXAMPLE, "report", rung=0, looked_on=None, rule_signed=False), TODAY)
    assert slack.low < 60 <= slack.high and slack.borderline
    assert weight_range(slack.pillars) == (slack.low, slack.high)


def test_other_weights_can_be_tried():
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    only_strategy = {"S": 1.0, "T": 0.0, "R": 0.0, "P": 0.0, "Z": 0.0}
    assert index(EXAMPLE, weights=only_strategy) == 76.25
    assert index(EXAMPLE, weights={key: 7 * weight for key, weight in WEIGHTS.items()}) == 64.26


def test_what_the_owner_approved_as_not_applicable_loses_weight_and_value():
    dropped = firm(activities=tuple(a for a in EXAMPLE.activities if a.id != "ads"))
    assert assess(with_item(EXAMPLE, "ads", na=True), TODAY) == assess(dropped, TODAY)
    assert index(with_item(EXAMPLE, "measures", na=True)) == index(firm(sections=EXAMPLE.sections[:2]))
    assert index(with_item(EXAMPLE, "analytics", na=True)) == index(firm(tools=EXAMPLE.tools[:1]))
    one_leader = firm(leaders=(EXAMPLE.leaders[0], replace(EXAMPLE.leaders[1], na=True)))
    assert index(one_leader) == index(firm(leaders=EXAMPLE.leaders[:1]))


def test_a_tool_forgets_a_competency_that_does_not_apply():
    both = with_item(EXAMPLE, "scheduler", competencies=("replying", "reporting"))
    found = assess(with_item(both, "reporting", na=True), TODAY)
    assert found.coverage.required == 9
    # scheduler 1, analytics .2 by its control alone, leaders half
    assert found.pillars["T"] == pytest.approx(0.8 * (1 + 0.2) / 2 + 0.2 * 0.5)
    assert found.pillars["Z"] == pytest.approx(0.4 * 1 + 0.3 * 0.5 + 0.3 * 0.5)
