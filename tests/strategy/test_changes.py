"""What changed between two texts, as people read it, found in bounded time."""

import random
import time

import pytest

from tracker.core.rewriting import Budget, Passage, Piece, align, budget, compare

FIRST = "We write to nurses who want a change.\n\n"
SECOND = "Every message is answered within four hours, by a person.\n\n"
THIRD = "On Sundays the owner decides, and nobody else.\n\n"


def told(before, after, **more):
    return [(passage.kind, [(p.kind, p.text) for p in passage.pieces]) for passage in compare(before, after, **more)]


def kinds(before, after):
    return [passage.kind for passage in compare(before, after, whole=True)]


def after_of(passages):
    pieces = (piece for passage in passages if passage.kind not in {"left", "removed"} for piece in passage.pieces)
    return "".join(piece.text for piece in pieces if piece.kind != "removed")


def before_of(passages):
    return "".join(piece.text for passage in passages for piece in passage.pieces if piece.kind != "added")


def test_a_word_exchanged_in_a_paragraph_is_marked_alone():
    assert told("We want ten more readers.\n", "We want twelve more readers.\n") == [
        ("changed", [
            ("same", "We want "), ("removed", "ten"), ("added", "twelve"), ("same", " more readers.\n"),
        ]),
    ]  # fmt: skip


def test_a_phrase_is_exchanged_as_a_phrase_and_not_word_by_word():
    [passage] = compare("We answer in four slow hours, by a person.", "We answer in two quick minutes, by a person.")
    assert passage.pieces[1:3] == (Piece("removed", "four slow hours"), Piece("added", "two quick minutes"))


def test_a_paragraph_that_says_something_else_is_marked_whole():
    assert told("Once upon a time.", "Numbers decide.") == [
        ("removed", [("removed", "Once upon a time.")]),
        ("added", [("added", "Numbers decide.")]),
    ]


def test_a_paragraph_that_moved_is_no_chaos():
    passages = compare(FIRST + SECOND + THIRD, THIRD + FIRST + SECOND, whole=True)
    assert [passage.kind for passage in passages] == ["moved", "same", "same", "left"]
    assert passages[0].text == THIRD and passages[-1].text.startswith("On Sundays")


def test_a_paragraph_that_moved_and_was_mended_shows_its_words():
    passages = compare(FIRST + SECOND + THIRD, SECOND.replace("four", "two") + FIRST + THIRD, whole=True)
    assert [passage.kind for passage in passages] == ["moved", "same", "left", "same"]
    assert Piece("removed", "four") in passages[0].pieces and Piece("added", "two") in passages[0].pieces


def test_a_new_paragraph_between_two_leaves_both_as_they_were():
    assert kinds(FIRST + THIRD, FIRST + SECOND + THIRD) == ["same", "added", "same"]
    assert kinds(FIRST + SECOND + THIRD, FIRST + THIRD) == ["same", "removed", "same"]


def test_items_of_a_list_are_told_apart():
    before, after = "- steady: Tuesdays\n- surprises: none\n", "- steady: Tuesdays and Fridays\n- surprises: none\n"
    assert kinds(before, after) == ["changed", "same"]


def test_lines_that_are_only_broken_elsewhere_are_the_same():
    assert kinds("We want twelve\nmore readers.", "We want twelve more\nreaders.") == ["same"]


def test_unchanged_stretches_are_shortened_unless_the_whole_is_asked_for():
    before = "".join(f"Paragraph {n} says what it says.\n\n" for n in range(20))
    shown = compare(before, before + "The end.\n")
    assert [passage.kind for passage in shown] == ["gap", "same", "added"] and "19" in shown[1].text
    assert [one.kind for one in compare(before, before + "The end.\n", whole=True)] == ["same"] * 20 + ["added"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""), ("", "new"), ("old", ""), ("same", "same"), (FIRST + SECOND, FIRST + SECOND.replace("four", "two")),
        ("עברית כאן, אמר.", "עברית שם, אמר."), ("Good 👍🏽 morning 👩‍👩‍👧", "Good 👍 morning 👩‍👩‍👧 all"),
        ("毎週火曜日に投稿します。", "毎週水曜日に投稿します。"),
    ],
)  # fmt: skip
def test_both_texts_can_be_read_back(before, after):
    passages = compare(before, after, whole=True)
    assert after_of(passages) == after
    assert before_of(passages).strip() == before.strip()


def test_signs_that_belong_together_are_never_taken_apart():
    [passage] = compare("All well, says Mina 👩‍👩‍👧 here.", "All well, says Mina 👩‍👩‍👦 here.")
    assert {piece.text for piece in passage.pieces if piece.kind != "same"} == {"👩‍👩‍👧", "👩‍👩‍👦"}


def test_whatever_is_thrown_together_the_later_text_reads_as_it_is():
    chance = random.Random(5)
    stock = [FIRST, SECOND, THIRD, "- one\n", "- two\n", "\n", "# Head\n", "A short line\n", "same same same same\n\n"]
    for _ in range(300):
        before, after = ("".join(chance.choices(stock, k=chance.randrange(9))) for _ in range(2))
        assert after_of(compare(before, after, whole=True)) == after


PROSE = " ".join(f"word{n % 911} and" for n in range(1_700))
HOSTILE = {
    "short lines alike": ("a\n\n" * 6_600, "b\n\n" + "a\n\n" * 6_599),
    "two paragraphs in turn": ("a\n\nb\n\n" * 3_300, "b\n\na\n\n" * 3_300),
    "items by the thousand": ("- a\n" * 5_000, "- b\n" * 5_000),
    "items that differ": tuple("".join(f"- {n % every}\n" for n in range(3_900)) for every in (99, 98)),
    "one paragraph of single letters": ("a b " * 5_000, "b a " * 5_000),
    "few words in another rhythm": (
        " ".join(str(n % 5) for n in range(9_900)), " ".join(str(n % 4) for n in range(9_900)),
    ),
    "no spaces": ("x" * 20_000, "y" * 20_000),
    "marks alone": ("." * 20_000, "," * 20_000),
    "line breaks alone": ("\n" * 20_000, "\n" * 19_999),
    "signs alone": ("火" * 20_000, "水" * 20_000),
    "paragraphs that are nearly alike": (
        "".join(f"a b c d e f g {n}\n\n" for n in range(1_000)),
        "".join(f"a b c d e f {n} g\n\n" for n in range(1_000)),
    ),
    "every third word of long prose": (PROSE, " ".join(w[::-1] if n % 3 else w for n, w in enumerate(PROSE.split()))),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_texts_made_to_be_slow_are_not(name):
    before, after = HOSTILE[name]
    began = time.process_time()
    passages = compare(before, after, whole=True)
    assert time.process_time() - began < 2
    assert after_of(passages) == after


@pytest.mark.slow
def test_forty_hostile_sections_on_one_page_share_one_budget():
    spending, began = budget(), time.process_time()
    for before, after in list(HOSTILE.values()) * 4:
        compare(before, after, spending=spending)
    assert time.process_time() - began < 10


@pytest.mark.slow
def test_long_prose_with_two_hundred_words_exchanged_is_still_told_word_by_word():
    words = PROSE.split()
    after = " ".join("fresh" if n % 17 == 0 else word for n, word in enumerate(words))
    [passage] = compare(PROSE, after)
    assert passage.kind == "changed"
    assert sum(piece.kind == "added" for piece in passage.pieces) == len(range(0, len(words), 17))


def test_when_the_budget_is_spent_the_texts_stand_one_after_the_other():
    passages = compare("One thing.\n\nTwo.", "Another.\n\nThird.", spending=Budget(0))
    assert [passage.kind for passage in passages] == ["removed", "removed", "added", "added"]
    assert passages[2] == Passage("added", (Piece("added", "Another.\n\n"),), 0)


def test_what_two_sequences_share_is_as_long_as_it_can_be():
    chance = random.Random(7)
    for _ in range(200):
        before, after = ("".join(chance.choices("abc", k=chance.randrange(12))) for _ in range(2))
        pairs = align(before, after, Budget(10**6)).pairs
        assert all(before[b] == after[a] for b, a in pairs)
        assert pairs == sorted(set(pairs)) and len({a for _, a in pairs}) == len(pairs) == longest(before, after)


def longest(before, after):
    """By the book, slowly."""
    rows = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for b, old in enumerate(before, 1):
        for a, new in enumerate(after, 1):
            rows[b][a] = rows[b - 1][a - 1] + 1 if old == new else max(rows[b - 1][a], rows[b][a - 1])
    return rows[-1][-1]
