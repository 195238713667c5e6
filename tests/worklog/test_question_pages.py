"""“Is this right?” on the pages of whoever is asked: yes in one tap, no with a reason, or as it was."""

import pytest

from tests.cast import BY_KEY
from tests.makers import member
from tests.responsibilities.scenes import activity, inside
from tests.worklog.test_questions import counted
from tracker.core.database import db
from tracker.worklog.logging import log_work

pytestmark = pytest.mark.slow


@pytest.fixture
def logged_for_aisha(app, northgate):
    with inside(app, "mina") as mina:
        log_work(activity(northgate), "client_checked", by=mina, person=member("aisha"), quantity=4)
        db.session.commit()


def now(app, northgate):
    with inside(app, "marcus"):
        return counted(northgate)


@pytest.mark.parametrize("home", ["/checklist", "/running"])
def test_yes_is_one_tap(app, aisha, northgate, logged_for_aisha, home):
    page = aisha.opens(home)
    assert page.says("Is this right?") and page.says("Mina Okafor logged for you: 4 × reply")
    assert page.send(action="/yes").says("It stands as it was logged.")
    assert now(app, northgate) == 4
    assert not aisha.opens(home).says("Is this right?")


def test_no_asks_for_a_reason_and_keeps_it(app, aisha, helen, northgate, logged_for_aisha):
    link = next(link for link in aisha.opens("/checklist").links if "/work-questions/" in link)
    page = aisha.sends(link, because=" ")
    assert page.status == 422 and page.says("What is not right is missing.")
    page.send(because="Callum did these.")
    assert now(app, northgate) == 0
    log = helen.opens(f"{northgate.path}/work")
    assert log.says("Taken back") and log.says("Callum did these.")
    assert aisha.opens(link).says("Not right")
    assert aisha.post(f"{link}/yes", csrf_token=page.form("because").values["csrf_token"]).status == 409


def test_she_says_how_it_was(app, aisha, northgate, logged_for_aisha):
    link = next(link for link in aisha.opens("/checklist").links if "/work-questions/" in link)
    assert f"{link}/correct" in aisha.opens(link).links
    page = aisha.opens(f"{link}/correct")
    assert page.form("mode").values == page.form("mode").values | {"mode": "client_checked", "quantity": "4"}
    assert page.send(quantity="0").status == 422
    aisha.opens(f"{link}/correct").send(quantity="2", mode="together")
    assert now(app, northgate) == 2


def test_the_log_says_who_is_waited_for(helen, northgate, logged_for_aisha):
    page = helen.opens(f"{northgate.path}/work")
    assert page.says("Waits for Aisha") and page.says("Nothing was delivered in the last four weeks")


def test_strangers_and_colleagues_have_no_say(aisha, callum, priya, dawn, tessa, logged_for_aisha):
    link = next(link for link in aisha.opens("/checklist").links if "/work-questions/" in link)
    assert {who.opens(link).status for who in (dawn, tessa)} == {404}
    assert {who.opens(link).status for who in (callum, priya)} == {403}


def test_the_page_of_an_activity_asks_who_did_it(app, mina, brook, northgate):
    path = f"/activities/{northgate.activity('reply')}/log"
    page = mina.sends(path, mode="client_checked")
    assert page.status == 422 and page.says("Say who at the client did it.")
    page = mina.sends(path, mode="client_checked", person=str(BY_KEY["aisha"].id), quantity="2")
    assert page.says("It counts once the person whose work it is has confirmed it.")
    assert brook.opens(path).status == 404
    assert now(app, northgate) == 0
