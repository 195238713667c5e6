"""A row for every sign-in: listed, ended, and dead in every copy of its cookie."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import cast
from tests.accounts.conftest import PASSWORD
from tests.pages import Visitor
from tracker.accounts.devices import device_words
from tracker.accounts.models import LoginSession
from tracker.core import clock
from tracker.core.database import db

HELEN = cast.BY_KEY["helen"].email
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19.0 Mobile Safari/604.1"


def sign_in(app, password, agent=FIREFOX, address="192.0.2.7") -> Visitor:
    visitor = Visitor(app.test_client())
    values = visitor.opens("//sign-in/password").form("password").values
    visitor.client.post(
        "/sign-in/password", data={**values, "email": HELEN, "password": password},
        headers={"User-Agent": agent}, environ_base={"REMOTE_ADDR": address},
    )  # fmt: skip
    return visitor


def cookie_of(visitor: Visitor) -> str:
    return visitor.client.get_cookie("baton").value


def test_helen_sees_where_she_is_signed_in(app, with_password):
    password = with_password("helen")
    desk = sign_in(app, password)
    sign_in(app, password, SAFARI, "192.0.2.99")
    page = desk.opens("//account/sessions")
    assert page.says("Firefox on Windows This one") and page.says("Safari on an iPhone")
    assert page.says("192.0.2.7") and page.says("192.0.2.99") and page.says("Just now")


def test_ending_one_ends_it_and_no_other(app, with_password):
    password = with_password("helen")
    desk, phone = sign_in(app, password), sign_in(app, password, SAFARI)
    page = desk.opens("//account/sessions").send("End Safari on an iPhone")
    assert page.says("That sign-in was ended.") and not page.says("iPhone")
    assert phone.opens("//account").path == "/sign-in"
    assert desk.opens("//account").path == "/account"


def test_ending_all_others_leaves_this_one(app, with_password):
    password = with_password("helen")
    desk, *others = [sign_in(app, password) for _ in range(4)]
    assert desk.opens("//account/sessions").send("End all others").says("You are signed in only here now.")
    assert [other.opens("//account").path for other in others] == ["/sign-in"] * 3
    assert not desk.opens("//account/sessions").says("End all others")


def test_nobody_ends_the_sign_in_of_another(app, helen, priya):
    with app.app_context():
        hers = db.session.scalar(
            select(LoginSession.id).where(LoginSession.user_id == cast.BY_KEY["helen"].user_id)
        )  # fmt: skip
    values = priya.opens("//account").form("name").values
    foreign = priya.post(f"//account/sessions/{hers}/end", csrf_token=values["csrf_token"])
    never = priya.post(f"//account/sessions/{cast.fixed('never')}/end", csrf_token=values["csrf_token"])
    assert foreign.status == never.status == 404 and foreign.text == never.text
    assert helen.opens("//account").path == "/account"


def test_a_copied_cookie_is_dead_after_sign_out(app, with_password):
    helen = sign_in(app, with_password("helen"))
    copied = cookie_of(helen)
    page = helen.opens("//account").send("Sign out")
    assert page.path == "/sign-in" and page.says("You are signed out.")
    thief = Visitor(app.test_client())
    thief.client.set_cookie("baton", copied)
    assert thief.opens("//account").path == "/sign-in"


def test_a_cookie_planted_before_signing_in_is_worth_nothing(app, with_password):
    """Session fixation: the attacker's cookie does not become Helen's session."""
    password = with_password("helen")
    attacker, victim = Visitor(app.test_client()), Visitor(app.test_client())
    attacker.opens("//sign-in/password")
    planted = cookie_of(attacker)
    victim.client.set_cookie("baton", planted)
    values = {**victim.opens("//sign-in/password").form("password").values, "email": HELEN, "password": password}
    assert victim.post("//sign-in/password", **values).path.startswith("/w/harbour/")
    assert cookie_of(victim) != planted
    assert attacker.opens("//account").path == "/sign-in"


def test_what_a_planted_cookie_knew_of_forms_is_worth_nothing_either(app, visitor, with_password):
    with_password("helen")
    visitor.opens("//sign-in/password")
    with visitor.client.session_transaction() as session:
        planted = session["csrf_token"]
    visitor.sends("//sign-in/password", email=HELEN, password=PASSWORD)
    visitor.opens("//account")
    with visitor.client.session_transaction() as session:
        assert session["csrf_token"] != planted


@pytest.mark.parametrize(("away", "in_"), [(timedelta(days=13), True), (timedelta(days=14, minutes=1), False)])
def test_a_session_that_rests_for_two_weeks_is_over(app, with_password, away, in_):
    helen = sign_in(app, with_password("helen"))
    with clock.at(clock.now() + away):
        assert (helen.opens("//account").path == "/account") is in_


def test_no_session_lasts_beyond_sixty_days_however_busy(app, with_password):
    helen, began = sign_in(app, with_password("helen")), clock.now()
    for day in range(10, 60, 10):
        with clock.at(began + timedelta(days=day)):
            assert helen.opens("//account").path == "/account"
    with clock.at(began + timedelta(days=60, minutes=1)):
        assert helen.opens("//account").path == "/sign-in"


def test_a_page_that_reads_notes_presence_at_most_every_five_minutes(app, with_password):
    helen, began = sign_in(app, with_password("helen")), clock.now()

    def seen():
        with app.app_context():
            return db.session.scalars(select(LoginSession.seen_at)).one()

    first = seen()
    with clock.at(began + timedelta(minutes=4)):
        helen.opens("//account")
    assert seen() == first
    with clock.at(later := began + timedelta(minutes=6)):
        helen.opens("//account")
    assert seen() == later


HER_ID = cast.fixed("user helen")


@pytest.mark.parametrize("mark", ["", "x", "not-an-id:token", f"{HER_ID}:", f"{HER_ID}:x"])
def test_a_forged_mark_in_a_sound_cookie_is_nobody(app, mark):
    visitor = Visitor(app.test_client())
    with visitor.client.session_transaction() as session:
        session["_user_id"] = mark
    assert visitor.opens("//account").path == "/sign-in"


def test_the_cookie_over_http_and_under_https(app, another_process, with_password):
    password, secure = with_password("helen"), another_process(base_url="https://baton.example")

    def cookies(app, base):
        client = app.test_client()
        page = Visitor(client).opens("//sign-in/password", base_url=base)
        answer = client.post("/sign-in/password", base_url=base, headers={"Referer": f"{base}/sign-in/password"},
                             data={**page.form("password").values, "email": HELEN, "password": password})  # fmt: skip
        return answer.headers.getlist("Set-Cookie")[-1], answer

    plain, _ = cookies(app, "http://localhost")
    assert plain.startswith("baton=") and "HttpOnly" in plain and "SameSite=Lax" in plain and "Secure" not in plain
    kept, answer = cookies(secure, "https://baton.example")
    assert kept.startswith("__Host-baton=") and "Secure" in kept and "HttpOnly" in kept and "SameSite=Lax" in kept
    assert "Path=/" in kept and "Domain" not in kept
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_pages_of_the_account_are_not_cached(helen):
    for path in ("//account", "//account/sessions", "//sign-up"):
        assert helen.opens(path).response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("agent", "words"), [
    (FIREFOX, "Firefox on Windows"), (SAFARI, "Safari on an iPhone"), ("", "A browser"), ("curl/8.0", "A browser"),
    ("Mozilla/5.0 (Macintosh) AppleWebKit/537 Chrome/142 Safari/537 Edg/142", "Edge on a Mac"),
    ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537 Chrome/142 Mobile Safari/537", "Chrome on Android"),
    ("<script>alert(1)</script>", "A browser"),
])  # fmt: skip
def test_browsers_are_named_as_their_owners_know_them(agent, words):
    assert device_words(agent) == words
