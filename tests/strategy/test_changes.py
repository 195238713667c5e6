"""What changed between two texts, found in bounded time."""

import time

import pytest

from tracker.strategy.changes import MOST_LINES, Piece, compare


def told(before, after, **more):
    return [(piece.kind, piece.text) for piece in compare(before, after, **more)]


def test_a_word_exchanged_in_a_line_is_marked_alone():
    assert told("We want ten more readers.\n", "We want twelve more readers.\n") == [
        ("same", "We want "),
        ("removed", "ten"),
        ("added", "twelve"),
        ("same", " more readers.\n"),
    ]


def test_a_line_that_says_something_else_is_marked_whole():
    assert told("Once upon a time.", "Numbers decide.") == [
        ("removed", "Once upon a time."),
        ("added", "Numbers decide."),
    ]


def test_unchanged_stretches_are_shortened_unless_the_whole_is_asked_for():
    before = "".join(f"line {n}\n" for n in range(20))
    assert told(before, before + "end\n") == [("gap", ""), ("same", "line 18\nline 19\n"), ("added", "end\n")]
    assert told(before, before + "end\n", whole=True) == [("same", before), ("added", "end\n")]


@pytest.mark.parametrize(("before", "after"), [("", ""), ("", "new"), ("old", ""), ("same", "same"), ("a\n", "a")])
def test_both_texts_can_be_read_back_from_the_pieces(before, after):
    pieces = compare(before, after, whole=True)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


HOSTILE = {
    "short lines alike": ("a\n" * 10_000, "b\n" + "a\n" * 9_999),
    "two lines in turn": ("a\nb\n" * 5_000, "b\na\n" * 5_000),
    "just under the bound": ("".join(f"{n % 99}\n" for n in range(599)), "".join(f"{n % 98}\n" for n in range(599))),
    "one line of single letters": ("a b " * 5_000, "b a " * 5_000),
    "words under the bound": (" ".join(str(n % 5) for n in range(199)), " ".join(str(n % 4) for n in range(199))),
    "no spaces": ("x" * 20_000, "y" * 20_000),
    "line breaks alone": ("\n" * 20_000, "\n" * 19_999),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_texts_made_to_be_slow_are_not(name):
    before, after = HOSTILE[name]
    began = time.perf_counter()
    pieces = compare(before, after, whole=True)
    assert time.perf_counter() - began < 1
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


def test_beyond_the_bounds_the_texts_stand_one_after_the_other():
    before = "".join(f"line {n}\n" for n in range(MOST_LINES + 1))
    assert compare(before, "new") == [Piece("removed", before), Piece("added", "new")]
