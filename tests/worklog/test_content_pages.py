"""Content as people meet it: the list, one item, and what is refused."""

from datetime import timedelta

import pytest

from tests.cast import BY_KEY
from tests.makers import member
from tests.responsibilities.scenes import answers, inside
from tests.worklog.test_content import TEXT, item_of, words
from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped
from tracker.worklog.content import approve, publish
from tracker.worklog.models import ContentItem

pytestmark = [pytest.mark.slow, pytest.mark.one_engine]


@pytest.fixture
def tab(northgate):
    return f"{northgate.path}/content"


@pytest.fixture
def drafted(app, northgate):
    """The path of something that Aisha wrote and that waits for Helen or Priya."""
    with inside(app, "aisha") as aisha:
        answers(northgate, "priya", key="write-posts")
        item = item_of(northgate, aisha, words(author="aisha"))
        db.session.commit()
        return f"/content/{item.id}"


def test_a_new_item_stands_in_the_list_and_in_its_week(aisha, northgate, tab):
    assert aisha.opens(tab).says("Nothing was published in the last eight weeks")
    day = clock.today() + timedelta(days=7 - clock.today().weekday())
    page = aisha.opens(f"{tab}/new").send(
        title="How we read applications", activity=str(northgate.activity("write-posts")), text=TEXT,
        author_kind="client", planned_on=day.isoformat(), channel="Newsletter",
    )  # fmt: skip
    assert page.says(TEXT) and page.says("Waits for approval") and page.says("Aisha Khan")
    page = aisha.opens(tab)
    assert page.text.count("How we read applications") == 2 and page.says("Newsletter")
    assert aisha.opens(f"{tab}?show=published").text.count("How we read applications") == 1


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("title", " ", "What it is about is missing."),
        ("activity", str(BY_KEY["wes"].id), "Not a valid choice."),
        ("link", "javascript:alert(1)", "A link starts with https:// or http://."),
        ("author_kind", "somebody", "Say whose words they are."),
        ("planned_on", "soon", "Write the day as year-month-day"),
        ("author", str(BY_KEY["dawn"].id), "Not a valid choice."),
        ("text", "x" * 5001, "At most 5,000 characters."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(aisha, northgate, tab, field, value, reason):
    good = {"title": "Kept", "activity": str(northgate.activity("write-posts")), "text": TEXT, "author_kind": "client"}
    page = aisha.opens(f"{tab}/new").send(**{**good, field: value})
    assert page.status == 422 and page.says(reason)
    if field != "title":
        assert page.form("title").values["title"] == "Kept"


def test_whoever_answers_for_it_approves_and_it_is_published(priya, aisha, helen, drafted):
    assert not aisha.opens(drafted).says("Or return it")
    page = priya.opens(drafted).send("Approve", action="/approve", words="Exactly us.")
    assert page.says("Approved. It may go out.") and page.says("Exactly us.")
    page = aisha.opens(drafted)
    assert page.says("One post, done by the client alone.")
    assert page.send("It is published", action="/publish").says("Published.")
    assert helen.opens(f"{drafted}/edit").send(title="Other", text="Otherwise").status == 422


def test_a_return_without_a_reason_is_refused_at_its_field(priya, drafted):
    page = priya.opens(drafted).send("Return", action="/return", words=" ")
    assert page.status == 422 and page.says("What should be different is missing.")
    assert priya.opens(drafted).send("Return", action="/return", words="Shorter.").says("Returned")


def test_who_may_not_approve_is_refused(aisha, mina, marcus, drafted):
    for who in (aisha, mina, marcus):
        token = who.opens(drafted).form("csrf_token").values["csrf_token"]
        assert who.post(f"{drafted}/approve", csrf_token=token).status == 403


@pytest.mark.every_engine
def test_two_browsers_keep_both_texts(aisha, callum, drafted):
    first, second = aisha.opens(f"{drafted}/edit"), callum.opens(f"{drafted}/edit")
    first.send(text="What Aisha wrote.")
    page = second.send(text="What Callum wrote.")
    assert page.status == 409
    assert page.says("What Aisha wrote.") and page.form("text").values["text"] == "What Callum wrote."
    assert page.send(text="What Callum wrote.").says("Saved.")


def test_strangers_and_providers_find_nothing(visit, tab, drafted):
    for key in ("dawn", "tessa", "brook"):
        for path in (tab, f"{tab}/new", drafted, f"{drafted}/edit"):
            assert visit(key).opens(path).status == 404, (key, path)


@pytest.mark.every_engine
def test_a_new_item_sent_twice_is_one(app, aisha, northgate, tab):
    form = aisha.opens(f"{tab}/new").form("title")
    values = {**form.values, "title": "Once", "activity": str(northgate.activity("write-posts"))}
    for _ in range(2):
        aisha.post(f"{tab}/new", **values)
    with inside(app, "aisha"):
        assert len(db.session.scalars(scoped(ContentItem)).all()) == 1


def test_the_tab_says_whose_words_went_out(app, helen, northgate, tab):
    with inside(app, "helen") as me:
        for kind in ("practice", "practice", "client"):
            item = item_of(northgate, me, words(kind), reply=kind == "client")
            approve(item, by=me)
            publish(item, by=member("helen"))
        db.session.commit()
    page = helen.opens(tab)
    assert page.says("More than half of what went out was written by others")
    assert page.says("1 of 1 answers to customers came from the client's own people.")
