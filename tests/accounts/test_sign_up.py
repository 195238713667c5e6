"""A consultant makes a workspace for her practice: by a letter to her address, and nothing is revealed by asking."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests import cast
from tests.counting import statements
from tests.pages import Visitor
from tracker.accounts.models import Role, SignUp, User
from tracker.accounts.workspaces import slug_from
from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import Workspace

NORA = {"name": "Nora Blythe", "email": "nora@blythe.example", "practice": "Blythe & Daughters"}


def how_many(app, model) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def test_nora_signs_up_and_leads_her_own_workspace(visitor, post_box):
    assert visitor.sends("//sign-up", **NORA).says("A letter is on its way to nora@blythe.example")
    letter = post_box.newest(NORA["email"])
    assert letter.subject == "Make your workspace Blythe & Daughters"
    assert visitor.opens(letter.path).says("The workspace Blythe & Daughters will be made")
    page = visitor.sends(letter.path)
    assert page.path.startswith("/w/blythe-daughters/")
    people = visitor.opens("//w/blythe-daughters/people")
    assert people.says("Nora Blythe You") and people.says("Lead consultant")


def test_nothing_is_made_before_the_letter_is_answered(app, visitor):
    workspaces, users = how_many(app, Workspace), how_many(app, User)
    visitor.sends("//sign-up", **NORA)
    assert (how_many(app, Workspace), how_many(app, User)) == (workspaces, users)


def test_the_link_makes_one_workspace_however_often_it_is_used(app, visitor, post_box):
    visitor.sends("//sign-up", **NORA)
    letter = post_box.newest(NORA["email"])
    before = how_many(app, Workspace)
    visitor.sends(letter.path)
    again = Visitor(app.test_client()).opens(letter.path)
    assert again.status == 410 and again.says("This link does not work any more")
    assert how_many(app, Workspace) == before + 1


def test_of_twenty_answers_at_once_one_makes_the_workspace(app, visitor, post_box, all_at_once):
    visitor.sends("//sign-up", **NORA)
    letter, before = post_box.newest(NORA["email"]), how_many(app, Workspace)
    answers = all_at_once(
        20,
        lambda stranger: (stranger, stranger.opens(letter.path).form(button="Make it").values),
        lambda ready: ready[0].post(letter.path, follow=False, **ready[1]).status,
    )
    assert sorted(answers) == [303] + [410] * 19
    assert how_many(app, Workspace) == before + 1


def test_the_link_is_dead_after_an_hour(visitor, post_box):
    visitor.sends("//sign-up", **NORA)
    letter = post_box.newest(NORA["email"])
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert visitor.opens(letter.path).status == 410


def test_asking_with_a_known_address_reads_and_works_the_same(app, post_box):
    def ask(email):
        stranger = Visitor(app.test_client())
        values = {**stranger.opens("//sign-up").form("email").values, **NORA, "email": email}
        with statements(app) as sent:
            answer = stranger.post("//sign-up", follow=False, **values)
        page = stranger.opens("//sign-up/sent").text.replace(email, "…")
        return answer.status, answer.response.headers["Location"], page, sent

    assert ask(cast.BY_KEY["helen"].email) == ask("nobody@nowhere.example")
    assert len(post_box.letters()) == 2


def test_a_person_who_has_an_account_gets_the_workspace_with_it(app, visitor, post_box):
    """Tessa leads Tidewater already; the name she types does not rename her."""
    users = how_many(app, User)
    tessa = cast.BY_KEY["tessa"]
    visitor.sends("//sign-up", **{**NORA, "email": tessa.email})
    visitor.sends(post_box.newest(tessa.email).path)
    page = visitor.opens("//workspaces")
    assert page.says("Blythe & Daughters") and page.says("Tidewater Advisers")
    assert how_many(app, User) == users
    assert visitor.opens("//w/blythe-daughters/people").says("Tessa Quinn You")


def test_somebody_signed_in_makes_another_workspace_at_once(tessa):
    assert tessa.opens("//sign-up").path == "/workspaces/new"
    page = tessa.sends("//workspaces/new", practice="Ebb & Flow")
    assert page.path.startswith("/w/ebb-flow/")
    assert tessa.opens("//w/ebb-flow/people").says("Tessa Quinn You")


def test_sending_the_form_of_a_new_workspace_twice_makes_one(app, tessa):
    before = how_many(app, Workspace)
    values = {**tessa.opens("//workspaces/new").form("practice").values, "practice": "Ebb & Flow"}
    places = [tessa.post("//workspaces/new", follow=False, **values).response.headers["Location"] for _ in range(2)]
    assert places == ["/w/ebb-flow/"] * 2
    assert how_many(app, Workspace) == before + 1


def test_the_second_practice_of_a_name_gets_an_address_of_its_own(visitor, tessa, post_box):
    page = tessa.sends("//workspaces/new", practice="Harbour & Lane")
    assert page.path.startswith("/w/harbour-lane/")
    second = tessa.sends("//workspaces/new", practice="Harbour  &  Lane")
    assert second.path.startswith("/w/harbour-lane-") and second.path != page.path


@pytest.mark.parametrize(("name", "slug"), [
    ("Harbour & Lane", "harbour-lane"), ("Ärzte für Zähne", "arzte-fur-zahne"), ("  --x--  ", "x"), ("42", "42"),
    ("موقع الاستشارات", "workspace"), ("🚢🚢🚢", "workspace"), ("a" * 120, "a" * 32), ("../../etc", "etc"),
    ("a" * 31 + " & b", "a" * 31), ("%2e%2e", "2e-2e"),
])  # fmt: skip
def test_addresses_of_workspaces_are_plain(name, slug):
    assert slug_from(name) == slug


@pytest.mark.parametrize("name", ["admin", "Sign-in", "API", "baton"])
def test_a_name_that_reads_like_a_part_of_ours_gets_an_ending(tessa, name):
    page = tessa.sends("//workspaces/new", practice=name)
    assert page.path.startswith(f"/w/{slug_from(name)}-")


@pytest.mark.every_engine
@pytest.mark.parametrize(
    "practice",
    ["Blythe 🚢", "مكتب بلايث", "بلايث & Co", "O'Neill \"quoted\" <b>bold</b> {{ 7*7 }}", "a" * 120],
)
def test_any_readable_name_is_kept_as_it_is(visitor, post_box, practice):
    visitor.sends("//sign-up", **{**NORA, "practice": practice})
    letter = post_box.newest(NORA["email"])
    assert practice in letter.subject and "<b>bold" not in letter.html
    page = visitor.sends(letter.path)
    assert page.path.startswith("/w/")
    assert visitor.opens("//workspaces").says(practice)


@pytest.mark.parametrize(("fields", "said"), [
    ({"name": ""}, "Your name is missing."), ({"practice": "   "}, "Your practice is missing."),
    ({"practice": "a" * 121}, "At most 120 characters."), ({"name": "\u200b\u200d"}, "needs a letter"),
    ({"name": "Win at https://evil.example"}, "cannot hold a web address"),
    ({"practice": "www.evil.example"}, "cannot hold a web address"),
    ({"email": "nora"}, "not an e-mail address"), ({"name": "\x00\x07"}, "Your name is missing."),
    ({"name": "..."}, "needs a letter"),
])  # fmt: skip
def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(app, visitor, fields, said):
    page = visitor.sends("//sign-up", **{**NORA, **fields})
    assert page.status == 422 and page.says(said)
    kept = page.form("practice").values
    assert all(kept[name] == value for name, value in NORA.items() if name not in fields)
    assert how_many(app, SignUp) == 0


def test_text_that_would_turn_the_line_around_is_cleaned_away(visitor, post_box):
    visitor.sends("//sign-up", **{**NORA, "practice": "Bly\u202ethe\x07\r\nBcc: x"})
    assert post_box.newest(NORA["email"]).subject == "Make your workspace Blythe Bcc: x"


def test_extra_fields_have_no_effect(visitor, post_box):
    values = visitor.opens("//sign-up").form("email").values
    visitor.post("//sign-up", **{**values, **NORA, "slug": "harbour", "role": "operator", "demo": "1", "user_id": "1"})
    page = visitor.sends(post_box.newest(NORA["email"]).path)
    assert page.path.startswith("/w/blythe-daughters/")
    assert visitor.opens("//w/blythe-daughters/people").says(Role.LEAD.label)


def test_a_stranger_cannot_make_a_workspace_directly(visitor):
    assert visitor.opens("//workspaces/new").path == "/sign-in"
