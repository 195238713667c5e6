"""Runbooks: written, rewritten by two at once, and tried by somebody who did not write them."""

from datetime import timedelta

import pytest

from tests.cast import BY_KEY
from tests.counting import statements
from tests.toolkit.scenes import acting, try_out, write
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import slices
from tracker.responsibilities.models import Activity
from tracker.toolkit import trying
from tracker.toolkit.adding import runbook_of, write_runbook
from tracker.toolkit.models import Runbook

TEXT = "1. Open the inbox.\n2. Answer within four hours."


def book_path(northgate, activity="reply") -> str:
    return f"/activities/{northgate.activity(activity)}/runbook"


def test_priya_writes_it_and_callum_follows_it(app, northgate, priya, callum):
    assert priya.opens(book_path(northgate)).says("No runbook yet")
    page = priya.opens(f"{book_path(northgate)}/edit").send(title="How we reply", text=TEXT)
    assert page.says("Not tested yet")
    assert "<li>Open the inbox.</li>" in page.html
    page = callum.opens(book_path(northgate)).send(action="/test", worked="yes")
    assert page.says("Tested")
    assert page.says("Callum Reid: it worked")


def test_whoever_wrote_it_does_not_test_it(app, northgate, priya):
    id = write(app, northgate)
    assert "/runbook/test" not in priya.opens(book_path(northgate)).html
    with acting(app, "priya") as me, pytest.raises(Refused, match="cannot test it"):
        northgate.one(Runbook, id).test(by=me, worked=True, note="", version=1)


def test_a_failed_test_says_where_it_failed(app, northgate, callum):
    write(app, northgate)
    page = callum.opens(book_path(northgate)).send(action="/test", worked="no", note="")
    assert page.status == 422
    assert page.says("Say where it failed")
    page = page.send(action="/test", worked="no", note="Step 2 is missing.")
    assert page.says("it did not work")
    assert page.says("Not tested yet")


def test_a_new_text_is_a_new_version_and_untested(app, northgate, priya):
    id = write(app, northgate)
    try_out(app, northgate, id, "callum")
    page = priya.opens(f"{book_path(northgate)}/edit").send(text="1. Something else.")
    assert page.says("Version 2")
    assert page.says("Not tested yet")
    assert page.says("an older text")


def test_saving_the_same_text_changes_nothing(app, northgate, priya):
    id = write(app, northgate)
    try_out(app, northgate, id, "callum")
    assert priya.opens(f"{book_path(northgate)}/edit").send(title="How we reply").says("Version 1")


def test_a_test_is_good_for_a_year(app, northgate):
    id = write(app, northgate)
    try_out(app, northgate, id, "callum")
    with acting(app, "callum"):
        runbook = northgate.one(Runbook, id)
        assert trying.standing_of(runbook, trying.tests_of(runbook)) == "tested"
        with clock.at(clock.now() + timedelta(days=366)):
            assert trying.standing_of(runbook, trying.tests_of(runbook)) == "stale"


@pytest.mark.every_engine
def test_two_who_write_at_once_lose_nothing(app, northgate, priya, aisha):
    write(app, northgate)
    first, second = (visitor.opens(f"{book_path(northgate)}/edit") for visitor in (priya, aisha))
    first.send(text="Priya's way")
    page = second.send(text="Aisha's way")
    assert page.status == 409
    assert page.says("What Priya Shah saved meanwhile")
    assert page.says("Priya's way")
    assert page.form("text").values["text"] == "Aisha's way"
    page = page.send(text="Both ways")
    assert page.says("Both ways")
    assert page.says("Version 3")


@pytest.mark.every_engine
def test_two_first_texts_are_both_kept_in_sight(app, northgate, priya, aisha):
    first, second = (visitor.opens(f"{book_path(northgate)}/edit") for visitor in (priya, aisha))
    first.send(text="Priya's way")
    page = second.send(text="Aisha's way")
    assert page.status == 409
    assert page.says("Priya's way") and page.form("text").values["text"] == "Aisha's way"
    assert page.send(text="Both ways").says("Version 2")


@pytest.mark.every_engine
def test_a_test_of_an_older_text_is_stale(app, northgate, callum, priya):
    write(app, northgate)
    page = callum.opens(book_path(northgate))
    priya.opens(f"{book_path(northgate)}/edit").send(text="New")
    answer = page.send(action="/test", worked="yes", note="Fine.")
    assert answer.status == 409
    assert answer.says("There is a newer version")
    assert answer.form("note").values["note"] == "Fine."


@pytest.mark.every_engine
def test_sent_twice_it_is_tested_once(app, northgate, callum):
    id = write(app, northgate)
    page = callum.opens(book_path(northgate))
    for _ in range(2):
        page.send(action="/test", worked="yes")
    with acting(app, "callum"):
        assert len(trying.tests_of(northgate.one(Runbook, id))) == 1


def test_nobody_tests_what_is_not_written(app, northgate, callum):
    page = callum.opens(book_path(northgate))
    token = callum.opens("/account").form().values["csrf_token"]
    answer = callum.post(f"{book_path(northgate)}/test", csrf_token=token, worked="yes")
    assert page.status == 200
    assert answer.status == 422
    with acting(app, "callum"):
        assert runbook_of(northgate.get(Activity, "reply")) is None


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": ""}, "How it is done is missing."),
        ({"text": "a" * 20_001}, "At most 20,000 characters."),
        ({"text": "Sign in with password: hunter2"}, "This looks like a password."),
        ({"title": "x" * 161}, "At most 160 characters."),
    ],
)
def test_odd_input_is_refused_at_the_field_and_kept(app, northgate, priya, fields, says):
    page = priya.opens(f"{book_path(northgate)}/edit").send(**{"title": "How we reply", "text": TEXT} | fields)
    assert page.status == 422
    assert page.says(says)
    name, typed = next(iter(fields.items()))
    assert page.form(name).values[name] == typed


def test_markdown_of_a_runbook_harms_nobody(app, northgate, priya):
    odd = "<script>alert(1)</script> [x](javascript:alert(1))\n\n**bold** 🙂 مرحبا"
    page = priya.opens(f"{book_path(northgate)}/edit").send(title="Odd", text=odd)
    assert "<script>alert" not in page.html
    assert 'href="javascript' not in page.html
    assert "<strong>bold</strong>" in page.html


@pytest.mark.parametrize(("key", "status"), [("brook", 404), ("dawn", 404), ("wes", 404), ("tessa", 404)])
def test_strangers_find_no_runbook(app, northgate, visit, key, status):
    write(app, northgate)
    assert visit(key).opens(book_path(northgate)).status == status


def test_the_runbook_is_handed_on_as_facts(app, northgate):
    id = write(app, northgate)
    try_out(app, northgate, id, "callum", worked=False)
    try_out(app, northgate, id, "aisha")
    with acting(app, "helen"):
        today = clock.today().isoformat()
        assert slices["runbooks"](northgate.id) == [
            {
                "activity": str(northgate.activity("reply")), "title": "How we reply",
                "author": str(BY_KEY["priya"].id), "version": 1, "written_on": today,
                "tests": [
                    {"person": str(BY_KEY["callum"].id), "on": today, "worked": False, "version": 1},
                    {"person": str(BY_KEY["aisha"].id), "on": today, "worked": True, "version": 1},
                ],
            }
        ]  # fmt: skip


def test_an_older_writer_is_refused_by_the_runbook_itself(app, northgate):
    id = write(app, northgate)
    with acting(app, "aisha") as aisha:
        runbook = northgate.one(Runbook, id)
        runbook.rewrite(by=aisha, title="How we reply", text="2", based_on=1)
        with pytest.raises(Stale):
            runbook.rewrite(by=aisha, title="How we reply", text="3", based_on=1)
        with pytest.raises(Stale):
            write_runbook(northgate.get(Activity, "reply"), by=aisha, title="Again", text="Again")
        db.session.rollback()


@pytest.mark.every_engine
def test_the_page_costs_the_same_however_often_it_was_tested(app, northgate, mina):
    id = write(app, northgate)
    try_out(app, northgate, id, "callum")
    with statements(app) as few:
        mina.opens(book_path(northgate))
    for by in ("aisha", "helen", "callum", "marcus"):
        try_out(app, northgate, id, by)
    with statements(app) as many:
        mina.opens(book_path(northgate))
    assert len(few) == len(many) <= 8
