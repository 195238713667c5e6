"""The strategy's pages, as each person meets them."""

import re

import pytest

from tests import makers
from tests.counting import statements
from tests.makers import member
from tests.strategy.scenes import HELENS_WORDS, PURPOSE, path, section, signed, written
from tests.told_once import told_once
from tracker.core.database import db
from tracker.engagements.models import SignOff
from tracker.strategy.applying import set_aside
from tracker.strategy.models import Revision, StrategySection
from tracker.strategy.writing import assign
from tracker.tenancy import scoped

pytestmark = pytest.mark.one_engine


@told_once
def write(app, northgate):
    with makers.acting(app, "priya"):
        written(northgate, by="priya", share=1)


@told_once
def sign_and_change(app, northgate):
    write(app, northgate)
    with makers.acting(app, "helen"):
        signed(northgate)
    with makers.acting(app, "mina"):
        written(northgate, "We want twenty more placements a month by March.", by="mina", share=0.5)


@pytest.fixture
def draft(app, northgate):
    write(app, northgate)
    return northgate


@pytest.fixture
def signed_and_changed(app, northgate):
    sign_and_change(app, northgate)
    return northgate


def test_the_champion_writes_a_section_and_everybody_sees_whose_words_they_are(northgate, priya, aisha):
    page = priya.sends(path(northgate, "edit"), text=PURPOSE, share="1.0")
    assert page.says("Saved as revision 1.")
    page = aisha.opens(path(northgate))
    assert page.says(PURPOSE)
    assert page.says("In the client's wordsAll") and page.says("Priya Shah")


def test_the_tab_says_how_each_section_stands_and_what_to_do_next(signed_and_changed, helen, mina):
    page = helen.opens(f"{signed_and_changed.path}/strategy")
    assert page.says("0 of 12 sections are signed as they stand; 4% of the words are your own.")
    assert page.says("Unsigned change") and page.says("Read and sign : Purpose")
    page = mina.opens(f"{signed_and_changed.path}/strategy")
    assert page.says("Ask for the signature : Purpose")
    assert page.says("Write it : Position and voice")


def test_the_practice_asks_and_the_owner_signs_in_his_own_words(draft, mina, helen):
    page = mina.opens(path(draft)).send("Ask for the signature", action="/ask")
    assert page.says("The owner is asked to sign.") and page.says("Before the owner")
    assert mina.opens(f"{draft.path}/strategy").says("Waits for the owner to sign")
    page = helen.sends(path(draft, "sign"), words=HELENS_WORDS)
    assert page.says("Signed, in your own words.")
    assert page.says(HELENS_WORDS) and not page.says("Before the owner")


def test_the_owner_reads_what_changed_since_he_signed(signed_and_changed, helen):
    page = helen.opens(path(signed_and_changed, "sign"))
    assert page.says("What changed since you signed")
    assert page.says("Removed: twelveAdded: twenty")
    assert page.says("Revision 2, Mina Okafor")


def test_the_owner_returns_a_section_and_its_writers_see_why(draft, mina, helen, priya):
    mina.opens(path(draft)).send("Ask for the signature", action="/ask")
    page = helen.sends(path(draft, "return"), because="There is no date in it.")
    assert page.says("Returned. Those who write it see your reason.")
    page = priya.opens(path(draft))
    assert page.says("There is no date in it.") and not page.says("Before the owner")
    page = priya.sends(path(draft, "edit"), text="Twelve more by the first of March.")
    assert not page.says("There is no date in it.")


def test_the_owner_takes_a_signature_back(signed_and_changed, helen):
    page = helen.sends(path(signed_and_changed, "withdraw"), because="The board has not met yet, after all.")
    assert page.says("Your signature is taken back.")
    assert page.says("Draft") and page.says("Taken back") and page.says("The board has not met yet, after all.")


def test_the_owner_sets_a_section_aside_and_takes_it_up_again(northgate, helen, aisha):
    page = helen.sends(path(northgate, "set-aside", "leaders"), because="None of us will be out there in person.")
    assert page.says("Set aside") and page.says("None of us will be out there in person.")
    assert aisha.opens(f"{northgate.path}/strategy").says("0 of 11 sections are signed as they stand")
    page = helen.opens(path(northgate, key="leaders")).send("Take it up again", action="/take-up")
    assert page.says("Taken up again") and page.says("Empty")


def test_the_whole_strategy_prints_what_is_signed_and_marks_what_is_not(signed_and_changed, helen, acting):
    with acting("helen") as me:
        written(signed_and_changed, "Short and warm.", by="helen", share=1, key="voice")
        set_aside(section(signed_and_changed, "leaders"), "None of us will be out there in person.", by=me)
        db.session.commit()
    page = helen.opens(f"{signed_and_changed.path}/strategy/whole")
    assert page.says(PURPOSE) and page.says(HELENS_WORDS)
    assert page.says("Not signed. Written since by Mina Okafor")
    assert page.says("We want twenty more placements a month by March.")
    assert page.says("Not signed. Written by Helen Ames") and page.says("Nothing is written yet.")
    assert page.says("What does not apply") and page.says("Leaders, set aside by the owner")


def test_an_old_revision_is_still_there_with_what_came_of_it(signed_and_changed, aisha):
    page = aisha.opens(path(signed_and_changed, "revisions/1"))
    assert page.says(PURPOSE) and page.says("Priya Shah")
    page = aisha.opens(path(signed_and_changed, "revisions/2"))
    assert page.says("Changed from revision 1")


@pytest.mark.parametrize("number", ["0", "3", "999999999999999999999999"])
def test_a_revision_that_never_was_is_not_found(signed_and_changed, aisha, number):
    assert aisha.opens(path(signed_and_changed, f"revisions/{number}")).status == 404


def test_an_old_link_to_what_is_signed_says_so(draft, helen, acting):
    with acting("helen"):
        signed(draft)
    page = helen.opens(path(draft, "sign"))
    assert page.status == 422 and page.says("This text is signed already.")


def test_the_history_is_read_a_page_at_a_time(northgate, helen, acting):
    with acting("helen"):
        for number in range(1, 24):
            written(northgate, f"Version {number} of our purpose.", by="helen", share=1)
    page = helen.opens(path(northgate))
    assert page.says("Revision 23") and page.says("Revision 4") and not page.says("Revision 3 ")
    older = next(link for link in page.links if "after=" in link)
    page = helen.opens(older)
    assert page.says("Revision 3") and page.says("Revision 1") and not page.says("Revision 22")
    assert page.says("Version 23 of our purpose.")


def test_a_section_is_given_to_a_member_of_staff_who_then_writes_it(northgate, priya, aisha):
    assert aisha.opens(path(northgate, "edit", "content")).status == 403
    page = priya.sends(path(northgate, "assign", "content"), person=str(aisha.person.id))
    assert page.says("Aisha Khan writes this section.")
    assert aisha.opens(f"{northgate.path}/strategy").says("Write it : Content")
    page = aisha.sends(path(northgate, "edit", "content"), text="What is steady: Tuesdays.", share="1.0")
    assert page.says("Saved as revision 1.")


MAY = {
    # page: who may open it
    "": {"marcus", "mina", "helen", "priya", "aisha"},
    "edit": {"marcus", "mina", "helen", "priya"},
    "assign": {"marcus", "mina", "helen", "priya"},
    "sign": {"helen"},
    "return": {"helen"},
    "withdraw": {"helen"},
    "set-aside": {"helen"},
}


@pytest.mark.parametrize("page", MAY)
def test_who_may_open_what(draft, visit, page):
    answers = {key: visit(key).opens(path(draft, page)).status for key in ("marcus", "mina", "helen", "priya", "aisha")}
    assert answers == {key: 200 if key in MAY[page] else 403 for key in answers}


@pytest.mark.parametrize("page", ["ask", "take-up"])
def test_who_may_press_what(draft, visit, page):
    allowed = {"ask": {"marcus", "mina", "helen", "priya"}, "take-up": {"helen"}}[page]
    for key in ("marcus", "mina", "helen", "priya", "aisha", "brook"):
        visitor = visit(key)
        status = visitor.post(path(draft, page), csrf_token=_token(visitor), follow=False).status
        assert status == (303 if key in allowed else 404 if key == "brook" else 403), key


def _token(visitor):
    """A token that any page carries, even one that is not there."""
    return re.search(r'name="csrf-token" content="([^"]+)"', visitor.opens("/none").html)[1]


def test_staff_who_write_a_section_do_not_hand_it_on(northgate, aisha, acting):
    with acting("priya"):
        assign(section(northgate, "content"), member("aisha"), by=member("priya"))
        db.session.commit()
    assert aisha.opens(path(northgate, "edit", "content")).status == 200
    assert aisha.opens(path(northgate, "assign", "content")).status == 403


@pytest.mark.every_engine
def test_a_double_submit_saves_and_signs_once(northgate, priya, helen, acting):
    form = priya.opens(path(northgate, "edit")).form("text")
    values = {**form.values, "text": PURPOSE, "share": "1.0"}
    first = priya.post(path(northgate, "edit"), **values)
    again = priya.post(path(northgate, "edit"), **values)
    assert first.status == again.status == 200
    form = helen.opens(path(northgate, "sign")).form("words")
    for _ in range(2):
        assert helen.post(path(northgate, "sign"), **{**form.values, "words": HELENS_WORDS}).status == 200
    with acting("helen"):
        assert len(db.session.scalars(scoped(Revision)).all()) == 1
        assert len(db.session.scalars(scoped(SignOff).where(SignOff.subject_type == "Revision")).all()) == 1


def full(northgate, texts):
    """Every section written `texts` times over, every other one signed."""
    for place, key in enumerate(northgate.ids["StrategySection"]):
        for number in range(texts):
            written(northgate, f"{key} {texts} {number}\n" * 5, by="priya", share=1, key=key)
        if place % 2 == 0:
            signed(northgate, f"I stand behind what we say about {key}, after {texts} rounds.", key=key)


@pytest.mark.slow
def test_pages_ask_the_same_number_of_statements_however_much_was_written(app, northgate, visit, acting):
    pages = [
        f"{northgate.path}/strategy", f"{northgate.path}/strategy/whole", path(northgate),
        path(northgate, "revisions/1"), path(northgate, "edit"),
    ]  # fmt: skip
    visits = [(visit(key), page) for key in ("helen", "mina") for page in pages]
    with acting("helen"):
        full(northgate, 1)
    few = [_count(app, *one) for one in visits]
    with acting("helen"):
        full(northgate, 4)
    assert [_count(app, *one) for one in visits] == few
    assert max(few) <= 8


def _count(app, visitor, page):
    with statements(app) as sent:
        assert visitor.opens(page).status == 200
    return len([statement for statement in sent if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SET"))])


def test_names_of_people_who_left_still_stand(draft, helen, acting):
    from tracker.core import clock

    with acting("marcus"):
        priya = member("priya")
        priya.ended_at = clock.now()
        db.session.commit()
    assert helen.opens(path(draft)).says("Priya Shah")
    assert helen.opens(f"{draft.path}/strategy").says("Priya Shah")


def test_every_section_of_a_started_engagement_has_its_prompt(northgate, helen, acting):
    with acting("helen"):
        sections = db.session.scalars(scoped(StrategySection)).all()
    assert len(sections) == 12
    for one in sections:
        page = helen.opens(f"/sections/{one.id}")
        assert page.says(one.prompt) and page.says(one.guidance)
