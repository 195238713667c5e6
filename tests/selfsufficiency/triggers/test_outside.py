"""Whoever works from outside: just below and just above."""

from datetime import date

import pytest

from tests.selfsufficiency.triggers.worlds import activity, decision, raised, seen, world
from tracker.selfsufficiency.flags.sighting import Proof, Severity, Sighting

MISMATCH = "mismatch"
OUTSIDE = {"kind": "provider", "person": None, "provider_name": "Brightside"}


def answers(steady, knowing):
    return [2, 2, steady, 2, 2, knowing, 2, 2, 2, 2]


def outsourced(steady=1, knowing=3, choice="outsource"):
    return {"sourcing": {"posts": decision(choice=choice, answers=answers(steady, knowing))}}


@pytest.mark.parametrize(
    ("steady", "knowing", "expected"), [(1, 3, 1), (0, 4, 1), (2, 3, 0), (1, 2, 0), (4, 4, 0), (0, 0, 0)]
)
def test_hardly_predictable_and_much_to_know(steady, knowing, expected):
    assert len(raised(MISMATCH, world(**outsourced(steady, knowing)))) == expected


@pytest.mark.parametrize(("choice", "expected"), [("outsource", 1), ("blend", 0), ("in_house", 0)])
def test_only_what_is_outsourced(choice, expected):
    assert len(raised(MISMATCH, world(**outsourced(choice=choice)))) == expected


def test_what_a_provider_does_is_outsourced_whatever_was_decided():
    assert len(raised(MISMATCH, world(**outsourced(choice="blend"), activities=[activity("posts", doer=OUTSIDE)]))) == 1


def test_without_answers_or_where_it_does_not_apply_nothing_is_said():
    assert raised(MISMATCH, world(sourcing={}, activities=[activity("posts", doer=OUTSIDE)])) == []
    assert raised(MISMATCH, world(**outsourced(), activities=[activity("posts", na=True)])) == []


def test_it_says_the_two_answers():
    assert seen(MISMATCH, world(**outsourced(0, 4))) == [
        Sighting(
            "posts", "Posts", Severity.HIGH,
            "Posts is outsourced, with 0 of 4 for predictability and 4 of 4 for knowledge of the company.",
            (Proof("The ten answers", date(2026, 7, 24), None, "sourcing.decision", {"id": "decision"}),),
        )
    ]  # fmt: skip
