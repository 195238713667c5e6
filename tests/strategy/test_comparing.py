"""Any two revisions beside each other, and what changed since the owner signed."""

import pytest

from tests.counting import statements
from tests.makers import acting, member
from tests.strategy.scenes import HELENS_WORDS, PURPOSE, path, section, signed, written
from tests.told_once import told_once
from tracker.core.database import db
from tracker.strategy.applying import set_aside
from tracker.strategy.comparing import comparison, origins, two_revisions
from tracker.strategy.models import Revision

HOW = "Every message is answered within four staffed hours."
SUNDAY = "On Sunday night the owner decides, and nobody else."


@told_once
def rewrite(app, northgate):
    """Priya wrote it, Helen signed, Mina added how, Priya moved it to the front and mended it."""
    with acting(app, "priya"):
        written(northgate, f"{PURPOSE}\n\n{SUNDAY}", by="priya", share=1)
    with acting(app, "helen"):
        signed(northgate)
    with acting(app, "mina"):
        written(northgate, f"{PURPOSE}\n\n{SUNDAY}\n\n{HOW}", by="mina", share=0.5)
    with acting(app, "priya"):
        written(northgate, f"{SUNDAY}\n\n{PURPOSE}\n\n{HOW.replace('four', 'two')}", by="priya", share=1)


@pytest.fixture
def rewritten(app, northgate):
    rewrite(app, northgate)
    return northgate


def test_each_passage_goes_back_to_whoever_wrote_it(rewritten, acting):
    with acting("helen"):
        found = comparison(*two_revisions(section(rewritten), 1, 3))
        told = [(one.passage.kind, one.brought_by and one.brought_by.author.name) for one in found.changes]
        assert told == [("left", None), ("same", None), ("moved", None), ("added", "Priya Shah")]
        assert [one.number for one in found.between] == [2, 3]
        found = comparison(*two_revisions(section(rewritten), 1, 2))
        last = found.changes[-1]
        assert (last.passage.kind, last.brought_by.number) == ("added", 2)


def test_what_was_taken_out_and_put_back_counts_from_when_it_came_back():
    texts = ["A.\n\nB.", "A.", "A.\n\nB."]
    revisions = [Revision(number=number, text=text) for number, text in enumerate(texts, start=1)]
    assert {key: revision.number for key, revision in origins(revisions).items()} == {"A.": 1, "B.": 3}


@pytest.mark.slow
@pytest.mark.every_engine
def test_any_two_can_be_chosen_and_the_signed_one_is_one_click_away(rewritten, aisha):
    page = aisha.opens(path(rewritten, "compare"))
    assert page.says("From revision 1 of") and page.says("to revision 3 of")
    assert page.says("1: Priya Shah") and page.says(", signed")
    assert page.says("Moved to here:We want twelve") and page.says("Moved away from here: “We want")
    page = aisha.opens(path(rewritten, "compare?older=2&newer=3"))
    assert page.says("Removed: fourAdded: two")
    assert page.says("Priya Shah") and not page.says("Revision 2 Mina")
    turned = aisha.opens(path(rewritten, "compare?older=3&newer=2"))
    assert turned.says("From revision 2 of") and turned.says("to revision 3 of")


@pytest.mark.every_engine
@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "status"),
    [("older=1&newer=9", 404), ("older=2&newer=2", 200), ("older=x&newer=-1", 200), ("older=9999999999999", 200)],
)
def test_odd_questions_are_answered(rewritten, aisha, asked, status):
    page = aisha.opens(path(rewritten, f"compare?{asked}"))
    assert page.status == status
    if asked == "older=2&newer=2":
        assert page.says("Choose two different revisions.")


@pytest.mark.slow
def test_with_one_text_or_none_the_page_says_so(northgate, priya, acting):
    assert priya.opens(path(northgate, "compare")).says("Nothing is written yet")
    with acting("priya"):
        written(northgate, by="priya", share=1)
    assert priya.opens(path(northgate, "compare")).says("There is one revision only")


@pytest.mark.slow
def test_the_owner_reads_on_one_page_all_that_changed_since_she_signed(rewritten, helen, mina, acting):
    with acting("helen") as me:
        written(rewritten, "Short and warm.", by="helen", share=1, key="voice")
        written(rewritten, "Where people look for work.", by="helen", share=1, key="channels")
        signed(rewritten, "We are where our people look, and nowhere else.", key="channels")
        set_aside(section(rewritten, "leaders"), "None of us will be out there in person.", by=me)
        db.session.commit()
    page = helen.opens(f"{rewritten.path}/strategy/changes")
    assert page.says("1 signed section has changed since. 1 is written and was never signed.")
    assert page.says("Revision 1 was signed, revision 3 stands now") and page.says("Moved to here:")
    assert page.says("Short and warm.") and page.says("Read and sign : Purpose")
    assert page.says("Signed as they stand") and page.says("Channels") and not page.says("Leaders")
    assert mina.opens(f"{rewritten.path}/strategy/changes").says("What changed since the owner signed")


@pytest.mark.slow
def test_before_anything_is_signed_that_page_says_what_it_will_show(northgate, helen):
    page = helen.opens(f"{northgate.path}/strategy/changes")
    assert page.says("Nothing is signed yet.") and page.says("Once a section is signed")


@pytest.mark.slow
def test_scripts_in_a_text_stay_text_in_a_comparison(northgate, helen, acting):
    with acting("priya"):
        written(northgate, "<script>alert(1)</script> {{ 7*7 }}", by="priya", share=1)
        written(northgate, "<script>alert(2)</script> {{ 7*7 }}", by="priya", share=1)
    page = helen.opens(path(northgate, "compare"))
    assert "<script>alert" not in page.html and "{{ 7*7 }}" in page.html


@pytest.mark.slow
@pytest.mark.every_engine
def test_forty_long_sections_that_all_changed_cost_the_same_and_not_too_much(app, northgate, helen, acting):
    """Each of twenty thousand characters, in scripts of both directions and with pictures in it."""
    def grow(keys):
        with acting("helen"):
            for key in keys:
                said = "שלום, we answer 👩‍👩‍👧 within four hours."
                text = "\n\n".join(f"Paragraph {n} of {key}: {said}" for n in range(290))
                written(northgate, text[:19_900], by="priya", share=1, key=key)
                signed(northgate, f"{HELENS_WORDS} So it is for {key}.", key=key)
                changed = "\n\n".join(reversed(text[:19_000].replace("four", "two").split("\n\n")))
                written(northgate, changed, by="mina", share=0.5, key=key)

    def cost():
        with statements(app) as sent:
            assert helen.opens(f"{northgate.path}/strategy/changes").status == 200
        return len(sent)

    keys = list(northgate.ids["StrategySection"])
    grow(keys[:1])
    few = cost()
    grow(keys[1:])
    assert cost() == few <= 8


@pytest.mark.slow
def test_somebody_of_elsewhere_compares_nothing(rewritten, visit):
    for who in ("dawn", "tessa", "brook"):
        assert visit(who).opens(path(rewritten, "compare")).status == 404
        assert visit(who).opens(f"{rewritten.path}/strategy/changes").status == 404


@pytest.mark.slow
def test_those_who_left_keep_what_they_wrote(rewritten, helen, acting):
    from tracker.core import clock

    with acting("marcus"):
        member("priya").ended_at = clock.now()
        db.session.commit()
    assert helen.opens(path(rewritten, "compare")).says("Priya Shah")
