"""Status reports as people write, send and read them."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from uuid import UUID

import pytest

from tests.cast import BY_KEY
from tests.counting import statements
from tests.mailbox import free_port, open_mailbox
from tests.makers import acting, member
from tests.post_box import PostBox
from tests.reports.scenes import PLAN, draft, ids, report, sent, something_happens, written
from tracker.core import clock
from tracker.core.database import db
from tracker.notifications.post import send_waiting
from tracker.reports.models import ReportDraft, StatusReport
from tracker.tenancy import scoped

pytestmark = [pytest.mark.slow, pytest.mark.one_engine]


def listing(northgate):
    return f"{northgate.path}/reports"


def count(app, model, by="mina"):
    with acting(app, by):
        return len([*db.session.scalars(scoped(model))])


def test_mina_writes_a_report_looks_at_it_and_sends_it(app, northgate, mina, helen, aisha):
    something_happens(app, northgate)
    page = mina.opens(listing(northgate))
    assert page.says("No report yet")
    page = page.send("Write a report", action="/reports/new")
    assert page.says("The client sees nothing of it before it is sent.")
    preview = page.send(text_done="It **went** well. <script>alert(1)</script>", text_next=PLAN)
    for words in ("Can we run this without them?", "Not yet.", "Sections of the strategy signed: Purpose.",
                  "Only one camera", "Aisha answers alone from Monday.", "What moved it"):  # fmt: skip
        assert preview.says(words), words
    assert "<strong>went</strong>" in preview.html and "<script>alert" not in preview.html
    assert not helen.opens(listing(northgate)).says("Draft")
    shown = preview.send(action="/send", recipients=ids("helen", "priya"))
    assert shown.says("On its way.") and shown.says("Sent to Helen Ames, Priya Shah.")
    assert helen.opens(listing(northgate)).says("Helen Ames, Priya Shah")
    read = helen.opens(shown.path)
    assert read.says("It went well.") and read.says("Sections of the strategy signed: Purpose.")
    paper = helen.client.get(next(link for link in read.links if link.endswith("/paper")))
    assert paper.mimetype == "application/pdf" and paper.data == report(app, northgate, _id(shown))["paper"]
    assert aisha.opens(shown.path).status == 403 and aisha.opens(listing(northgate)).status == 403
    assert mina.opens(f"{northgate.path}/activity").says("Mina Okafor sent Status report")
    assert not helen.opens(f"{northgate.path}/activity").says("worked on a status report")


def _id(page):
    return UUID(page.path.rpartition("/")[2])


def test_the_letter_says_it_all_and_brings_the_paper(app, northgate):
    something_happens(app, northgate)
    id = sent(app, northgate, "helen", "marcus", done="It **went** well.")
    post = PostBox(app)
    letter = post.newest(BY_KEY["helen"].email)
    assert letter.subject.startswith("Northgate Recruitment: Status report")
    assert f"/w/harbour/reports/{id}" in letter.link
    assert "It **went** well." in letter.text and "<strong>went</strong>" in letter.html
    for said in (letter.text, letter.html):
        assert "Owns the strategy: " in said and "Sections of the strategy signed: Purpose." in said
    raw = next(file for file in sorted(post.folder.glob("*.eml")))
    mail = message_from_bytes(raw.read_bytes(), policy=policy.default)
    enclosed, = mail.iter_attachments()
    assert enclosed.get_content_type() == "application/pdf"
    assert enclosed.get_content() == report(app, northgate, id)["paper"]
    assert post.newest(BY_KEY["marcus"].email)


def test_it_leaves_through_a_mail_server_and_waits_while_there_is_none(app, northgate):
    settings = app.config["SETTINGS"]
    id = sent(app, northgate, "helen")
    with open_mailbox() as box:
        app.config["SETTINGS"] = replace(settings, smtp_url=f"smtp://127.0.0.1:{free_port()}")
        with app.app_context():
            assert send_waiting() == 0
        app.config["SETTINGS"] = replace(settings, smtp_url=box.url)
        with app.app_context(), clock.at(clock.now() + timedelta(minutes=5)):
            assert (send_waiting(), send_waiting()) == (1, 0)
        app.config["SETTINGS"] = settings
    letter, = box.to(BY_KEY["helen"].email)
    enclosed, = letter.iter_attachments()
    assert enclosed.get_filename().startswith("Status report") and enclosed.get_filename().endswith(".pdf")
    assert enclosed.get_content() == report(app, northgate, id)["paper"]
    assert str(id) in letter.get_body(("plain",)).get_content()


def test_whoever_left_meanwhile_gets_no_letter(app, northgate):
    sent(app, northgate, "priya")
    with acting(app, "helen"):
        member("priya").ended_at = clock.now()
        db.session.commit()
    assert PostBox(app).letters(BY_KEY["priya"].email) == []


def test_what_was_sent_stays_as_it_was(app, northgate, helen):
    id = sent(app, northgate, "helen", done="As it was.")
    before, page = report(app, northgate, id), helen.opens(f"/reports/{id}")
    something_happens(app, northgate)
    with acting(app, "helen"):
        northgate.engagement.client.name = "Renamed"
        db.session.commit()
    assert report(app, northgate, id) == before
    after = helen.opens(f"/reports/{id}")
    assert _body(after) == _body(page)
    assert helen.client.get(f"/w/harbour/reports/{id}/paper").data == before["paper"]


def _body(page):
    return page.html.partition('class="bt-grid"')[2]


def test_the_next_one_begins_where_the_last_one_ended(app, northgate, mina):
    first = report(app, northgate, sent(app, northgate, "priya", next=PLAN))
    page = mina.opens(f"/report-drafts/{draft(app, northgate)}")
    values = page.form("text_planned").values
    assert values["text_planned"] == PLAN and values["since"] == first["until"].isoformat()
    preview = page.send(title="The second one")
    assert preview.form("recipients").values["recipients"] == ids("priya")[0]
    assert preview.send(action="/send", recipients=ids("priya")).says("No. 2")


def test_without_anybody_to_send_it_to_it_stays(app, northgate, mina):
    id = written(app, northgate)
    page = mina.opens(f"/report-drafts/{id}/preview").send(action="/send")
    assert page.status == 422 and page.says("Choose at least one person to send it to.")
    assert 'id="recipients-error"' in page.html
    assert count(app, StatusReport) == 0


@pytest.mark.parametrize("who", ["aisha", "brook", "dawn", "tessa"])
def test_nobody_else_is_sent_one(app, northgate, mina, who):
    page = mina.opens(f"/report-drafts/{written(app, northgate)}/preview").send(action="/send", recipients=ids(who))
    assert page.status == 422 and page.says("is not a valid choice")
    assert count(app, StatusReport) == 0


@pytest.mark.every_engine
def test_sent_twice_it_leaves_once(app, northgate, mina, marcus):
    id = written(app, northgate)
    page, other = (one.opens(f"/report-drafts/{id}/preview") for one in (mina, marcus))
    first, again = (page.send(action="/send", recipients=ids("helen")) for _ in range(2))
    assert first.path == again.path
    late = other.send(action="/send", recipients=ids("helen"))
    assert late.status == 409 and late.says("This report has been sent already.")
    assert count(app, StatusReport) == 1
    assert len(PostBox(app).letters(BY_KEY["helen"].email)) == 1


@pytest.mark.every_engine
def test_of_two_browsers_neither_loses_a_word(app, northgate, mina, marcus):
    id = draft(app, northgate)
    hers, his = (one.opens(f"/report-drafts/{id}") for one in (mina, marcus))
    hers.send(text_done="Mina saw this.")
    page = his.send(text_done="Marcus saw that.")
    assert page.status == 409 and page.says("Mina saw this.") and page.says("Saved by Mina Okafor")
    assert page.form("text_done").values["text_done"] == "Marcus saw that."
    assert page.send(text_done="Both saw it.").says("Both saw it.")


def test_what_was_changed_after_the_preview_is_read_again_before_it_leaves(app, northgate, mina):
    id = written(app, northgate)
    preview = mina.opens(f"/report-drafts/{id}/preview")
    mina.opens(f"/report-drafts/{id}").send(text_done="One more thing.")
    page = preview.send(action="/send", recipients=ids("helen"))
    assert page.status == 409 and page.says("One more thing.")
    assert page.send(action="/send", recipients=ids("helen")).says("On its way.")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": ""}, "Title is missing."),
        ({"text_done": "x" * 8001}, "At most 8,000 characters."),
        ({"since": "2999-01-01"}, "The period cannot begin after today."),
        ({"since": "soon"}, "Not a valid date value."),
        ({"place_done": "99"}, "Not a valid choice."),
    ],
)
def test_odd_input_is_refused_at_the_field_and_kept(app, northgate, mina, fields, says):
    page = mina.opens(f"/report-drafts/{draft(app, northgate)}").send(text_next="What I typed.", **fields)
    assert page.status == 422 and page.says(says)
    assert page.form("text_next").values["text_next"] == "What I typed."


def test_parts_are_left_out_and_moved_but_never_the_number(app, northgate, mina):
    page = mina.opens(f"/report-drafts/{draft(app, northgate)}")
    values = page.form("text_done").values
    kept = {name: value for name, value in values.items() if name != "in_road"}
    preview = mina.post(page.path, **{**kept, "in_number": "", "text_done": "First of all.", "place_done": "1"})
    assert not preview.says("The way to the handover") and preview.says("Where you stand")
    assert preview.text.index("First of all.") < preview.text.index("Where you stand")


def test_a_draft_is_thrown_away(app, northgate, mina):
    id = written(app, northgate)
    page = mina.opens(f"/report-drafts/{id}/preview").send("Throw this draft away", action="/discard")
    assert page.says("Thrown away.") and page.says("No report yet")
    late = mina.opens(f"/report-drafts/{id}").send(text_done="Too late.")
    assert late.status == 409 and late.says("thrown away meanwhile")
    assert late.form("text_done").values["text_done"] == "Too late."


@pytest.mark.every_engine
def test_two_who_begin_at_once_find_one_draft(app, northgate, mina, marcus):
    pages = [one.opens(listing(northgate)) for one in (mina, marcus)]
    first, second = (page.send("Write a report", action="/reports/new") for page in pages)
    assert first.path == second.path and count(app, ReportDraft) == 1


def test_a_long_list_costs_the_same_and_is_read_a_page_at_a_time(app, northgate, helen):
    sent(app, northgate)
    with statements(app) as few:
        helen.opens(listing(northgate))
    for _ in range(22):
        sent(app, northgate)
    with statements(app) as many:
        page = helen.opens(listing(northgate))
    assert len(many) == len(few) <= 8
    assert page.says("No. 23") and not page.says("No. 3 ")
    assert any("after=" in link for link in page.links)
