"""The aid as people meet it: answer, see, decide, sign; and how providers are judged."""

import pytest

from tests.makers import acting, member
from tests.responsibilities.scenes import answers
from tests.sourcing.scenes import INWARD, OUTWARD, put, studio
from tracker.core.database import db
from tracker.responsibilities.models import Post
from tracker.sourcing.aid import QUESTIONS
from tracker.sourcing.models import Scorecard, SourcingDecision
from tracker.sourcing.scoring import CONDITIONS, MARKS
from tracker.tenancy import scoped

pytestmark = [pytest.mark.slow, pytest.mark.one_engine]


def said(given):
    return {question.key: str(answer) for question, answer in zip(QUESTIONS, given, strict=True)}


def count(app, model):
    with acting(app, "marcus"):
        return len(db.session.scalars(scoped(model)).all())


@pytest.fixture
def aid(northgate):
    return f"/activities/{northgate.activity('make-images')}/sourcing"


def test_answering_stores_nothing_and_deciding_does(app, helen, northgate, aid):
    page = helen.opens(aid).send("See what the answers say", **said(INWARD))
    assert page.status == 200
    for words in ("In house", "Only insiders know enough to do it", "Nothing in these answers"):
        assert page.says(words)
    assert count(app, SourcingDecision) == 0
    page = page.send(choice="in_house", who="Aisha makes them.")
    assert page.says("Put to the owner.") and page.says("Waits for the owner’s signature")
    assert count(app, SourcingDecision) == 1
    assert helen.opens(f"{northgate.path}/decisions").says("Sign who does “Make images and video”")


def test_what_is_known_of_the_client_is_answered_beforehand(helen, aid):
    values = helen.opens(aid).form(button="See what the answers say").values
    assert (values["headcount"], values["knowledge"]) == ("1", "4")
    assert "volume" not in values


def test_a_missing_answer_is_said_at_its_question_and_the_others_stay(helen, aid):
    page = helen.opens(aid).send("See what the answers say", **(said(OUTWARD) | {"volume": ""}))
    assert page.status == 422
    assert 'id="volume-error"' in page.html
    assert page.form(button="See what the answers say").values["predictability"] == "4"


@pytest.mark.parametrize("odd", ["7", "-1", "two", "9" * 400])
def test_an_answer_off_the_scale_is_refused(helen, aid, odd):
    page = helen.opens(aid).send("See what the answers say", **(said(OUTWARD) | {"harm": odd}))
    assert page.status == 422 and 'id="harm-error"' in page.html


def test_a_refused_decision_keeps_answers_and_words(app, helen, aid):
    page = helen.opens(aid).send("See what the answers say", **said(OUTWARD))
    page = page.send(choice="outsource", who="Somebody does it well.", hands_on="20")
    assert page.status == 422 and 'id="provider-error"' in page.html
    values = page.form("who").values
    assert (values["who"], values["choice"], values["volume"]) == ("Somebody does it well.", "outsource", "4")
    assert count(app, SourcingDecision) == 0


@pytest.mark.every_engine
def test_sending_it_twice_makes_one_decision(app, helen, aid):
    page = helen.opens(aid).send("See what the answers say", **said(INWARD))
    values = {**page.form("who").values, "choice": "in_house", "who": "Aisha makes them."}
    helen.post(aid, **values)
    helen.post(aid, **values)
    assert count(app, SourcingDecision) == 1


@pytest.mark.every_engine
def test_of_two_browsers_the_second_reads_what_the_first_wrote(app, helen, priya, aid):
    mine, hers = (who.opens(aid).send("See what the answers say", **said(INWARD)) for who in (helen, priya))
    hers.send(choice="in_house", who="Callum makes them.")
    page = mine.send(choice="in_house", who="Aisha makes them.")
    assert page.status == 409
    assert page.says("Callum makes them.") and page.form("who").values["who"] == "Aisha makes them."


def test_the_owner_reads_reasons_and_doubts_and_signs(app, helen, priya, northgate):
    with acting(app, "helen"):
        answers(northgate, "priya", "make-images")
        answers(northgate, "aisha", "make-images", Post.DEPUTY)
        decision = put(northgate).id
    page = priya.opens(f"/sourcing/{decision}").send("Write it down", text="A studio would be quicker.")
    assert page.says("A studio would be quicker.") and page.says("Priya Shah")
    page = helen.opens(f"/sourcing/{decision}")
    assert page.says("Why") and page.says("Against it")
    signing = next(link for link in page.links if link.endswith("/sign"))
    helen.sends(signing, words="Aisha may, and I look at it in spring.")
    assert helen.opens(f"{northgate.path}/sourcing").says("Signed")


def test_the_register_shows_every_activity_and_offers_the_aid_to_whoever_decides(helen, aisha, northgate):
    page = helen.opens(f"{northgate.path}/sourcing")
    assert page.says("Make images and video") and page.says("Ask the ten questions")
    page = aisha.opens(f"{northgate.path}/sourcing")
    assert page.status == 200 and not page.says("Ask the ten questions")


def test_staff_and_strangers_decide_nothing(aisha, dawn, tessa, aid):
    assert aisha.opens(aid).status == 403
    assert dawn.opens(aid).status == tessa.opens(aid).status == 404


def card(mark="4", holds="yes"):
    return {f"holds_{name}": holds for name in CONDITIONS} | {f"mark_{name}": mark for name in MARKS}


def test_two_people_score_and_their_disagreement_shows(app, helen, priya, northgate):
    with acting(app, "helen"):
        firm = studio(northgate).id
        db.session.commit()
    page = helen.sends(f"/providers/{firm}/scores", **card())
    assert page.says("One scorecard is no result.")
    page = priya.sends(f"/providers/{firm}/scores", **(card() | {"mark_cover": "2"}))
    assert page.says("77 of 100") and page.says("They disagree")
    page = priya.sends(f"/providers/{firm}/scores", **card(holds="no"), note="They would keep the accounts.")
    assert page.says("Not acceptable as it stands") and page.says("They would keep the accounts.")


def test_a_harsh_card_needs_words_and_an_open_line_is_named(app, helen, northgate):
    with acting(app, "helen"):
        firm = studio(northgate).id
        db.session.commit()
    page = helen.sends(f"/providers/{firm}/scores", **card(mark="0"))
    assert page.status == 422 and 'id="note-error"' in page.html
    page = helen.opens(f"/providers/{firm}/scores").send(**(card() | {"mark_cost": ""}))
    assert page.status == 422 and 'id="mark_cost-error"' in page.html
    assert count(app, Scorecard) == 0


def test_meetings_have_a_rhythm_and_a_missed_one_shows(app, helen, northgate):
    with acting(app, "helen"):
        firm = studio(northgate, meets_every=14).id
        db.session.commit()
    path = f"/providers/{firm}/scores"
    page = helen.opens(path).send("We met", action="/meetings", on="2030-01-01", note="")
    assert page.status == 422 and page.says("That day has not come yet.")
    page = helen.opens(path).send("We met", action="/meetings", on="2026-01-05", note="Ola was there.")
    assert page.says("Ola was there.") and page.says("Overdue")


def test_the_signed_text_is_data_not_markup(app, helen, northgate):
    with acting(app, "helen"):
        decision = put(northgate, who="<script>alert(1)</script> [x](javascript:alert(1)) مرحبا 🙂").id
    page = helen.opens(f"/sourcing/{decision}")
    assert "<script>alert" not in page.html and 'href="javascript' not in page.html and page.says("مرحبا 🙂")


def test_a_consultant_elsewhere_finds_no_decision(app, visit, northgate):
    with acting(app, "helen"):
        decision = put(northgate).id
        assert member("mina").active
    assert visit("brook").opens(f"/sourcing/{decision}").status == 404
