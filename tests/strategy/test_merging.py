"""Two texts that began as one, put together; and the page on which two people meet."""

import pytest

from tests.strategy.scenes import path, written
from tests.strategy.test_two_browsers import texts
from tracker.strategy.merging import merge

BASE = "We write on Tuesdays.\n\nWe answer in four hours.\n\nOn Sundays the owner decides."
HERS = BASE.replace("Tuesdays", "Tuesdays and Fridays")
HIS = BASE.replace("four", "two")


def test_what_each_changed_alone_is_taken_from_each():
    merged = merge(BASE, HERS, HIS)
    assert merged.clashes == 0
    assert merged.text == HERS.replace("four", "two")
    assert merge(BASE, HIS, HERS).text == merged.text


def test_where_both_changed_the_same_both_stand_theirs_first():
    merged = merge(BASE, BASE.replace("four", "three"), HIS)
    assert merged.clashes == 1
    assert merged.text.index("two hours") < merged.text.index("three hours")
    assert merged.text.count("We write on Tuesdays.") == merged.text.count("On Sundays") == 1


def test_a_paragraph_added_beside_one_that_was_mended_does_not_clash():
    merged = merge(BASE, BASE + "\n\nAlways.", BASE.replace("On Sundays", "On Sunday night"))
    assert merged.clashes == 0
    assert merged.text == BASE.replace("On Sundays", "On Sunday night") + "\n\nAlways."


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("", "Mine.", "Theirs.", "Theirs.\n\nMine."), ("A.\n\nB.", "A.", "A.\n\nB.\n\nC.", None),
        ("A.", "A.", "B.", "B."),
        ("A.", "B.", "A.", "B."), ("A.", "B.", "B.", "B."), ("A.\n\nB.", "B.", "A.\n\nB.\n\nC.", "B.\n\nC."),
    ],
)  # fmt: skip
def test_texts_at_the_edges(base, mine, theirs, both):
    merged = merge(base, mine, theirs)
    assert both is None or merged.text == both
    assert "C." not in theirs or "C." in merged.text


@pytest.fixture
def met(northgate, priya, marcus, acting):
    """Marcus saved while Priya was writing; she is shown both."""
    with acting("priya"):
        written(northgate, BASE, by="priya", share=1)
    hers, his = priya.opens(path(northgate, "edit")), marcus.opens(path(northgate, "edit"))
    assert his.send(text=HIS, share="0.5").status == 200
    page = hers.send(text=HERS, share="1.0")
    assert page.status == 409
    return page


def take(page, what):
    form = page.form("text")
    return page.visitor.post(page.path, **{**form.values, "take": what})


@pytest.mark.slow
@pytest.mark.every_engine
def test_both_are_put_together_with_one_button_and_saved_on_top(met, northgate, acting):
    assert met.says("From their text to yours") and met.says("Saved meanwhile")
    page = take(met, "both")
    assert page.status == 409 and page.says("Both are put together below.")
    assert page.form("text").values["text"] == HERS.replace("four", "two")
    assert page.says("Your text as you sent it") and page.says("Tuesdays and Fridays")
    assert texts(acting, northgate) == [BASE, HIS]
    text = page.form("text").values["text"]
    assert page.send("Save mine after reading theirs", text=text).says("Saved as revision 3.")
    assert texts(acting, northgate)[-1] == HERS.replace("four", "two")


@pytest.mark.slow
def test_she_may_begin_from_theirs_and_come_back_to_hers(met, northgate, acting):
    page = take(met, "theirs")
    assert page.form("text").values["text"] == HIS and page.says("Tuesdays and Fridays")
    page = take(page, "mine")
    assert page.form("text").values["text"] == HERS
    assert texts(acting, northgate) == [BASE, HIS]


@pytest.mark.slow
@pytest.mark.every_engine
def test_somebody_who_saves_once_more_while_she_puts_together_is_noticed(met, northgate, marcus):
    page = take(met, "both")
    assert marcus.sends(path(northgate, "edit"), text=HIS + " Always.", share="0.5").says("Saved as revision 3.")
    page = page.send("Save mine after reading theirs", text=page.form("text").values["text"])
    assert page.status == 409 and page.says("Always.")
    page = take(page, "both")
    assert "Always." in page.form("text").values["text"] and "Fridays" in page.form("text").values["text"]
