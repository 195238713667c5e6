"""Who carries the movement when one commit does several things."""

import pytest

from tests.selfsufficiency.triggers.worlds import quiet
from tracker.selfsufficiency.days import Happened, causes_of
from tracker.selfsufficiency.reading import READ, inputs_of


@pytest.fixture(autouse=True)
def _nouns(monkeypatch):
    nouns = {"rung": {"activities"}, "section": {"strategy", "signatures"}, "measure": {"measures"}}
    monkeypatch.setattr("tracker.selfsufficiency.days.slices_of_noun", nouns)


def happened(*verbs):
    return [Happened(verb, verb, "Purpose", "Helen") for verb in verbs]


def carried(*verbs, moved=-1.5):
    return [(cause[0], cause[3], cause[4]) for cause in causes_of(happened(*verbs), moved)]


def test_what_the_formula_does_not_read_never_carries_the_movement():
    assert carried("measure.logged", "rung.moved") == [
        ("measure.logged", 0.0, "regression"), ("rung.moved", -1.5, "regression"),
    ]  # fmt: skip


def test_of_several_that_it_reads_the_first_does():
    assert [points for _, points, _ in carried("section.signed", "rung.moved", moved=2.0)] == [2.0, 0.0]


def test_where_it_reads_none_no_point_is_lost():
    assert [points for _, points, _ in carried("measure.logged", "risk.opened")] == [-1.5, 0.0]


def test_what_the_formula_is_said_to_read_is_what_it_reads():
    read = set()

    class Watched(dict):
        def __getitem__(self, name):
            read.add(name)
            return super().__getitem__(name)

        def get(self, name, default=None):
            read.add(name)
            return super().get(name, default)

    inputs_of(Watched(quiet()))
    assert read == READ
