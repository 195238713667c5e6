"""The pages of check-ins, for each who opens them."""

import pytest

from tests.handover.after import after, answered, booked, check_in, handed_over, on, written
from tests.makers import acting, member
from tests.told_once import told_once
from tests.training.scenes import judge
from tracker.core.database import db
from tracker.engagements.models import EngagementState, PracticeAccess
from tracker.handover.check_in_booking import current
from tracker.handover.models import CheckInAnswer, Showing
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow


@told_once
def hand_over(app, northgate):
    """Aisha answers the first, Priya stands in, Helen the rest."""
    with acting(app, "helen") as helen:
        booked(northgate, answers="aisha", stand_in="priya")
        handed_over(northgate)
        assert helen.active


@pytest.fixture
def open_now(app, northgate):
    """Thirty days after the handover."""
    hand_over(app, northgate)
    with on(after(30)):
        yield northgate


def first(app, northgate):
    with acting(app, "helen"):
        return check_in(northgate).id


def answers(app):
    with acting(app, "helen"):
        return db.session.scalars(scoped(CheckInAnswer)).all()


def test_the_champion_books_who_answers_and_the_page_says_so(northgate, priya, helen):
    path = f"{northgate.path}/check-ins"
    page = priya.opens(path)
    assert page.says("Not booked") and page.says("Say now who answers")
    fields = {f"answers_{days}": str(priya.person.id) for days in (30, 60, 90, 180, 365)}
    page = priya.sends(f"{path}/book", **fields, stand_in_30=str(helen.person.id))
    assert page.says("Booked.") and page.says("Planned") and page.says("Helen Ames stands in")
    assert not page.says("Not booked")


@pytest.mark.every_engine
def test_a_booking_without_a_person_or_with_one_twice_is_refused_at_its_field(northgate, helen):
    path, me = f"{northgate.path}/check-ins/book", str(helen.person.id)
    page = helen.sends(path, answers_30=me, stand_in_30=me)
    assert page.status == 422 and page.says("Say who answers.")
    page = page.send(**{f"answers_{days}": me for days in (30, 60, 90, 180, 365)})
    assert page.status == 422 and page.says("Nobody stands in for herself")
    assert page.form("stand_in_30").values["stand_in_30"] == me


def test_it_is_answered_part_by_part_and_what_is_written_is_there_again(app, open_now, aisha, helen):
    id = first(app, open_now)
    page = aisha.opens(f"/check-ins/{id}")
    assert page.says("Due today") and page.says("What are we doing, in your own words?")
    page = aisha.sends(f"/check-ins/{id}/answer/words", answer_0="We answer people who look for work.")
    assert page.says("Who does it now") and page.says("Kept.")
    assert aisha.opens(f"/check-ins/{id}").says("Go on with it")
    assert aisha.opens(f"/check-ins/{id}/answer/words").says("We answer people who look for work.")
    page = aisha.opens(f"/check-ins/{id}/send")
    assert page.says("Not everything is answered yet")
    page = page.send("Send it")
    assert page.status == 422 and answers(app) == []


@pytest.mark.every_engine
def test_sending_says_what_will_move_and_moves_it_once(app, open_now, helen):
    id = first(app, open_now)
    with acting(app, "helen"), on(after(30)):
        written(check_in(open_now), "helen", fallen={"reply": 2})
        db.session.commit()
    page = helen.opens(f"/check-ins/{id}/send")
    assert page.says("Reply and serve customers goes from rung 4 to 2")
    form = page.form(button="Send it")
    first_answer, second = (helen.post(f"/check-ins/{id}/send", **form.values) for _ in range(2))
    assert first_answer.says("Helen Ames answered") and second.says("Helen Ames answered")
    assert len(answers(app)) == 1
    assert first_answer.says("from rung 4 to 2") and first_answer.says("Move it back up")
    page = helen.opens(f"{open_now.path}/check-ins")
    assert page.says("1 fell back") and page.says("reopen a gate") and page.says("5 of 6")
    with acting(app, "helen"):
        assert open_now.get(Activity, "reply").rung == 2


def test_one_activity_may_be_said_and_the_rest_left_for_later(app, open_now, aisha):
    id, rung = first(app, open_now), f"rung_{open_now.activity('reply')}"
    page = aisha.sends(f"/check-ins/{id}/answer/who", **{rung: "2"})
    assert page.says("Help and surprises")
    page = aisha.opens(f"/check-ins/{id}/answer/who")
    assert page.form(rung).values[rung] == "2"
    assert aisha.opens(f"/check-ins/{id}/send").says("What happened with Reply and serve customers?")


@pytest.mark.every_engine
def test_two_who_write_in_one_part_see_both_texts(app, open_now, aisha, priya):
    path = f"/check-ins/{first(app, open_now)}/answer/calls"
    mine, hers = aisha.opens(path), priya.opens(path)
    mine.send(called="We rang Mina once.")
    page = hers.send(called="Nobody at all.")
    assert page.status == 409
    assert page.says("We rang Mina once.") and page.says("Nobody at all.")
    assert page.send(called="We rang Mina once, else nobody.").status == 200
    assert aisha.opens(path).says("We rang Mina once, else nobody.")


@pytest.mark.every_engine
def test_two_who_send_at_once_send_one(app, open_now, aisha, priya):
    id = first(app, open_now)
    with acting(app, "helen"), on(after(30)):
        written(check_in(open_now), "helen")
        db.session.commit()
    pages = [person.opens(f"/check-ins/{id}/send") for person in (aisha, priya)]
    assert pages[0].send("Send it").says("Aisha Khan answered")
    page = pages[1].send("Send it")
    assert page.status == 409 and page.says("What was sent stands")
    assert len(answers(app)) == 1


def test_what_somebody_writes_while_another_sends_is_not_lost(app, open_now, aisha, priya):
    id = first(app, open_now)
    with acting(app, "helen"), on(after(30)):
        written(check_in(open_now), "helen")
        db.session.commit()
    late = aisha.opens(f"/check-ins/{id}/answer/calls")
    priya.opens(f"/check-ins/{id}/send").send("Send it")
    page = late.send(called="We rang Mina once, about the calendar.")
    assert page.status == 409 and page.says("What was sent stands")
    assert page.form("called").values["called"] == "We rang Mina once, about the calendar."
    # The letter's link still leads there, to what was sent.
    assert aisha.opens(f"/check-ins/{id}/answer/calls").says("Priya Shah answered")


def test_a_link_that_is_followed_when_all_is_over_reads_and_a_stranger_signs_in(app, open_now, aisha, visitor):
    id = first(app, open_now)
    late = aisha.opens(f"/check-ins/{id}/answer/calls")
    with acting(app, "helen"):
        open_now.engagement.state = EngagementState.CLOSED
        db.session.commit()
    page = late.send(called="We rang Mina once, about the calendar.")
    assert page.status == 422 and page.says("as long as the engagement is not closed")
    assert page.form("called").values["called"] == "We rang Mina once, about the calendar."
    assert answers(app) == []
    stranger = visitor.opens(f"//w/harbour/check-ins/{id}")
    assert stranger.path == "/sign-in" and not stranger.says("We rang Mina")


def test_who_may_answer_and_who_only_reads(app, open_now, visit):
    id = first(app, open_now)
    for key, opens, answers_it in (
        ("helen", 200, 200), ("priya", 200, 200), ("aisha", 200, 200), ("callum", 200, 403), ("marcus", 200, 403),
        ("mina", 200, 403), ("brook", 404, 404), ("dawn", 404, 404), ("tessa", 404, 404),
    ):  # fmt: skip
        visitor = visit(key)
        assert visitor.opens(f"/check-ins/{id}").status == opens, key
        assert visitor.opens(f"/check-ins/{id}/answer/words").status == answers_it, key
    assert not visit("marcus").opens(f"/check-ins/{id}").says("Answer it")


def test_a_practice_whose_access_has_ended_knows_of_nothing(app, open_now, marcus, helen):
    id = first(app, open_now)
    with acting(app, "helen"):
        open_now.engagement.practice_access = PracticeAccess.NONE
        db.session.commit()
    assert marcus.opens(f"/check-ins/{id}").status == 404
    assert marcus.opens(f"{open_now.path}/check-ins").status == 404
    assert helen.opens(f"/check-ins/{id}").status == 200


def test_before_it_opens_it_says_when(app, open_now, helen):
    with acting(app, "helen"):
        later = next(one.id for one in current(open_now.id) if one.days == 60)
    page = helen.opens(f"/check-ins/{later}")
    assert page.says("Scheduled") and page.says("opens 23 April")
    assert helen.opens(f"/check-ins/{later}/answer/words").path.endswith(f"/check-ins/{later}")


def test_an_unknown_part_is_not_there_and_a_bad_link_is_refused_at_its_field(app, open_now, helen):
    id = first(app, open_now)
    assert helen.opens(f"/check-ins/{id}/answer/weather").status == 404
    page = helen.sends(f"/check-ins/{id}/answer/calls", called="Nobody.", link="javascript:alert(1)")
    assert page.status == 422 and page.says("A link starts with https://") and page.says("Nobody.")


def test_before_it_is_sent_it_says_who_shows_what_to_whom(app, open_now, aisha):
    id, skill = first(app, open_now), str(open_now.competency("reply"))
    with acting(app, "helen"):
        shows, watches = str(member("aisha").id), str(member("priya").id)
    page = aisha.opens(f"/check-ins/{id}/answer/show")
    assert not page.says("You may leave it out")
    page.send(person=shows, competency=skill, witness=watches, what="Three replies.")
    page = aisha.opens(f"/check-ins/{id}/send")
    assert page.says("Aisha Khan shows") and page.says("Priya Shah watches") and page.says("Three replies.")
    page = aisha.opens(f"/check-ins/{id}/answer/show")
    page.send(person="", competency="", witness="", what="", not_shown="No time.")
    page = aisha.opens(f"/check-ins/{id}/send")
    assert page.says("Nothing is shown this time") and page.says("No time.")


def test_the_witness_says_what_she_saw_on_her_phone(app, open_now, priya, callum):
    judge(app, open_now, "priya", 3, "reply")
    with acting(app, "helen"), on(after(30)):
        show = {"person": str(member("aisha").id), "witness": str(member("priya").id),
                "competency": str(open_now.competency("reply")), "what": "Three replies."}  # fmt: skip
        answered(open_now, show=show)
        id = db.session.scalars(scoped(Showing)).one().id
    assert priya.opens("/inbox").says("waits for your word on")
    assert not callum.opens(f"/showings/{id}").says("I saw it")
    page = priya.opens(f"/showings/{id}").send("I saw it", level="", note="")
    assert page.status == 422 and page.says("Choose a level.")
    page = page.send("I saw it", level="3", note="All three were kind and quick.")
    assert page.says("Witnessed")


def test_the_owner_closes_it_in_own_words(open_now, helen, priya):
    path = f"{open_now.path}/closing"
    assert priya.opens(path).status == 403
    page = helen.sends(path, words="Bye")
    assert page.status == 422 and page.says("Say it in your own words")
    page = page.send(words="We ran it for a month and will go on.")
    assert page.says("The engagement is closed.") and page.says("Not asked any more")
    assert not page.says("Answer it")


def test_whose_turn_it_is_finds_it_on_her_checklist_and_the_owner_on_her_page(open_now, aisha, callum, helen):
    assert aisha.opens("/checklist").says("Check-in after 30 days")
    assert not callum.opens("/checklist").says("Check-in after 30 days")
    page = helen.opens(f"{open_now.path}/overview")
    assert page.says("Check-in after 30 days: due today") and page.says("Aisha Khan")
