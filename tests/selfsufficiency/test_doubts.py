"""Every doubt about the number is one sentence with its reason and its figures, right at each edge."""

import pytest

from tests.selfsufficiency.worked_example import EXAMPLE, TODAY
from tracker.selfsufficiency.doubts import Figures, doubts_of, figures_words, weighings
from tracker.selfsufficiency.formula import assess, weight_range
from tracker.selfsufficiency.stages import OPEN_CRITICAL_FLAG, Stage

PLAIN = Figures(64.26, Stage.LEADING, (), 9, 10, 66.08, 63.5, 64.9)


def figures(**changed):
    return Figures(**{name: changed.get(name, getattr(PLAIN, name)) for name in Figures.__slots__})


def said(key, **changed):
    return next((doubt.says for doubt in doubts_of(figures(**changed)) if doubt.key == key), None)


def kinds(**changed):
    return [doubt.key for doubt in doubts_of(figures(**changed))]


def test_a_sound_number_still_says_what_it_rests_on():
    assert [doubt.says for doubt in doubts_of(PLAIN)] == [
        "Evidence is in hand for 9 of 10 things we need to see, 90%.",
        "What is not evidenced counts as nought; at its best it would make 66.",
        "Weighing any one of the five bars 25% more or less gives 63 to 64.",
    ]
    assert not any(doubt.word for doubt in doubts_of(PLAIN))


@pytest.mark.parametrize(
    ("present", "required", "key", "words"),
    [
        (599, 1000, "provisional", "599 of 1000 things we need to see, 59%; below 60% the number may still move"),
        (600, 1000, "coverage", "Evidence is in hand for 600 of 1000 things we need to see, 60%."),
        (3, 5, "coverage", "Evidence is in hand for 3 of 5 things we need to see, 60%."),
        (9, 15, "coverage", "Evidence is in hand for 9 of 15 things we need to see, 60%."),
        (8, 15, "provisional", "8 of 15 things we need to see, 53%;"),
        (0, 36, "provisional", "Evidence is in hand for 0 of 36 things we need to see, 0%;"),
        (35, 36, "coverage", "Evidence is in hand for 35 of 36 things we need to see, 97%."),
        (36, 36, "coverage", "Evidence is in hand for all 36 things we need to see."),
        (0, 0, "provisional", "Nothing is asked for yet, so there is no evidence, and the number may"),
    ],
)
def test_coverage_is_told_once_and_below_three_fifths_it_makes_the_number_provisional(present, required, key, words):
    told = kinds(present=present, required=required)
    assert len({"provisional", "coverage"} & set(told)) == 1
    assert words in said(key, present=present, required=required)


@pytest.mark.parametrize(
    ("value", "bound", "present", "words"),
    [
        (64.26, 66.08, 9, "at its best it would make 66."),
        (64.26, 65.0, 9, "at its best it would make 65."),
        (64.26, 64.99, 9, "even at its best it would not move the number by a point."),
        (0.0, 100.0, 0, "at its best it would make 100."),
    ],
)
def test_the_upper_bound_says_what_is_missing_could_be_worth(value, bound, present, words):
    assert said("bound", value=value, upper_bound=bound, present=present).endswith(words)


def test_with_everything_evidenced_there_is_no_upper_bound_to_tell():
    assert said("bound", present=10, upper_bound=64.26) is None


@pytest.mark.parametrize(
    ("low", "high", "key", "words"),
    [
        (63.5, 64.9, "range", "gives 63 to 64."),
        (64.1, 64.9, "range", "leaves it at 64."),
        (60.0, 62.4, "range", "gives 60 to 62."),
        (59.99, 62.4, "borderline", "gives 59 to 62, so it could as fairly be called Sharing as Leading."),
        (59.6, 60.0, "borderline", "gives 59.6 to 60.0, so it could as fairly be called Sharing as Leading."),
        (59.6, 59.99, "range", "leaves it at 59."),
        (79.9, 80.2, "borderline", "gives 79.9 to 80.2, so it could as fairly be called Leading as Self-sufficient."),
        (19.0, 41.0, "borderline", "gives 19 to 41, so it could as fairly be called Dependent as Sharing."),
    ],
)
def test_a_range_that_touches_the_floor_of_a_stage_is_borderline_and_says_between_which(low, high, key, words):
    assert len({"range", "borderline"} & set(kinds(low=low, high=high))) == 1
    assert said(key, low=low, high=high).endswith(words)


@pytest.mark.parametrize(
    ("value", "stage", "held_by", "words"),
    [
        (64.0, Stage.SHARING, [["R", 0.40, 0.399]],
         "The number alone says Leading, but it is held at Sharing: Leading asks for .40 in “Keeps responsibility”, "
         "which stands at .39."),
        (86.0, Stage.LEADING, [["P", 0.60, 0.59], ["Z", 0.50, 0.0]],
         "The number alone says Self-sufficient, but it is held at Leading: Self-sufficient asks for .60 in “Does the "
         "work”, which stands at .59; and .50 in “Survives a leaver”, which stands at .00."),
        (91.0, Stage.LEADING, [OPEN_CRITICAL_FLAG],
         "The number alone says Self-sufficient, but it is held at Leading: Self-sufficient asks for no open critical "
         "flag, and one is open."),
        (91.0, Stage.LEADING, [["S", 0.70, 0.5], ["T", 0.70, 0.5], OPEN_CRITICAL_FLAG],
         "asks for .70 in “Owns the strategy”, which stands at .50; .70 in “Commands the tools”, which stands at .50; "
         "and no open critical flag, and one is open."),
        (85.0, Stage.SHARING, [["T", 0.40, 0.1]],
         "The number alone says Self-sufficient, but it is held at Sharing: Leading asks for .40 in “Commands the "
         "tools”, which stands at .10."),
    ],
)  # fmt: skip
def test_what_holds_a_stage_is_named_with_what_it_needs_and_has(value, stage, held_by, words):
    assert said("held", value=value, stage=stage, held_by=held_by).endswith(words)
    assert kinds(value=value, stage=stage, held_by=held_by)[0] == "held"


def test_the_gravest_comes_first_and_each_says_where_it_opens():
    all_of_it = doubts_of(figures(held_by=[["S", 0.4, 0.1]], stage=Stage.SHARING, present=2, low=58, high=66))
    assert [(doubt.key, doubt.word, doubt.anchor) for doubt in all_of_it] == [
        ("held", "Held", "held"), ("provisional", "Provisional", "coverage"),
        ("borderline", "Borderline", "weights"), ("bound", "", "coverage"),
    ]  # fmt: skip


def test_the_worked_example_and_its_range():
    found = assess(EXAMPLE, TODAY)
    low, high = weight_range(found.pillars)
    ends = [end for one in weighings(found.pillars) for end in (one.less, one.more)]
    assert (min(ends), max(ends)) == pytest.approx((low, high))
    assert [one.pillar for one in weighings(found.pillars)] == list("STRPZ")


def test_close_ends_are_told_with_a_tenth():
    assert figures_words(figures(low=59.96, high=60.04)) == "59.9 to 60.0"
    assert figures_words(figures(low=59.0, high=61.0)) == "59 to 61"
