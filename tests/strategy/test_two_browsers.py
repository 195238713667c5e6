"""Two people in the same section at the same time: nobody's text is lost, nothing is overwritten unseen."""

import threading

import pytest
from sqlalchemy import update

from tests.strategy.scenes import HELENS_WORDS, path, section, written
from tracker.accounts.models import LoginSession
from tracker.core import clock
from tracker.core.database import db
from tracker.strategy.models import Revision
from tracker.tenancy import scoped

MINE = "Twelve more placements, because our readers asked us."
THEIRS = "Twenty more placements, says the board."


def texts(acting, northgate):
    with acting("helen"):
        return list(db.session.scalars(scoped(Revision).order_by(Revision.number).with_only_columns(Revision.text)))


@pytest.fixture
def both_opened(northgate, priya, marcus, acting):
    """Priya and Marcus have the editor open on the same first revision."""
    with acting("priya"):
        written(northgate, "More placements.", by="priya", share=1)
    return priya.opens(path(northgate, "edit")), marcus.opens(path(northgate, "edit"))


@pytest.mark.every_engine
def test_the_second_to_save_sees_both_texts_and_keeps_hers_in_the_editor(both_opened, northgate, acting):
    hers, his = both_opened
    assert his.send(text=THEIRS, share="0.5").says("Saved as revision 2.")
    page = hers.send(text=MINE)
    assert page.status == 409
    assert page.says("Somebody saved this section while you were writing.")
    assert page.form("text").values["text"] == MINE
    assert page.says("Marcus Hale") and page.says("says the board.")
    assert texts(acting, northgate) == ["More placements.", THEIRS]


@pytest.mark.every_engine
def test_saving_again_is_deliberate_and_both_texts_stay_in_the_history(both_opened, northgate, acting):
    hers, his = both_opened
    his.send(text=THEIRS, share="0.5")
    page = hers.send(text=MINE).send("Save mine after reading theirs", text=MINE)
    assert page.says("Saved as revision 3.")
    assert texts(acting, northgate) == ["More placements.", THEIRS, MINE]


def test_a_third_save_in_between_is_noticed_again(both_opened, northgate, marcus):
    hers, his = both_opened
    his.send(text=THEIRS, share="0.5")
    page = hers.send(text=MINE)
    marcus.sends(path(northgate, "edit"), text=THEIRS + " In March.")
    page = page.send(text=MINE)
    assert page.status == 409
    assert page.says("In March.") and page.form("text").values["text"] == MINE


def test_text_that_cannot_be_saved_is_kept_too(both_opened, northgate):
    hers, his = both_opened
    his.send(text=THEIRS, share="0.5")
    page = hers.send(text=MINE + "x" * 20_000)
    assert page.status == 422
    assert page.says("At most 20,000 characters.") and page.says("says the board.")
    assert page.form("text").values["text"].startswith(MINE)
    assert page.form("text").values["based_on"] == "1"


@pytest.mark.every_engine
def test_two_first_texts_of_an_empty_section_do_not_overwrite_each_other(northgate, priya, marcus, acting):
    hers, his = priya.opens(path(northgate, "edit")), marcus.opens(path(northgate, "edit"))
    his.send(text=THEIRS, share="0.0")
    page = hers.send(text=MINE, share="1.0")
    assert page.status == 409 and page.says("says the board.")
    assert texts(acting, northgate) == [THEIRS]


def test_the_owner_does_not_sign_a_text_he_has_not_seen_and_keeps_his_words(both_opened, northgate, helen, acting):
    signing = helen.opens(path(northgate, "sign"))
    both_opened[1].send(text=THEIRS, share="0.5")
    page = signing.send(words=HELENS_WORDS)
    assert page.status == 409
    assert page.says("Somebody saved a newer text after you opened this page.") and page.says("says the board.")
    assert page.form("words").values["words"] == HELENS_WORDS
    assert page.send(words=HELENS_WORDS).says("Signed, in your own words.")
    with acting("helen"):
        assert section(northgate).signature_asked_at is None


def test_eight_saves_in_the_same_moment_leave_one_revision_and_lose_no_text(both_opened, northgate, visit, acting):
    start = threading.Barrier(8)
    forms = [visit("priya").opens(path(northgate, "edit")) for _ in range(8)]
    pages = []

    def save(page, number):
        start.wait()
        pages.append((number, page.send(text=f"Text number {number}.", share="1.0")))

    threads = [threading.Thread(target=save, args=(page, number)) for number, page in enumerate(forms)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(page.status for _, page in pages) == [200] + [409] * 7
    for number, page in pages:
        if page.status == 409:
            assert page.form("text").values["text"] == f"Text number {number}."
    assert len(texts(acting, northgate)) == 2


def test_a_form_that_expired_keeps_the_whole_text(northgate, priya):
    page = priya.post(path(northgate, "edit"), text=MINE, share="1.0", based_on="0", csrf_token="too old")
    assert page.status == 419
    assert page.says(MINE)
    assert page.form("text").values["text"] == MINE
    again = page.send("Send it again", text=MINE)
    assert again.says("Saved as revision 1.")


def test_a_form_sent_after_the_sign_in_ended_keeps_the_whole_text(app, northgate, acting, visit):
    priya = visit("priya")
    page = priya.opens(path(northgate, "edit"))
    with app.app_context():
        db.session.execute(update(LoginSession).values(ended_at=clock.now()))
        db.session.commit()
    page = page.send(text=MINE, share="1.0")
    assert page.status == 419 and page.says("You were signed out meanwhile")
    assert page.form("text").values["text"] == MINE
    assert texts(acting, northgate) == []

    typed = {**page.form("text").values, "csrf_token": "of a time before"}
    again = visit("priya").post(path(northgate, "edit"), **typed)
    assert again.status == 419
    assert again.send("Send it again", text=MINE).says("Saved as revision 1.")
