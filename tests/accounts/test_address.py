"""Another e-mail address: it counts once the letter to it was answered, by the same person, in time, once."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests import cast
from tests.accounts.test_account import age_session, user
from tests.pages import Visitor
from tracker.accounts import address_changes
from tracker.accounts.models import AddressChange
from tracker.core import clock
from tracker.core.database import db

HELEN, PRIYA = cast.BY_KEY["helen"].email, cast.BY_KEY["priya"].email
NEW = "helen.ames@northgate.example"


def use(person, path):
    return person.opens(path).send("Use this address")


@pytest.fixture
def asked(helen, post_box):
    """The path that the letter to Helen's new address leads to."""
    page = helen.sends("//account/address", email=" Helen.Ames@Northgate.example ")
    assert page.says(f"We wrote to {NEW}")
    return post_box.newest(NEW).path


def test_letters_go_to_the_new_address_once_its_letter_was_answered(app, helen, asked, post_box, visit):
    elsewhere = visit("helen")
    assert user(app).email == HELEN
    assert helen.opens(asked).says(NEW)
    assert use(helen, asked).says(f"Letters go to {NEW} from now on.")
    assert user(app).email == NEW
    assert post_box.newest(HELEN).text.count(NEW) == 1
    assert "/sign-in" in elsewhere.opens("/overview").path, "every other sign-in has ended"
    Visitor(app.test_client()).sends("//sign-in", email=NEW)
    assert "/sign-in/" in post_box.newest(NEW).path


def test_opening_the_letter_alone_changes_nothing_and_the_link_works_once(app, helen, asked):
    helen.opens(asked)
    assert user(app).email == HELEN
    use(helen, asked)
    assert helen.opens(asked).status == 410


def test_somebody_else_cannot_use_the_link(app, priya, asked):
    assert priya.opens(asked).status == 410
    priya.post(asked)
    assert user(app, "priya").email == PRIYA and user(app).email == HELEN


def test_an_old_link_is_worth_nothing(app, helen, asked):
    with app.app_context():
        db.session.execute(update(AddressChange).values(expires_at=clock.now() - timedelta(seconds=1)))
        db.session.commit()
    assert helen.opens(asked).says("older than an hour")
    helen.post(asked)
    assert user(app).email == HELEN


def test_an_address_with_an_account_is_refused_only_to_whoever_reads_its_mail(app, helen, post_box):
    page = helen.sends("//account/address", email=PRIYA)
    assert page.says(f"We wrote to {PRIYA}"), "asking reveals nothing"
    assert use(helen, post_box.newest(PRIYA).path).says("Another account has this address already.")
    assert user(app).email == HELEN


@pytest.mark.parametrize(("email", "said"), [("", "is missing"), ("helen", "not an e-mail address"),
                                             (HELEN, "go there already")])  # fmt: skip
def test_a_bad_address_is_explained(helen, email, said):
    page = helen.sends("//account/address", email=email)
    assert page.status == 422 and page.says(said)


def test_whoever_has_a_password_gives_it_unless_she_just_signed_in(app, helen, with_password, post_box):
    with_password("helen")
    age_session(app, hours=2)
    page = helen.sends("//account/address", email=NEW, password="not her password at all")
    assert page.status == 422 and page.says("not your present password")
    assert not post_box.letters(NEW)


def test_many_uses_at_once_are_one(app, asked, post_box, visit):
    helens, statuses = [visit("helen") for _ in range(6)], []
    pages = [helen.opens(asked) for helen in helens]

    def press(page):
        statuses.append(page.send("Use this address").status)

    threads = [threading.Thread(target=press, args=(page,)) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert user(app).email == NEW
    assert len(statuses) == 6 and not [status for status in statuses if status >= 500]
    told = [letter for letter in post_box.letters(HELEN) if "another address" in letter.subject]
    assert len(told) == 1


def test_an_address_that_somebody_takes_at_the_same_moment_is_refused(app, helen, post_box, monkeypatch):
    helen.sends("//account/address", email=PRIYA)
    monkeypatch.setattr(address_changes, "with_address", lambda _: None)
    page = use(helen, post_box.newest(PRIYA).path)
    assert page.status == 422 and page.says("Another account has this address already.")
    assert user(app).email == HELEN
