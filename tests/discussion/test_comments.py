"""Comments on a record: who says what to whom, mended while it is fresh, and never shown to anybody else later."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.counting import statements
from tests.discussion.scenes import path, says
from tests.makers import acting, member
from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.discussion.models import Comment, Mending, Visibility, newest_text
from tracker.discussion.talking import say
from tracker.responsibilities.models import Activity
from tracker.responsibilities.models.activity import DoerKind
from tracker.responsibilities.providers import add_provider, place_with
from tracker.tenancy import scoped, unscoped
from tracker.tenancy.scope import WallBreach

SECRET = "Between us: she is about to leave."


def comments(app, key):
    with acting(app, key):
        return [comment.text for comment in db.session.scalars(scoped(Comment).order_by(Comment.id))]


def test_a_client_speaks_to_both_sides_and_the_practice_can_answer(app, northgate):
    says(app, northgate, "helen", "Who covers Sunday?")
    says(app, northgate, "marcus", "Priya does until June.")
    assert comments(app, "aisha") == comments(app, "mina") == ["Who covers Sunday?", "Priya does until June."]


def test_what_is_for_the_practice_only_is_not_there_for_the_client(app, northgate):
    says(app, northgate, "marcus", SECRET, private=True)
    assert comments(app, "mina") == [SECRET]
    assert comments(app, "helen") == []


def test_nor_is_what_it_was_mended_to_or_that_it_was_written(app, northgate):
    id = says(app, northgate, "marcus", SECRET, private=True)
    with acting(app, "marcus") as marcus:
        northgate.one(Comment, id).mend("Between us: she stays.", by=marcus, based_on=SECRET)
        db.session.commit()
    with acting(app, "helen"):
        assert list(db.session.scalars(scoped(Mending))) == []
        verbs = list(db.session.scalars(scoped(AuditEvent).with_only_columns(AuditEvent.verb)))
    assert not {"note.written", "note.mended"} & set(verbs)
    with acting(app, "mina"):
        assert "note.mended" in set(db.session.scalars(scoped(AuditEvent).with_only_columns(AuditEvent.verb)))


def test_the_database_itself_keeps_it_from_the_clients_role(app, northgate):
    """Bare SQL that no code of ours narrows; SQLite has no roles, so there only the session's wall answers."""
    says(app, northgate, "marcus", SECRET, private=True)
    says(app, northgate, "marcus", "For all.")
    bare = unscoped(text("SELECT text FROM comment ORDER BY id"), "only the wall of the engine is to answer")
    with acting(app, "helen"):
        if db.engine.dialect.name == "postgresql":
            assert list(db.session.scalars(bare)) == ["For all."]
        assert list(db.session.scalars(scoped(Comment).with_only_columns(Comment.text))) == ["For all."]
        assert db.session.scalar(scoped(Comment).where(Comment.visibility == Visibility.PRACTICE)) is None
    with acting(app, "mina"):
        assert list(db.session.scalars(bare)) == [SECRET, "For all."]


def test_a_client_cannot_write_for_the_practice_only(app, northgate):
    with acting(app, "helen") as helen, pytest.raises(Refused):
        say(northgate.get(Activity, "reply"), "Hidden", by=helen, private=True)


def test_who_sees_it_is_never_changed(app, northgate):
    """Not by code, and not by the database: the row is only ever added, and its two ways of saying it agree."""
    id = says(app, northgate, "marcus", SECRET, private=True)
    with acting(app, "marcus"):
        northgate.one(Comment, id).visibility = Visibility.EVERYONE
        with pytest.raises(WallBreach, match="never changed"):
            db.session.flush()
    with acting(app, "marcus"):
        first = northgate.one(Comment, id)
        keys = {"workspace_id": first.workspace_id, "engagement_id": first.engagement_id}
        about = {"subject_type": "activity", "subject_id": first.subject_id, "subject_name": "Reply"}
        db.session.add(
            Comment(**keys, **about, author_id=first.author_id, text="x", visibility=Visibility.EVERYONE)
        )
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_its_author_mends_it_for_a_quarter_of_an_hour_and_the_first_text_is_kept(app, northgate):
    id = says(app, northgate, "priya", "Anser by noon.")
    with acting(app, "priya") as priya:
        comment = northgate.one(Comment, id)
        comment.mend("Answer by noon.", by=priya, based_on="Anser by noon.")
        assert newest_text(comment) == "Answer by noon."
        assert comment.text == "Anser by noon."
        with pytest.raises(Stale):
            comment.mend("Answer by one.", by=priya, based_on="Anser by noon.")
        with clock.at(clock.now() + timedelta(minutes=16)), pytest.raises(Refused, match="fifteen minutes"):
            comment.mend("Answer.", by=priya, based_on="Answer by noon.")
    with acting(app, "helen") as helen, pytest.raises(Refused, match="Only whoever wrote"):
        northgate.one(Comment, id).mend("Answer.", by=helen, based_on="Answer by noon.")


@pytest.mark.slow
def test_helen_says_something_on_the_page_of_an_activity(app, northgate, helen, mina):
    page = helen.opens(path(northgate))
    assert page.says("Nobody has said anything about this yet.")
    assert "visibility" not in page.form(action="/comments").names
    page = page.send(action="/comments", text="Who covers **Sunday**? <script>alert(1)</script>")
    assert page.says("Said.")
    assert "<strong>Sunday</strong>" in page.html and "<script>alert" not in page.html
    assert mina.opens(path(northgate)).says("Who covers Sunday?")
    assert mina.opens(f"{northgate.path}/activity").says("Helen Ames commented on")


@pytest.mark.slow
def test_the_practice_has_to_choose_and_what_was_typed_is_kept(app, northgate, marcus, helen):
    page = marcus.opens(path(northgate))
    refused = page.send(action="/comments", text=SECRET, visibility=None)
    assert refused.status == 422
    assert refused.says("Say who sees it.")
    assert refused.form("text").values["text"] == SECRET
    page = refused.send(text=SECRET, visibility="practice")
    assert page.says("Only Harbour & Lane sees this.") and page.says(SECRET)
    answer = helen.opens(path(northgate))
    assert not answer.says(SECRET) and not answer.says("Only Harbour & Lane sees this.")
    assert not helen.opens(f"{northgate.path}/activity").says("only the practice sees")


@pytest.mark.slow
def test_a_smuggled_choice_changes_nothing_for_a_client(app, northgate, helen):
    helen.opens(path(northgate)).send(action="/comments", text="For all", visibility="practice")
    assert comments(app, "aisha") == ["For all"]


@pytest.mark.slow
@pytest.mark.every_engine
def test_sent_twice_it_is_said_once(app, northgate, aisha):
    page = aisha.opens(path(northgate))
    for _ in range(2):
        page.send(action="/comments", text="Once.")
    assert comments(app, "aisha") == ["Once."]


@pytest.mark.slow
@pytest.mark.parametrize(("typed", "says_why"), [("", "Your comment is missing."), ("x" * 5001, "At most 5,000")])
def test_odd_text_is_refused_at_the_field(app, northgate, aisha, typed, says_why):
    page = aisha.opens(path(northgate)).send(action="/comments", text=typed)
    assert page.status == 422 and page.says(says_why)
    assert page.form("text").values["text"] == typed


@pytest.mark.slow
@pytest.mark.every_engine
def test_mending_on_the_page_and_in_two_windows(app, northgate, priya):
    id = says(app, northgate, "priya", "Anser by noon.")
    first, second = (priya.opens(f"/comments/{id}/edit") for _ in range(2))
    assert first.send(text="Answer by noon.").says("Mended since; the first text")
    page = second.send(text="Answer before noon.")
    assert page.status == 409
    assert page.says("Answer by noon.") and page.form("text").values["text"] == "Answer before noon."
    assert page.send(text="Answer before noon.").says("Answer before noon.")


@pytest.mark.slow
def test_others_are_told_why_they_cannot_mend_it(app, northgate, helen):
    id = says(app, northgate, "priya", "Mine.")
    page = helen.opens(f"/comments/{id}/edit")
    assert page.status == 422 and page.says("Only whoever wrote a comment can mend it.")


@pytest.mark.slow
def test_a_private_comment_is_not_there_for_a_client_who_knows_its_address(app, northgate, helen):
    id = says(app, northgate, "marcus", SECRET, private=True)
    assert helen.opens(f"/comments/{id}/edit").status == 404


@pytest.mark.slow
def test_every_kind_of_record_has_its_discussion(app, northgate, marcus):
    pages = {
        f"/sections/{northgate.section('purpose')}": "section", f"/tools/{northgate.tool('scheduler')}": "tool",
        f"/checklist-items/{northgate.item(1)}": "training item", f"/gates/{northgate.phase('strategy')}": "gate",
        f"/discussion/criterion/{northgate.criterion('audit')}": "criterion",
    }  # fmt: skip
    for where, word in pages.items():
        page = marcus.opens(where).send(action="/comments", text=f"About this {word}.", visibility="everyone")
        assert page.status == 200 and page.says(f"About this {word}."), where


@pytest.mark.slow
@pytest.mark.every_engine
def test_a_long_discussion_costs_the_same_and_is_read_a_page_at_a_time(app, northgate, helen):
    with statements(app) as few:
        helen.opens(path(northgate))
    for number in range(25):
        says(app, northgate, "aisha", f"Comment {number:02d}")
    with statements(app) as many:
        page = helen.opens(path(northgate))
    assert len(few) == len(many) <= 10
    assert page.says("Comment 24") and page.says("Comment 05") and not page.says("Comment 04")
    older = next(link for link in page.links if "after=" in link and "discussion" in link)
    assert helen.opens(older).says("Comment 04")


@pytest.mark.slow
def test_a_providers_person_reads_what_is_said_of_her_firms_activities_and_says_nothing(app, northgate, brook):
    says(app, northgate, "helen", "Who covers Sunday?")
    says(app, northgate, "marcus", SECRET, private=True)
    assert brook.opens(f"/discussion/activity/{northgate.activity('reply')}").status == 404
    with acting(app, "helen") as helen:
        firm = add_provider(northgate.engagement, "Studio", by=helen, liaison="")
        place_with(firm, member("brook"), by=helen)
        reply = northgate.get(Activity, "reply")
        reply.provider_id, reply.doer_kind = firm.id, DoerKind.PROVIDER
        db.session.commit()
    page = brook.opens(path(northgate))
    assert page.says("Who covers Sunday?") and not page.says(SECRET)
    assert not any("/comments" in form.action for form in page.reader.forms)
