"""Signing in by a link in a letter: no password, one use, ten minutes, and nothing revealed to a stranger."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests import cast
from tests.counting import statements
from tests.pages import Visitor
from tracker.accounts.models import LoginSession, SignInLink
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.outbox import Letter

HELEN = cast.BY_KEY["helen"].email


def test_helen_asks_for_a_link_opens_it_and_is_home(visitor, post_box):
    page = visitor.sends("//sign-in", email=HELEN)
    assert page.says("Look into your mail") and page.says(HELEN)
    letter = post_box.newest(HELEN)
    assert letter.subject == "Your link to sign in"
    assert visitor.opens(letter.path).says(f"You will be signed in as {HELEN}")
    page = visitor.sends(letter.path)
    assert page.path.startswith("/w/harbour/")
    assert visitor.opens("//account").says("Your account")


def test_text_and_html_of_a_letter_hold_the_same_link_to_the_configured_address(visitor, post_box):
    visitor.sends("//sign-in", email=HELEN)
    letter = post_box.newest(HELEN)
    assert letter.link.startswith("http://localhost/sign-in/")
    assert letter.link in letter.html
    assert f"Open this address to sign in:\n{letter.link}\n" in letter.text
    assert "\n--\nIf it was not you, do nothing: without this letter nobody gets in.\nBaton\n" in letter.text


def test_a_claimed_host_never_reaches_a_letter(visitor, post_box):
    page = visitor.opens("//sign-in")
    form = page.form("email")
    visitor.post("//sign-in", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
                 **{**form.values, "email": HELEN})  # fmt: skip
    assert all("evil" not in letter.text + letter.html for letter in post_box.letters())


def test_opening_a_link_does_not_spend_it(visitor, post_box):
    visitor.sends("//sign-in", email=HELEN)
    letter = post_box.newest(HELEN)
    for _ in range(3):  # a mail scanner, a preview, and Helen
        assert visitor.opens(letter.path).says("You will be signed in as")
    assert visitor.client.head(letter.path[1:]).status_code == 200
    assert visitor.sends(letter.path).path.startswith("/w/harbour/")


def test_a_link_works_once(app, visitor, post_box):
    visitor.sends("//sign-in", email=HELEN)
    letter = post_box.newest(HELEN)
    visitor.sends(letter.path)
    second = Visitor(app.test_client())
    page = second.opens(letter.path)
    assert page.status == 410 and page.says("This link does not work any more")
    assert second.opens("//account").path == "/sign-in"


def test_of_twenty_uses_at_once_one_succeeds(visitor, post_box, all_at_once, app):
    visitor.sends("//sign-in", email=HELEN)
    letter = post_box.newest(HELEN)

    def prepare(stranger):
        form = stranger.opens(letter.path).form(button="Sign in")
        return stranger, form.values

    answers = all_at_once(20, prepare, lambda ready: ready[0].post(letter.path, follow=False, **ready[1]).status)
    assert sorted(answers) == [303] + [410] * 19
    with app.app_context():
        started = select(func.count()).where(LoginSession.user_id == cast.BY_KEY["helen"].user_id)
        assert db.session.scalar(started) == 1


def test_a_link_is_dead_after_ten_minutes_and_stays_dead_when_the_clock_goes_back(visitor, post_box):
    visitor.sends("//sign-in", email=HELEN)
    letter = post_box.newest(HELEN)
    with clock.at(clock.now() + timedelta(minutes=9, seconds=50)):
        assert visitor.opens(letter.path).status == 200
    with clock.at(clock.now() + timedelta(minutes=10, seconds=5)):
        assert visitor.opens(letter.path).status == 410
    visitor.sends(letter.path)
    with clock.at(clock.now() - timedelta(hours=2)):
        assert visitor.opens(letter.path).status == 410


def test_the_ten_minutes_begin_when_the_letter_is_sent(visitor, post_box):
    visitor.sends("//sign-in", email=HELEN)
    with clock.at(clock.now() + timedelta(hours=3)):  # the mail server was down for a while
        letter = post_box.newest(HELEN)
        assert visitor.opens(letter.path).status == 200


def test_no_row_ever_holds_the_token(app, visitor, post_box):
    visitor.sends("//sign-in", email=HELEN)
    token = post_box.newest(HELEN).link.rsplit("/", 1)[1]
    assert len(token) >= 22  # 128 bits and more
    with app.app_context():
        rows = [*db.session.scalars(select(SignInLink)), *db.session.scalars(select(Letter))]
        assert rows and all(token not in str(vars(row)) for row in rows)


def test_an_unknown_address_gets_the_same_answer_and_no_letter(app, post_box):
    def ask(email):
        stranger = Visitor(app.test_client())
        form = stranger.opens("//sign-in").form("email")
        sent = stranger.post("//sign-in", follow=False, **{**form.values, "email": email})
        return sent.status, sent.response.headers["Location"], stranger.opens("//sign-in/sent").text.replace(email, "…")

    assert ask(HELEN) == ask("nobody@nowhere.example")
    assert [letter.to for letter in post_box.letters()] == [HELEN]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SignInLink)) == 2
        assert db.session.scalar(select(func.count()).select_from(Letter)) == 2


def test_asking_is_the_same_work_whether_the_address_is_known(app):
    def work(email):
        stranger = Visitor(app.test_client())
        form = stranger.opens("//sign-in").form("email")
        with statements(app) as sent:
            stranger.post("//sign-in", follow=False, **{**form.values, "email": email})
        return sent

    assert work(HELEN) == work("nobody@nowhere.example")


@pytest.mark.parametrize("wanted", ["/w/harbour/checklist", "/w/harbour/people?after=1", "/account/sessions"])
def test_the_link_leads_to_what_was_wanted(visitor, post_box, wanted):
    page = visitor.opens(f"/{wanted}", follow=True)
    assert page.path == "/sign-in"
    page.send(email=HELEN)
    response = visitor.post(
        (path := post_box.newest(HELEN).path), follow=False, **visitor.opens(path).form(button="Sign in").values
    ).response
    assert response.headers["Location"] == wanted


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "evil",
     "javascript:alert(1)", "/%0d%0aSet-Cookie:x=1\r\n", "http:/evil.example", "/" + "a" * 600, "///evil.example"],
)  # fmt: skip
def test_next_never_leads_elsewhere(visitor, post_box, wanted):
    page = visitor.opens("//sign-in", query_string={"next": wanted})
    page.visitor.post("//sign-in", **{**page.form("email").values, "email": HELEN})
    path = post_box.newest(HELEN).path
    response = visitor.post(path, follow=False, **visitor.opens(path).form(button="Sign in").values).response
    assert response.headers["Location"] == "/"
    signed_in = visitor.opens("//sign-in", query_string={"next": wanted}, follow=False)
    assert signed_in.response.headers["Location"] == "/"


@pytest.mark.parametrize(
    "typed", ["", "   ", "helen", "helen@", "@northgate.example", "helen@northgate", "a b@c.example", "😀@c.example",
              "helen@northgate.example\r\nBcc: all@northgate.example", "x" * 250 + "@northgate.example",
              "\x00@c.example", "\u202ehelen@northgate.example", "<script>@c.example"],
)  # fmt: skip
def test_what_is_no_address_is_said_at_the_field(visitor, post_box, typed):
    page = visitor.sends("//sign-in", email=typed)
    assert page.status == 422
    assert any(page.says(words) for words in ("address is missing.", "not an e-mail address", "At most 254 characters"))
    assert post_box.letters() == []


@pytest.mark.parametrize("typed", ["HELEN@NORTHGATE.EXAMPLE", "  helen@northgate.example  ", "Helen@Northgate.Example"])
def test_an_address_is_known_however_it_is_typed(visitor, post_box, typed):
    visitor.sends("//sign-in", email=typed)
    assert post_box.newest(HELEN).subject == "Your link to sign in"


def test_sending_the_form_twice_sends_one_letter(visitor, post_box):
    values = {**visitor.opens("//sign-in").form("email").values, "email": HELEN}
    for _ in range(2):
        assert visitor.post("//sign-in", follow=False, **values).status == 303
    assert len(post_box.letters(HELEN)) == 1


def test_somebody_else_may_sign_in_over_a_session_and_the_old_one_ends(priya, visitor, post_box, app):
    visitor.sends("//sign-in", email=HELEN)
    path = post_box.newest(HELEN).path
    page = priya.opens(path)
    assert page.says("and signed out as Priya Shah")
    priya.sends(path)
    assert priya.opens("//account").says(HELEN)
    with app.app_context(), entered(Context()):
        old = select(LoginSession).where(LoginSession.user_id == cast.BY_KEY["priya"].user_id)
        assert all(row.ended_at is not None for row in db.session.scalars(old))
