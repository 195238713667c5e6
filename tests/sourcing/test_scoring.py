"""The scorecard: two people at least, conditions first, disagreement shown."""

import pytest

from tracker.sourcing.scoring import CONDITIONS, MARKS, Card, combine

HOLDS = dict.fromkeys(CONDITIONS, True)


def card(scorer="helen", mark=5, holds=(), **marks):
    return Card(scorer, HOLDS | dict(holds), dict.fromkeys(MARKS, mark) | marks)


def test_the_weights_make_a_hundred():
    assert sum(weight for _, weight in MARKS.values()) == 100
    assert card(mark=5).total == 100
    assert card(mark=0).total == 0


def test_one_card_is_no_result():
    assert combine([card()]).total is None
    assert combine([]).total is None
    assert combine([card(mark=5), card("priya", 4)]).total == pytest.approx(90)


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_that_one_person_denies_fails_the_whole(name):
    result = combine([card(), card("priya", holds={name: False})])
    assert (result.total, result.failed) == (None, (name,))


def test_marks_two_apart_are_a_disagreement():
    result = combine([card(mark=3), card("priya", 3, cover=5, cost=4)])
    assert result.apart == ("cover",)
    assert result.total == pytest.approx((60 + (60 + 6 + 2)) / 2)
