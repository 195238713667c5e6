"""Files on a record: attached, downloaded, removed and put back, by those who may."""

from dataclasses import replace
from io import BytesIO

import pytest

from tests.counting import statements
from tests.files import specimens
from tests.files.scenes import book, pdf, put, write
from tests.makers import acting, member
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.files import attaching
from tracker.files.models import Attachment
from tracker.files.subjects import kinds
from tracker.responsibilities.models import Activity, DoerKind, Provider
from tracker.tenancy import scoped
from tracker.toolkit.models import Runbook

pytestmark = pytest.mark.slow


def attachments(app):
    with acting(app, "helen"):
        return [*db.session.scalars(scoped(Attachment).order_by(Attachment.id))]


def stored(app):
    folder = app.config["SETTINGS"].instance / "files"
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_callum_attaches_a_plan_and_helen_downloads_it(app, northgate, callum, helen):
    write(app, northgate)
    page = callum.opens(book(northgate)).send(action="/files", files=pdf("Our plan – für alle.pdf"))
    assert page.says("Attached.") and page.says("Our plan – für alle.pdf")
    answer = helen.opens(next(link for link in helen.opens(book(northgate)).links if "/files/" in link)).response
    assert answer.data == specimens.PDF
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"Our plan  fur alle.pdf\"; filename*=UTF-8''Our%20plan%20%E2%80%93%20f%C3%BCr%20alle.pdf"
    )
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Content-Length"] == str(len(specimens.PDF))


def test_whoever_has_it_already_is_not_sent_it_again(app, northgate, helen):
    id = put(app, northgate, write(app, northgate))
    mark = helen.opens(f"/files/{id}").response.headers["ETag"]
    again = helen.client.get(f"/w/harbour/files/{id}", headers={"If-None-Match": mark})
    assert (again.status_code, again.data) == (304, b"")


def test_a_text_is_never_sent_as_a_page(app, northgate, helen):
    id = put(app, northgate, write(app, northgate), "note.txt", b"hello <script>")
    assert helen.opens(f"/files/{id}").response.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.every_engine
def test_sent_twice_it_is_attached_once(app, northgate, callum):
    write(app, northgate)
    page = callum.opens(book(northgate))
    before = stored(app)
    for _ in range(2):
        assert page.send(action="/files", files=pdf()).status == 200
    assert len(attachments(app)) == 1
    assert len(stored(app) - before) == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("run.exe", b"MZ", "Programs are not taken."),
        ("../../x.pdf", specimens.PDF, "may not hold a path"),
        ("shot.png", specimens.claimed_png(30_000, 30_000), "12,000 pixels along a side"),
        ("letter.docx", specimens.bomb(900, says=1000), "far too large"),
        ("", b"", "Choose a file."),
    ],
    ids=["a program", "a path", "a huge picture", "a bomb", "nothing"],
)
def test_a_refusal_stands_at_the_field_and_keeps_nothing(app, northgate, callum, name, content, says):
    write(app, northgate)
    before = stored(app)
    page = callum.opens(book(northgate)).send(action="/files", files=(BytesIO(content), name))
    assert page.status == 422
    assert page.says(says) and 'id="files-error"' in page.html
    assert page.send(files=pdf()).says("Attached.")
    assert len(attachments(app)) == 1
    assert len(stored(app) - before) == 1


@pytest.mark.every_engine
def test_several_files_come_at_once_or_none_of_them(app, northgate, callum):
    write(app, northgate)
    page = callum.opens(book(northgate))
    assert page.send(action="/files", files=[pdf("a.pdf"), (BytesIO(b"MZ"), "b.exe")]).says("b.exe: Programs")
    assert attachments(app) == []
    assert page.send(action="/files", files=[pdf("a.pdf"), pdf("b.pdf")]).says("b.pdf")
    assert [row.name for row in attachments(app)] == ["a.pdf", "b.pdf"]


def test_removed_it_is_gone_for_readers_and_comes_back(app, northgate, callum, brook, helen):
    id = put(app, northgate, write(app, northgate))
    page = callum.opens(book(northgate)).send(action=f"/files/{id}/remove")
    assert page.says("1 removed") and page.says("Put back")
    assert not any(link.endswith(f"/files/{id}") for link in page.links)
    page = page.send(action="/put-back")
    assert any(link.endswith(f"/files/{id}") for link in page.links)
    assert helen.opens(f"/files/{id}").status == 200


@pytest.mark.every_engine
def test_two_browsers_remove_it_once(app, northgate, callum):
    id = put(app, northgate, write(app, northgate))
    page = callum.opens(book(northgate))
    assert page.send(action="/remove").status == 200
    assert page.send(action="/remove").status == 409
    assert callum.opens(f"/files/{id}").status == 200  # whoever may put it back may look at it


@pytest.mark.parametrize("key", ["dawn", "wes", "tessa", "ewan", "brook"])
def test_strangers_find_no_file_and_nowhere_to_put_one(app, northgate, visit, key):
    runbook = write(app, northgate)
    id = put(app, northgate, runbook)
    person = visit(key)
    token = person.opens("/account").form().values["csrf_token"]
    assert person.opens(f"/files/{id}").status == 404
    for path in (f"/files/{id}/remove", f"/runbook/{runbook}/files"):
        assert person.post(path, csrf_token=token, files=pdf()).status == 404
    assert len(attachments(app)) == 1


def test_a_providers_person_reads_the_files_of_what_she_does(app, northgate, brook):
    id = put(app, northgate, write(app, northgate))
    with acting(app, "helen"):
        firm = Provider(**northgate.engagement.keys, name="Bright Pixel")
        db.session.add(firm)
        db.session.flush()
        activity = northgate.get(Activity, "reply")
        activity.doer_kind, activity.provider_id = DoerKind.PROVIDER, firm.id
        member("brook").provider_id = firm.id
        db.session.commit()
    page = brook.opens(book(northgate))
    assert page.says("plan.pdf") and "Remove" not in page.text and not page.says("Attach a file")
    assert brook.opens(f"/files/{id}").status == 200
    token = brook.opens("/account").form().values["csrf_token"]
    assert brook.post(f"/files/{id}/remove", csrf_token=token).status == 403


def test_a_shelf_has_an_end(app, northgate, monkeypatch):
    runbook = write(app, northgate)
    put(app, northgate, runbook)
    monkeypatch.setattr(attaching, "MOST_ON_ONE", 1)
    with pytest.raises(Refused, match="At most 1 files"):
        put(app, northgate, runbook)
    monkeypatch.setattr(attaching, "LARGEST_SHELF", len(specimens.PDF))
    with pytest.raises(Refused, match="fill its 2 GB"):
        put(app, northgate, runbook)


def test_what_is_signed_keeps_its_files(app, northgate, monkeypatch):
    runbook = write(app, northgate)
    id = put(app, northgate, runbook)
    monkeypatch.setitem(kinds, "Runbook", replace(kinds["Runbook"], fixed=lambda _: True))
    with acting(app, "priya") as priya:
        with pytest.raises(Refused, match="stay as they are"):
            attaching.remove(northgate.one(Attachment, id), by=priya)
        with pytest.raises(Refused, match="stay as they are"):
            attaching.attach(northgate.one(Runbook, runbook), [], by=priya)


def test_what_is_there_is_not_put_back(app, northgate):
    id = put(app, northgate, write(app, northgate))
    with acting(app, "priya") as priya, pytest.raises(Stale):
        attaching.put_back(northgate.one(Attachment, id), by=priya)


@pytest.mark.every_engine
def test_the_page_costs_the_same_however_many_files(app, northgate, mina):
    runbook = write(app, northgate)
    put(app, northgate, runbook)
    mina.opens(book(northgate))
    with statements(app) as few:
        mina.opens(book(northgate))
    for number in range(6):
        put(app, northgate, runbook, f"{number}.pdf")
    with statements(app) as many:
        mina.opens(book(northgate))
    assert len(few) == len(many) <= 9


def test_the_feed_tells_of_it(app, northgate, helen):
    put(app, northgate, write(app, northgate))
    assert helen.opens(f"{northgate.path}/activity").says("Priya Shah attached plan.pdf.")


