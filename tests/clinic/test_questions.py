"""Questions: newcomers first, then whoever waits longest; answered by whoever knows, and written down for the next."""

from datetime import timedelta

import pytest

from tests.clinic.scenes import answers, asks
from tests.counting import statements
from tests.makers import acting, member
from tracker.clinic.board import answers_to, figures, unanswered
from tracker.clinic.models import Question, QuestionState
from tracker.clinic.posts import links_in
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped
from tracker.toolkit.models import Runbook
from tracker.training.models import Competency

FORM = {"title": "Who answers on Sunday?", "text": "I looked in **the rota**."}


def on_board(app, northgate, word=""):
    with acting(app, "helen"):
        return [row.question.title for row in unanswered(northgate.id, word).rows]


def test_first_questions_stand_first_then_the_longest_waiting(app, northgate):
    asks(app, northgate, "aisha", "Aisha's first")
    for number in range(3):
        asks(app, northgate, "aisha", f"Aisha's next, {number}")
    asks(app, northgate, "callum", "Callum's first")
    expected = ["Aisha's first", "Callum's first", *(f"Aisha's next, {number}" for number in range(3))]
    assert on_board(app, northgate) == expected


@pytest.mark.slow
def test_a_long_board_is_read_a_page_at_a_time_and_loses_nobody(app, northgate, monkeypatch):
    monkeypatch.setattr("tracker.clinic.board.ON_A_PAGE", 2)
    for key in ("aisha", "aisha", "callum", "aisha", "priya"):
        asks(app, northgate, key, f"By {key}")
    with acting(app, "helen"):
        seen, after = [], ""
        while True:
            board = unanswered(northgate.id, after=after)
            seen += [row.question.id for row in board.rows]
            if not (after := board.after):
                break
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.slow
def test_an_answer_by_somebody_else_ends_the_waiting(app, northgate, helen):
    id = asks(app, northgate, "aisha")
    answers(app, northgate, "aisha", id, "I meant the inbox.")
    assert on_board(app, northgate) == ["Who answers on Sunday?"]
    answers(app, northgate, "callum", id)
    assert on_board(app, northgate) == []
    assert helen.opens(f"{northgate.path}/clinic?show=answered").says("Who answers on Sunday?")


def test_how_long_a_question_has_waited(app, northgate):
    with clock.at(clock.now() - timedelta(days=4)):
        id = asks(app, northgate, "aisha")
    with acting(app, "helen"):
        assert northgate.one(Question, id).days_waiting == 4
        assert figures(northgate.id).oldest_days == 4


def test_the_share_of_newcomers(app, northgate):
    for key in ("aisha", "aisha", "callum"):
        asks(app, northgate, key)
    with clock.at(clock.now() - timedelta(days=100)):
        asks(app, northgate, "priya")
    with acting(app, "helen"):
        found = figures(northgate.id)
    assert (found.asked, found.by_new, found.new_share, found.waiting) == (3, 2, 66, 4)


def test_only_the_asker_says_what_helped_and_may_ask_again(app, northgate):
    id = asks(app, northgate, "aisha")
    first, second = (answers(app, northgate, key, id) for key in ("callum", "priya"))
    with acting(app, "callum") as callum:
        question = northgate.one(Question, id)
        with pytest.raises(Refused, match="Only whoever asked"):
            question.accept(answers_to(question)[0], by=callum)
    with acting(app, "aisha") as aisha:
        question = northgate.one(Question, id)
        for chosen in (first, second):
            question.accept(next(one for one in answers_to(question) if one.id == chosen), by=aisha)
        assert [one.id for one in answers_to(question)] == [second, first]
        assert question.state == QuestionState.SETTLED
        question.reopen(by=aisha)
        assert question.state == QuestionState.UNANSWERED
        with pytest.raises(Stale):
            question.reopen(by=aisha)


def test_who_has_shown_the_skill_is_marked_and_no_level_told(app, northgate):
    with acting(app, "marcus") as marcus:
        for key, level in (("callum", 3), ("priya", 2)):
            northgate.get(Competency, "reply").assess(
                member(key), level, by=marcus, method="observed", note="A day's inbox alone."
            )
        db.session.commit()
    id = asks(app, northgate, "aisha", about="reply")
    for key in ("callum", "priya", "marcus"):
        answers(app, northgate, key, id)
    with acting(app, "helen"):
        marked = {one.author.first_name: one.experienced for one in answers_to(northgate.one(Question, id))}
    assert marked == {"Callum": True, "Priya": False, "Marcus": False}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("none", 0), ("see https://a.example", 1), ("https://www.a.example", 1),
        ("www.a.example and http://b.example", 2), ("[x](https://a.example) [y](https://b.example)", 2),
        ("mailto:a@b.example", 1), ("HTTPS://A.EXAMPLE", 1),
    ],
)  # fmt: skip
def test_links_are_counted(text, count):
    assert links_in(text) == count


def test_a_second_link_is_refused_wherever_it_stands(app, northgate):
    with pytest.raises(Refused, match="one link"):
        asks(app, northgate, "aisha", "https://a.example?", text="https://b.example")
    id = asks(app, northgate, "aisha")
    with pytest.raises(Refused, match="one link"):
        answers(app, northgate, "callum", id, "https://a.example https://b.example")


@pytest.mark.slow
def test_aisha_asks_callum_answers_and_it_helps(app, northgate, aisha, callum):
    page = aisha.opens(f"{northgate.path}/clinic")
    assert page.says("Nobody is waiting") and page.says("at most one link in each")
    page = aisha.opens(f"{northgate.path}/clinic/ask").send(**FORM)
    assert page.says("First question") and "<strong>the rota</strong>" in page.html
    page = callum.opens(page.path).send(action="/answers", text="Priya, until June. <script>alert(1)</script>")
    assert page.says("Thank you.") and "<script>alert" not in page.html
    assert not any("/accept" in form.action for form in page.reader.forms)
    page = aisha.opens(page.path).send("This helped : the answer of Callum Reid", action="/accept")
    assert page.says("It helped")
    assert callum.opens(f"{northgate.path}/clinic?show=answered").says("Who answers on Sunday?")
    assert aisha.opens(page.path).send(action="/reopen").says("Waits for an answer")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": ""}, "Your question is missing."), ({"title": "x" * 201}, "At most 200"),
        ({"text": "https://a.example https://b.example"}, "At most one link in a post."),
        ({"activity": "00000000-0000-7000-8000-000000000000"}, "not a valid choice"),
    ],
)  # fmt: skip
def test_odd_input_is_refused_at_the_field_and_kept(northgate, aisha, fields, says):
    page = aisha.opens(f"{northgate.path}/clinic/ask").send(**FORM | fields)
    assert page.status == 422 and says.casefold() in page.text.casefold()
    assert page.form("text").values["text"] == (FORM | fields)["text"]


@pytest.mark.slow
@pytest.mark.every_engine
def test_an_answer_becomes_a_line_of_the_runbook_and_both_know_it(app, northgate, aisha, priya):
    id = asks(app, northgate, "aisha", about="reply")
    answers(app, northgate, "priya", id, "Ring before you write.")
    page = priya.opens(f"/questions/{id}/runbook")
    assert page.says("There is no runbook yet")
    page = page.send(line="Ring before you write.")
    assert page.says("In the runbook") and page.says("version 1")
    book = priya.opens(f"/activities/{northgate.activity('reply')}/runbook")
    assert book.says("Ring before you write.") and book.says("Who answers on Sunday?")


@pytest.mark.slow
def test_a_line_is_added_to_what_stands_and_never_over_a_newer_text(app, northgate, priya, callum):
    for title in ("One", "Two"):
        id = asks(app, northgate, "aisha", title, about="reply")
        answers(app, northgate, "priya", id)
        page = priya.opens(f"/questions/{id}/runbook")
        if title == "Two":
            callum.opens(f"/activities/{northgate.activity('reply')}/runbook/edit").send(text="Callum's way")
            page = page.send(line="Second line.")
            assert page.status == 409 and page.says("Callum's way")
            assert page.form("line").values["line"] == "Second line."
        page.send(line="Second line.")
    with acting(app, "helen"):
        runbook = db.session.scalars(scoped(Runbook)).one()
        assert runbook.text == "Callum's way\n\nSecond line." and runbook.version == 3


@pytest.mark.slow
def test_a_question_about_nothing_in_particular_asks_for_its_runbook(app, northgate, priya):
    id = asks(app, northgate, "aisha")
    page = priya.opens(f"/questions/{id}/runbook")
    assert page.says("Which runbook does it belong to?")
    chosen = next(link for link in page.links if str(northgate.activity("reply")) in link)
    assert priya.opens(chosen).send(line="A line.").says("In the runbook")


@pytest.mark.slow
def test_a_question_becomes_a_lesson_and_each_leads_to_the_other(app, northgate, priya):
    id = asks(app, northgate, "aisha")
    answers(app, northgate, "callum", id)
    page = priya.opens(f"/questions/{id}/lesson").send(learnt="The rota is out of date.", change="Mend it.")
    assert page.says("From the question Who answers on Sunday?")
    assert priya.opens(f"/questions/{id}").says("Lesson: Who answers on Sunday?")


@pytest.mark.slow
def test_a_word_is_found_in_title_and_text(app, northgate, aisha):
    asks(app, northgate, "aisha", "About the rota", text="100% of it")
    asks(app, northgate, "aisha", "About posts", text="Nothing")
    page = aisha.opens(f"{northgate.path}/clinic?q=ROTA")
    assert page.says("About the rota") and not page.says("About posts")
    assert aisha.opens(f"{northgate.path}/clinic?q=100%25").says("About the rota")
    assert aisha.opens(f"{northgate.path}/clinic?q=_").says("Nothing says “_”")


@pytest.mark.slow
@pytest.mark.every_engine
def test_sent_twice_it_is_asked_once(app, northgate, aisha):
    page = aisha.opens(f"{northgate.path}/clinic/ask")
    for _ in range(2):
        page.send(**FORM)
    assert on_board(app, northgate) == [FORM["title"]]


@pytest.mark.slow
def test_a_providers_people_and_strangers_find_no_clinic(app, northgate, visit):
    id = asks(app, northgate, "aisha")
    for key in ("brook", "dawn", "tessa", "wes"):
        assert visit(key).opens(f"{northgate.path}/clinic").status == 404
        assert visit(key).opens(f"/questions/{id}").status == 404


@pytest.mark.slow
@pytest.mark.every_engine
def test_the_board_costs_the_same_however_many_ask(app, northgate, helen):
    asks(app, northgate, "aisha", about="reply")
    with statements(app) as few:
        helen.opens(f"{northgate.path}/clinic")
    for key in ("aisha", "callum", "priya", "helen") * 3:
        answers(app, northgate, "marcus", asks(app, northgate, key, about="reply"))
        asks(app, northgate, key)
    with statements(app) as many:
        helen.opens(f"{northgate.path}/clinic")
    assert len(few) == len(many) <= 8
