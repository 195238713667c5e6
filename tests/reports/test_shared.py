"""Summaries shared by a link: who shares them, what a stranger reads, and how they end."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from tests.makers import acting
from tests.pages import Visitor
from tests.reports.scenes import sent
from tracker.core import clock
from tracker.core.database import db
from tracker.reports.links import lock_anew, revoke, share
from tracker.reports.models import SummaryLink
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow
PASSWORD = "lantern orbit cabbage quietly"
OTHER = "pebble gravity tuesday marmalade"


def shared(app, northgate, by="mina", days=30, label="Board"):
    """The path of a link, as a stranger's browser asks for it."""
    with acting(app, by) as me:
        _, token = share(northgate.engagement, label, days, PASSWORD, by=me)
        db.session.commit()
    return f"//w/harbour/summary/{token}"


def link(app):
    with acting(app, "mina"):
        row = db.session.scalars(scoped(SummaryLink)).one()
        db.session.expunge(row)
        return row


def opened(visitor, path, password=PASSWORD):
    return visitor.opens(path).send(password=password)


@pytest.fixture
def stranger(app):
    return Visitor(app.test_client())


def test_mina_shares_a_summary_and_a_stranger_reads_it(app, northgate, mina, stranger):
    sent(app, northgate, "helen", done="The replies are **yours** now.")
    page = mina.opens(f"{northgate.path}/shared/new").send(label="Board", days="30", password=PASSWORD)
    address = re.search(r"<code>([^<]+)</code>", page.html)[1]
    assert not mina.opens(f"{northgate.path}/shared").says("/summary/")  # shown once
    path = "/" + urlsplit(address).path
    locked = stranger.opens(path)
    assert locked.says("A summary is shared with you") and not locked.says("Northgate")
    page = locked.send(password=PASSWORD)
    for words in ("How Northgate Recruitment stands", "The replies are yours now.", "Owns the strategy", "Dependent",
                  "The planned handover is", "The next gate is Strategy", "Evidence is in hand"):  # fmt: skip
        assert page.says(words), words
    for words in ("Mina", "Helen", "Priya", "Aisha"):
        assert not page.says(words), words
    assert not any(href.startswith("/") for href in page.links)
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.response.headers["X-Robots-Tag"] and 'name="robots"' in page.html
    assert 'content="no-referrer"' in page.html and 'content="same-origin"' not in page.html
    assert mina.opens(f"{northgate.path}/shared").says("Once")


def test_it_leaves_one_cookie_and_only_at_its_own_address(app, northgate, stranger):
    path = shared(app, northgate)
    first = stranger.client.get(path[1:])
    assert first.headers.getlist("Set-Cookie") == []
    wrong = stranger.client.post(path[1:], data={"password": "not the right words at all"})
    assert wrong.status_code == 422 and wrong.headers.getlist("Set-Cookie") == []
    right = stranger.client.post(path[1:], data={"password": PASSWORD})
    cookie, = right.headers.getlist("Set-Cookie")
    for part in (f"Path={path[1:]}", "HttpOnly", "SameSite=Lax", "Max-Age=3600"):
        assert part in cookie
    assert stranger.client.get(path[1:]).headers.getlist("Set-Cookie") == []


def test_what_leads_nowhere_looks_the_same_whatever_it_was(app, northgate, stranger):
    revoked = shared(app, northgate)
    with acting(app, "mina") as mina:
        revoke(db.session.scalars(scoped(SummaryLink)).one(), by=mina)
        db.session.commit()
    with clock.at(clock.now() - timedelta(days=3)):
        expired = shared(app, northgate, days=2)
    elsewhere = shared(app, northgate).replace("/harbour/", "/tidewater/")
    nowhere = elsewhere.replace("/tidewater/", "/no-such-practice/")
    unknown = "//w/harbour/summary/never-was"
    for method in ("get", "post"):
        answers = {
            (answer.status_code, answer.get_data(), tuple(answer.headers.getlist("Set-Cookie")))
            for path in (unknown, revoked, expired, elsewhere, nowhere)
            for answer in [getattr(stranger.client, method)(path[1:])]
        }
        assert len(answers) == 1 and next(iter(answers))[0] == 404
        assert next(iter(answers))[2] == ()


def test_another_password_or_the_end_of_the_link_ends_a_visit_at_once(app, northgate, stranger):
    path = shared(app, northgate)
    assert opened(stranger, path).says("How Northgate")
    with acting(app, "marcus") as marcus:
        lock_anew(db.session.scalars(scoped(SummaryLink)).one(), OTHER, by=marcus)
        db.session.commit()
    page = stranger.opens(path)
    assert page.says("Give the password")
    assert page.send(password=PASSWORD).status == 422
    assert page.send(password=OTHER).says("How Northgate")
    with acting(app, "helen") as helen:
        revoke(db.session.scalars(scoped(SummaryLink)).one(), by=helen)
        db.session.commit()
    assert stranger.opens(path).status == 404
    assert link(app).opens == 2


def test_a_visit_lasts_an_hour_and_a_cookie_opens_nothing_else(app, northgate, stranger):
    path, other = shared(app, northgate), shared(app, northgate, label="Bank")
    opened(stranger, path)
    value = stranger.client.get_cookie("baton-summary", path=path[1:]).value
    later = Visitor(app.test_client())
    later.client.set_cookie("baton-summary", value, path=other[1:])
    assert later.opens(other).says("Give the password")
    later.client.set_cookie("baton-summary", value + "x", path=path[1:])
    assert later.opens(path).says("Give the password")
    with clock.at(clock.now() + timedelta(minutes=59)):
        assert stranger.opens(path).says("How Northgate")
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert stranger.opens(path).says("Give the password")


def test_guessing_is_slowed_down_as_at_signing_in(app, northgate, stranger):
    path = shared(app, northgate)
    for _ in range(10):
        assert stranger.client.post(path[1:], data={"password": "not the right words at all"}).status_code == 422
    for headers in ({}, {"X-Forwarded-For": "203.0.113.7"}):
        answer = stranger.client.post(path[1:], data={"password": PASSWORD}, headers=headers)
        assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
        assert answer.headers.getlist("Set-Cookie") == []
    elsewhere = app.test_client()
    answer = elsewhere.post(path[1:], data={"password": PASSWORD}, environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert answer.status_code == 429  # another address does not help: the link itself is counted
    assert link(app).opens == 0


def test_whoever_is_signed_in_is_a_stranger_there_too(app, northgate, dawn, helen):
    path = shared(app, northgate)
    assert dawn.opens(path).says("Give the password")
    page = opened(helen, path)
    assert page.says("How Northgate") and "Helen" not in page.text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"password": "short"}, "A password has 15 to 128 characters"),
        ({"password": "northgate recruitment"}, "among the first passwords to be guessed"),
        ({"password": ""}, "Password is missing."),
        ({"days": "181"}, "From 1 to 180 days."),
        ({"days": "0"}, "From 1 to 180 days."),
        ({"days": "soon"}, "Not a valid integer value."),
        ({"label": ""}, "For whom is missing."),
    ],
)
def test_odd_input_is_refused_at_the_field(app, northgate, helen, fields, says):
    page = helen.opens(f"{northgate.path}/shared/new").send(**{"label": "Board", "password": PASSWORD, **fields})
    assert page.status == 422 and page.says(says) and PASSWORD not in page.html
    with acting(app, "helen"):
        assert not list(db.session.scalars(scoped(SummaryLink)))


@pytest.mark.every_engine
def test_sent_twice_one_link_is_shared(app, northgate, helen):
    page = helen.opens(f"{northgate.path}/shared/new")
    assert page.form("days").values["days"] == "30"
    for _ in range(2):
        page.send(label="Board", password=PASSWORD)
    assert link(app).label == "Board"
    kept = str(link(app).__dict__)
    assert PASSWORD not in kept and "argon2id" in kept


def test_the_list_says_how_each_stands_and_ends_them(app, northgate, mina, priya, aisha):
    shared(app, northgate)
    page = mina.opens(f"{northgate.path}/shared")
    assert page.says("Board") and page.says("Never") and page.says("by Mina Okafor")
    assert not priya.opens(f"{northgate.path}/shared").says("Revoke")
    assert priya.opens(f"{northgate.path}/shared/new").status == 403
    assert aisha.opens(f"{northgate.path}/shared").status == 403
    again = mina.opens(f"{northgate.path}/shared")
    assert page.send(action="/revoke").says("Revoked. The link leads nowhere")
    late = again.send(action="/revoke")
    assert late.status == 409 and late.says("This link is revoked already.")


@pytest.mark.every_engine
def test_too_many_links_at_once_are_refused(app, northgate, helen):
    with acting(app, "helen") as me:
        for number in range(20):
            row, _ = share(northgate.engagement, f"No. {number}", 1, PASSWORD, by=me)
        db.session.commit()
    page = helen.opens(f"{northgate.path}/shared/new").send(label="One more", password=PASSWORD)
    assert page.status == 422 and page.says("20 links are open already.")
