"""Content: whose words it is, who let it go out, and what is logged when it does."""

from datetime import timedelta

import pytest

from tests.makers import member
from tests.responsibilities.scenes import activity, answers
from tracker.access import Can
from tracker.access.policies import allows
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.responsibilities.models import Post
from tracker.tenancy import scoped
from tracker.worklog.content import Words, add_item, approve, drop, publish, revise, send_back
from tracker.worklog.content_reading import versions_of, voices
from tracker.worklog.models import AuthorKind, WorkEntry

TEXT = "We read every application ourselves, and we answer every one."
NOTHING = Words("", "", AuthorKind.CLIENT)


def words(kind="client", author=None, text=TEXT):
    return Words(text, "", AuthorKind(kind), member(author) if author else None)


def item_of(northgate, by, said=None, key="write-posts", **what):
    values = {"title": "How we read applications", **what}
    return add_item(northgate.engagement, activity(northgate, key), said or words(), by=by, **values)


def entries():
    rows = db.session.scalars(scoped(WorkEntry).order_by(WorkEntry.id))
    return [(str(row.mode), row.person_id) for row in rows]


def test_from_the_idea_to_the_day_it_goes_out(as_person, northgate):
    aisha = as_person("aisha")
    answers(northgate, "priya", key="write-posts")
    item = item_of(northgate, aisha, NOTHING)
    assert (item.state, item.version) == ("idea", 0)
    revise(item, words(author="aisha"), by=aisha, based_on=0)
    assert (item.state, item.version) == ("drafted", 1)
    with pytest.raises(Refused, match="once somebody of the client has approved it"):
        publish(item, by=aisha)
    approve(item, by=member("priya"), words="Exactly us.")
    publish(item, by=aisha, log=True)
    assert (item.state, item.published_on) == ("published", clock.today())
    assert entries() == [("oversight", member("priya").id), ("client", aisha.id)]


def test_approving_is_for_the_owner_and_for_whoever_answers_or_stands_in(as_person, northgate):
    aisha = as_person("aisha")
    answers(northgate, "priya", key="write-posts")
    answers(northgate, "callum", key="write-posts", post=Post.DEPUTY)
    item = item_of(northgate, aisha)
    keys = ("helen", "priya", "callum", "aisha", "brook", "marcus", "mina")
    assert {key for key in keys if allows(Can.APPROVE_CONTENT, member(key), item)} == {"helen", "priya", "callum"}


def test_the_owners_approval_is_looking_over_only_where_he_answers_for_it(as_person, northgate):
    helen = as_person("helen")
    approve(item_of(northgate, helen), by=helen)
    assert entries() == []


def test_returned_content_says_why_and_a_new_version_asks_anew(as_person, northgate):
    helen = as_person("helen")
    item = item_of(northgate, helen)
    with pytest.raises(Refused, match="Say what should be different") as refusal:
        send_back(item, by=helen, words="")
    assert refusal.value.field == "words"
    send_back(item, by=helen, words="Less about us.")
    with pytest.raises(Stale):
        approve(item, by=helen)
    revise(item, words(text="You wait two days at most."), by=helen, based_on=1)
    approve(item, by=helen)
    revise(item, words(text="You wait a day at most."), by=helen, based_on=2)
    assert (item.state, [one.number for one in versions_of(item)]) == ("drafted", [3, 2, 1])


def test_a_change_of_the_plan_alone_needs_no_new_approval(as_person, northgate):
    helen = as_person("helen")
    item = item_of(northgate, helen)
    approve(item, by=helen)
    revise(item, words(), by=helen, based_on=1, title="Another title", planned_on=clock.today())
    assert (item.state, item.title, item.version) == ("approved", "Another title", 1)


def test_two_people_on_one_text_lose_none(as_person, northgate):
    aisha = as_person("aisha")
    item = item_of(northgate, aisha)
    revise(item, words(text="Mine"), by=aisha, based_on=1)
    with pytest.raises(Stale, match="Somebody wrote another version meanwhile"):
        revise(item, words(text="Hers"), by=member("callum"), based_on=1)


def test_under_a_leaders_name_readers_learn_who_wrote_it(as_person, northgate):
    helen = as_person("helen")
    item = item_of(northgate, member("priya"), words(author="priya"), in_name_of_id=helen.id)
    assert item.ghost_written
    with pytest.raises(Refused, match="under the name of Helen Ames, who did not write it"):
        approve(item, by=helen)
    revise(item, words(author="priya"), by=helen, based_on=1, disclosure="“Written with my team” at its end.")
    approve(item, by=helen)
    own = item_of(northgate, helen, words(author="helen"), in_name_of_id=helen.id)
    assert not own.ghost_written
    approve(own, by=helen)


def test_the_practice_never_says_that_a_text_is_the_clients_own(as_person, northgate):
    mina = as_person("mina")
    with pytest.raises(Refused, match="Only the client's own people") as refusal:
        item_of(northgate, mina, words("client", "aisha"))
    assert refusal.value.field == "author_kind"
    for kind, author in (("practice", "aisha"), ("practice", "brook")):
        with pytest.raises(Refused, match="is not on that side"):
            item_of(northgate, mina, words(kind, author))
    assert item_of(northgate, mina, words("together", "aisha")).author_kind == "together"


def test_work_is_logged_by_whose_it_was(as_person, northgate):
    helen, mina = as_person("helen"), member("mina")
    for kind, by in (("practice", "helen"), ("client", "mina"), ("provider", "helen")):
        item = item_of(northgate, helen, words(kind))
        approve(item, by=helen)
        publish(item, by=member(by), log=True)
    assert entries() == []
    for kind, by in (("practice", "mina"), ("together", "helen")):
        item = item_of(northgate, helen, words(kind))
        approve(item, by=helen)
        publish(item, by=member(by), log=True)
    assert entries() == [("consultant", mina.id), ("together", helen.id)]


def test_what_is_published_or_dropped_stays_so(as_person, northgate):
    helen = as_person("helen")
    item, dropped = item_of(northgate, helen), item_of(northgate, helen)
    approve(item, by=helen)
    with pytest.raises(Refused, match="has not come yet"):
        publish(item, by=helen, on=clock.today() + timedelta(days=1))
    publish(item, by=helen)
    with pytest.raises(Refused, match="It is published"):
        revise(item, words(text="Otherwise"), by=helen, based_on=1)
    with pytest.raises(Stale):
        drop(item, by=helen)
    drop(dropped, by=helen)
    revise(dropped, words(), by=helen, based_on=1)
    assert dropped.state == "drafted"


def test_whose_words_went_out_is_told_of_eight_weeks(as_person, northgate):
    helen = as_person("helen")
    assert voices(northgate.engagement).outside is None
    went_out = (("client", True, 1), ("practice", True, 2), ("together", False, 3), ("practice", False, 60))
    for kind, reply, days in went_out:
        item = item_of(northgate, helen, words(kind), reply=reply)
        approve(item, by=helen)
        publish(item, by=helen, on=clock.today() - timedelta(days=days))
    said = voices(northgate.engagement)
    assert (said.pieces, said.replies, said.inside) == (3, 2, 1)
    assert said.outside == pytest.approx(1 / 3)
    assert {share.kind: share.pieces for share in said.shares} == {"client": 1, "practice": 1, "together": 1}
