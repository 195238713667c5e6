"""Mentions: whoever can read it is told, in the inbox and in at most one letter a day."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.cast import BY_KEY
from tests.clinic.scenes import answers, asks
from tests.counting import statements
from tests.discussion.scenes import path, says
from tests.makers import acting, member
from tracker.accounts.account import choose_digest
from tracker.accounts.models import User
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.discussion.digest import post_digests
from tracker.discussion.mentions import mentioned, tellable
from tracker.discussion.models import InboxRow
from tracker.discussion.talking import say
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

MORNING = clock.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)


def somebody(name):
    return SimpleNamespace(id=name, name=name)


PEOPLE = [somebody("Priya Shah"), somebody("Priya Rao"), somebody("Tom Grey"), somebody("Mary Ann O’Neil")]


def told(app, key):
    """What stands in somebody's inbox, the newest first."""
    with acting(app, key) as me:
        rows = db.session.scalars(scoped(InboxRow).where(InboxRow.person_id == me.id).order_by(InboxRow.id.desc()))
        return [row.excerpt for row in rows]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Tom look", ["Tom Grey"]), ("(@tom)", ["Tom Grey"]), ("@Tom Grey, @Tom", ["Tom Grey"]),
        ("@Priya Shah and @Tom", ["Priya Shah", "Tom Grey"]), ("@Mary O’Neil", ["Mary Ann O’Neil"]),
        ("mail tom@tom.example", []), ("@northgate posts @ 9", []), ("@@Tom", []), ("", []),
    ],
)  # fmt: skip
def test_names_behind_an_at(text, names):
    assert [person.name for person in mentioned(text, PEOPLE)] == names


def test_a_name_that_fits_several_asks_for_the_whole_one():
    with pytest.raises(Refused, match="@Priya Shah or @Priya Rao"):
        mentioned("@Priya?", PEOPLE)


def test_who_can_be_told_is_who_can_read(app, northgate):
    with acting(app, "helen"):
        names = {person.first_name for person in tellable(northgate.get(Activity, "reply"))}
        assert names == {"Marcus", "Mina", "Helen", "Priya", "Aisha", "Callum"}
    with acting(app, "marcus"):
        names = {person.first_name for person in tellable(northgate.get(Activity, "reply"), private=True)}
        assert names == {"Marcus", "Mina"}


def test_a_mention_is_in_the_inbox_of_whom_it_names_alone(app, northgate):
    says(app, northgate, "helen", "@Priya, who covers Sunday? @Helen")
    assert told(app, "priya") == ["@Priya, who covers Sunday? @Helen"]
    assert told(app, "helen") == told(app, "aisha") == []


def test_nobody_of_the_client_is_told_what_only_the_practice_sees(app, northgate):
    says(app, northgate, "marcus", "@Priya is overworked, @Mina.", private=True)
    assert told(app, "priya") == []
    assert told(app, "mina") == ["@Priya is overworked, @Mina."]
    with acting(app, "helen"):
        assert list(db.session.scalars(scoped(InboxRow))) == []
    with acting(app, "marcus") as marcus, pytest.raises(Refused, match="could not read this"):
        say(northgate.get(Activity, "reply"), "Look.", by=marcus, private=True, tell_person=member("priya"))


def test_an_answer_is_in_the_inbox_of_whoever_asked(app, northgate):
    answers(app, northgate, "callum", asks(app, northgate, "aisha"), "Priya does, until June.")
    assert told(app, "aisha") == ["Priya does, until June."]


@pytest.mark.slow
def test_priya_is_told_opens_it_and_has_read_it(app, northgate, helen, priya):
    page = helen.opens(f"/discussion/activity/{northgate.activity('reply')}")
    page.send(text="Who covers Sunday?", tell=str(priya.person.id))
    page = priya.opens("/checklist")
    assert page.says("Inbox 1 unread")
    page = priya.opens("/inbox")
    assert page.says("Helen Ames mentioned you on Reply and serve customers")
    assert page.says("1 thing waits for you.")
    page = page.send(action="/open")
    assert page.path.endswith(path(northgate)) and page.says("Who covers Sunday?")
    assert priya.opens("/inbox").says("You have read everything.")


@pytest.mark.slow
@pytest.mark.every_engine
def test_everything_is_read_at_once_and_only_ones_own(app, northgate, priya, aisha):
    says(app, northgate, "helen", "@Priya and @Aisha")
    priya.opens("/inbox").send(action="/read")
    assert priya.opens("/inbox").says("You have read everything.")
    assert aisha.opens("/inbox").says("1 thing waits for you.")


@pytest.mark.slow
def test_the_inbox_of_somebody_else_stays_shut(app, northgate, priya, aisha, dawn):
    says(app, northgate, "helen", "@Priya")
    with acting(app, "priya") as me:
        id = db.session.scalars(scoped(InboxRow).where(InboxRow.person_id == me.id)).one().id
    assert aisha.opens(f"/inbox/{id}").status == 422
    assert dawn.opens(f"/inbox/{id}").status == 404


@pytest.mark.slow
def test_an_ambiguous_name_is_refused_at_the_field_and_the_text_kept(app, northgate, helen):
    with acting(app, "marcus"):
        member("aisha").name = "Priya Khan"
        db.session.commit()
    page = helen.opens(path(northgate)).send(action="/comments", text="@Priya, look")
    assert page.status == 422 and page.says("Several people here are called Priya")
    assert page.form("text").values["text"] == "@Priya, look"


@pytest.mark.slow
def test_whom_to_tell_is_a_list_without_script_and_a_part_with_it(app, northgate, helen):
    where = f"/discussion/activity/{northgate.activity('reply')}/tell"
    assert "Marcus Hale" in helen.opens(where).html
    part = helen.opens(where, headers={"HX-Request": "true"})
    assert "<select" in part.html and "<html" not in part.html and "Helen Ames" not in part.html


@pytest.mark.slow
@pytest.mark.every_engine
def test_the_count_costs_no_statement_of_its_own(app, northgate, priya):
    with statements(app) as none:
        priya.opens("/checklist")
    says(app, northgate, "helen", "@Priya")
    with statements(app) as one:
        assert priya.opens("/checklist").says("Inbox 1 unread")
    assert len(none) == len(one) <= 6


@pytest.mark.slow
def test_one_letter_a_day_tells_of_all_that_is_unread(app, northgate, post_box):
    says(app, northgate, "helen", "@Priya, who covers **Sunday**?")
    says(app, northgate, "marcus", "@Priya, and Monday?")
    with app.app_context(), clock.at(MORNING):
        assert post_digests() == 1
        letter = post_box.newest(to="priya@")
        assert letter.subject == "2 things wait for you"
        assert "who covers" in letter.text and "and Monday?" in letter.html and "weekly or never" in letter.text
    with app.app_context(), clock.at(MORNING + timedelta(hours=3)):
        says(app, northgate, "helen", "@Priya, and Tuesday?")
        assert post_digests() == 0
    with app.app_context(), clock.at(MORNING + timedelta(days=1)):
        assert post_digests() == 1
        assert "Tuesday" in post_box.newest(to="priya@").text and "Monday" not in post_box.newest(to="priya@").text


@pytest.mark.slow
def test_no_letter_at_night_when_never_wanted_or_once_all_is_read(app, northgate, post_box):
    says(app, northgate, "helen", "@Priya and @Aisha")
    with app.app_context(), clock.at(MORNING.replace(hour=3)):
        assert post_digests() == 0
    with app.app_context():
        user = db.session.get(User, BY_KEY["aisha"].user_id)
        choose_digest(user, "never")
        with pytest.raises(Refused):
            choose_digest(user, "hourly")
        db.session.commit()
    with app.app_context(), clock.at(MORNING):
        assert post_digests() == 1
        with acting(app, "priya") as priya:
            for row in inbox_rows(priya):
                row.read(by=priya)
            db.session.commit()
        assert post_box.letters(to="priya@") == [] and post_box.letters(to="aisha@") == []


def inbox_rows(person):
    return list(db.session.scalars(scoped(InboxRow).where(InboxRow.person_id == person.id)))


@pytest.mark.slow
def test_weekly_is_weekly(app, northgate):
    with app.app_context():
        choose_digest(db.session.get(User, BY_KEY["priya"].user_id), "weekly")
        db.session.commit()
    sent = []
    for day in range(9):
        with app.app_context(), clock.at(MORNING + timedelta(days=day)):
            says(app, northgate, "helen", f"@Priya, day {day}")
            sent.append(post_digests())
    assert sent == [1, 0, 0, 0, 0, 0, 0, 1, 0]


@pytest.mark.slow
def test_a_letters_link_lands_on_the_thing_after_sign_in(app, northgate, post_box, visitor, priya):
    says(app, northgate, "helen", "@Priya, who covers Sunday?")
    with app.app_context(), clock.at(MORNING):
        post_digests()
        link = next(word for word in post_box.newest(to="priya@").text.split() if "/inbox/" in word)
    where = link.removeprefix("http://localhost")
    assert visitor.opens("/" + where).says("Sign in")
    page = priya.opens(where)
    assert page.path.endswith(path(northgate)) and page.says("who covers Sunday?")


@pytest.mark.slow
def test_how_often_is_chosen_in_the_account(priya):
    page = priya.opens("//account").send(action="/letters", digest="never")
    assert page.says("Changed.")
