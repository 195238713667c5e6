"""Stages: where each begins, and what holds a client back although the number is high enough."""

import pytest

from tests.selfsufficiency.test_formula import everything
from tests.selfsufficiency.worked_example import TODAY, with_item
from tracker.selfsufficiency.formula import PILLARS, assess
from tracker.selfsufficiency.stages import (
    HAIR,
    MINIMA,
    OPEN_CRITICAL_FLAG,
    Held,
    Stage,
    reached_stage,
    settled_stage,
)

ALL_WELL = dict.fromkeys(PILLARS, 1.0)


@pytest.mark.parametrize(
    ("index", "label"),
    [(0, "Dependent"), (19.99, "Dependent"), (20, "Learning"), (39.99, "Learning"),
     (40, "Sharing"), (59.99, "Sharing"), (60, "Leading"), (79.99, "Leading"),
     (80, "Self-sufficient"), (100, "Self-sufficient")],
)  # fmt: skip
def test_the_stage_is_read_from_the_unrounded_number(index, label):
    assert reached_stage(index).label == label


def test_binary_dust_does_not_cost_a_stage():
    assert reached_stage(60 - 1e-12) is Stage.LEADING
    assert settled_stage(60, ALL_WELL | {"S": 0.4 - 1e-12}) == (Stage.LEADING, ())


def test_the_dust_that_is_forgiven_has_an_edge():
    assert reached_stage(60 - HAIR) is Stage.LEADING
    assert reached_stage(60 - 2 * HAIR) is Stage.SHARING
    assert settled_stage(70, ALL_WELL | {"S": 0.4 - HAIR})[0] is Stage.LEADING
    assert settled_stage(70, ALL_WELL | {"S": 0.4 - 2 * HAIR})[0] is Stage.SHARING


def test_a_stage_knows_its_floor_and_the_next():
    assert [stage.starts_at for stage in Stage] == [0, 20, 40, 60, 80]
    assert Stage.DEPENDENT.following is Stage.LEARNING and Stage.SELF_SUFFICIENT.following is None


@pytest.mark.parametrize("pillar", ["S", "T", "R"])
def test_leading_needs_forty_percent_of_strategy_tools_and_responsibility(pillar):
    assert settled_stage(70, ALL_WELL | {pillar: 0.40}) == (Stage.LEADING, ())
    assert settled_stage(70, ALL_WELL | {pillar: 0.39}) == (Stage.SHARING, (Held(pillar, 0.40, 0.39),))


@pytest.mark.parametrize("pillar", ["P", "Z"])
def test_leading_asks_nothing_of_practice_and_resilience(pillar):
    assert settled_stage(70, ALL_WELL | {pillar: 0.0}) == (Stage.LEADING, ())


@pytest.mark.parametrize(("pillar", "needed"), [("S", 0.7), ("T", 0.7), ("R", 0.7), ("P", 0.6), ("Z", 0.5)])
def test_self_sufficient_has_a_least_for_every_pillar(pillar, needed):
    assert MINIMA[Stage.SELF_SUFFICIENT][pillar] == needed
    just_below = needed - 0.001
    assert settled_stage(85, ALL_WELL | {pillar: needed}) == (Stage.SELF_SUFFICIENT, ())
    assert settled_stage(85, ALL_WELL | {pillar: just_below}) == (
        Stage.LEADING,
        (Held(pillar, needed, just_below),),
    )


def test_several_minima_hold_together_and_may_hold_two_stages_back():
    assert settled_stage(85, ALL_WELL | {"P": 0.5, "Z": 0.4})[1] == (Held("P", 0.6, 0.5), Held("Z", 0.5, 0.4))
    held = settled_stage(83, ALL_WELL | {"T": 0.39, "P": 0.5})
    assert held == (Stage.SHARING, (Held("T", 0.40, 0.39),)), "what must be mended first, for Leading"


def test_an_open_critical_flag_holds_only_the_last_stage():
    assert settled_stage(90, ALL_WELL, open_critical_flag=True) == (Stage.LEADING, (OPEN_CRITICAL_FLAG,))
    assert settled_stage(79, ALL_WELL, open_critical_flag=True) == (Stage.LEADING, ())


def test_low_pillars_hold_nobody_whose_number_is_low_anyway():
    assert settled_stage(59.99, ALL_WELL | {"S": 0.1}) == (Stage.SHARING, ())
    assert settled_stage(0, dict.fromkeys(PILLARS, 0.0), open_critical_flag=True) == (Stage.DEPENDENT, ())


def test_an_assessment_tells_what_holds_it():
    flagged = assess(everything(), TODAY, open_critical_flag=True)
    assert (flagged.index, flagged.stage, flagged.reached) == (100, Stage.LEADING, Stage.SELF_SUFFICIENT)
    assert flagged.held_by == (OPEN_CRITICAL_FLAG,)
    alone = assess(with_item(everything(), "reply", holders=()), TODAY)
    # tools without anybody able keep the client's control and the leader: .8 x .4 + .2
    assert (round(alone.index, 2), alone.stage) == (83.58, Stage.LEADING)
    assert alone.held_by == (Held("T", 0.7, alone.pillars["T"]),)
