"""Work from a file: every bad row is named, all of it comes in or nothing, and never twice unasked."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest

from tests.jobs.scenes import job as job_of
from tests.jobs.test_jobs import work
from tests.makers import member
from tests.responsibilities.scenes import answers, inside
from tests.worklog.test_questions import counted
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped
from tracker.worklog.answering import questions_for, say_no
from tracker.worklog.importing.writing import keep_upload, looked_at, take_all_back, write_down
from tracker.worklog.models import WorkEntry, WorkImport, WorkQuestion


def day(back=1):
    return (clock.today() - timedelta(days=back)).isoformat()


def sheet(*rows, heading="date,activity,quantity,minutes,mode,person,note"):
    return "\n".join([heading, *rows]).encode()


def good(back=1, activity="Listen", quantity=2, minutes="", mode="client", person="", note=""):
    return f"{day(back)},{activity},{quantity},{minutes},{mode},{person},{note}"


def kept(northgate, by, data):
    return keep_upload(northgate.engagement, "work.csv", data, by=by)


def entries():
    return list(db.session.scalars(scoped(WorkEntry).order_by(WorkEntry.id)))


def test_rows_are_understood_as_people_write_them(as_person, northgate):
    priya = as_person("priya")
    data = sheet(
        good(activity="reply and  SERVE customers", minutes="1:30", mode="We did it alone", note="Hello"),
        good(activity="listen", mode="", quantity="", person="priya shah"), good(person="Me", quantity="3.0"),
    )  # fmt: skip
    found = kept(northgate, priya, data)
    _, understood = looked_at(found, priya)
    assert understood.bad == [] and understood.dates == "year-month-day"
    assert write_down(found, by=priya) == 3
    first, second, third = entries()
    assert (first.mode, first.quantity, first.minutes, first.note) == ("client", 2, 90, "Hello")
    assert (second.mode, second.quantity, third.quantity) == ("together", 1, 3)
    assert {entry.import_id for entry in entries()} == {found.id}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (good(activity="Juggle"), "activity", "There is no activity called “Juggle”."),
        (good(activity=""), "activity", "The activity is missing."),
        (good(person="Dawn Perry"), "person", "Nobody here is called “Dawn Perry”."),
        (good(mode="consultant"), "mode", "“consultant” is no way in which you may log work."),
        (good(mode="oversight"), "mode", "Only whoever accepted"),
        (good(quantity="lots"), "quantity", "“lots” is no whole number."),
        (good(quantity="1001"), "quantity", "Log from 1 to 1,000"),
        (good(minutes="1441"), "minutes", "Minutes run from 1 to 1,440"),
        (good(back=-1), "date", "That day has not come yet."),
        (good(back=99), "date", "Work is logged within 60 days."),
        ("soon" + good()[10:], "date", "“soon” is no date written year-month-day."),
        ("," + good()[11:], "date", "The date is missing."),
        (day(), "activity", "The activity is missing."),
    ],
)
def test_every_bad_row_is_named_and_nothing_comes_in(as_person, northgate, row, column, reason):
    priya = as_person("priya")
    found = kept(northgate, priya, sheet(good(), row, good(), row))
    _, understood = looked_at(found, priya)
    assert [(bad.line, bad.column) for bad in understood.bad] == [(3, column), (5, column)]
    assert understood.bad[0].reason.startswith(reason)
    with pytest.raises(Refused, match="Line 3: .* 1 more row is not right either. Nothing was imported."):
        write_down(found, by=priya)
    assert entries() == []


def test_what_comes_in_for_others_is_one_question_each_and_counts_after_a_yes(as_person, northgate):
    priya = as_person("priya")
    rows = [good(person="Aisha Khan")] * 3 + [good(person="Callum Reid")] * 2
    write_down(kept(northgate, priya, sheet(*rows)), by=priya)
    assert counted(northgate, "listen") == 0
    (asked,) = questions_for(member("aisha"))
    assert "3 entries from the file work.csv" in asked.sentence
    say_no(db.session.scalars(scoped(WorkQuestion).where(WorkQuestion.id == asked.id)).one(), by=member("aisha"),
           because="Those were last year's.")  # fmt: skip
    assert [entry.taken_back_at is not None for entry in entries()] == [True] * 3 + [False] * 2


def test_own_work_still_learnt_is_asked_about_once_for_the_whole_file(as_person, northgate):
    aisha = as_person("aisha")
    answers(northgate, "priya", key="listen")
    write_down(kept(northgate, aisha, sheet(*[good()] * 30)), by=aisha)
    (asked,) = db.session.scalars(scoped(WorkQuestion)).all()
    assert (asked.asked_id, asked.entries, asked.why) == (member("priya").id, 30, "sample")
    assert counted(northgate, "listen") == 60


def test_a_practice_brings_in_its_own_hours_and_never_the_clients_alone(as_person, northgate):
    marcus = as_person("marcus")
    rows = [good(mode="consultant", person="Mina Okafor"), good(mode="They did it we checked", person="Aisha Khan")]
    write_down(kept(northgate, marcus, sheet(*rows)), by=marcus)
    assert [str(entry.mode) for entry in entries()] == ["consultant", "client_checked"]
    found = kept(northgate, marcus, sheet(good(mode="client", person="Aisha Khan")))
    assert looked_at(found, marcus)[1].bad[0].column == "mode"


def test_a_whole_import_is_taken_back_with_a_reason(as_person, northgate):
    priya = as_person("priya")
    found = kept(northgate, priya, sheet(*[good()] * 4))
    write_down(found, by=priya)
    assert counted(northgate, "listen") == 8
    with pytest.raises(Refused, match="Say why"):
        take_all_back(found, by=priya, because="")
    write_down(kept(northgate, priya, sheet(good(person="Aisha Khan"))), by=priya)
    take_all_back(found, by=priya, because="The wrong month.")
    assert len(questions_for(member("aisha"))) == 1
    assert counted(northgate, "listen") == 0 and len(entries()) == 5


pages = pytest.mark.slow


@pages
def test_a_file_is_looked_at_then_imported_by_the_worker(app, priya, northgate):
    tab = f"{northgate.path}/work/import"
    data = sheet(*[good()] * 40)
    page = priya.opens(tab).send(file=(BytesIO(data), "november.csv"))
    assert page.says("All 40 rows are right.") and page.says("commas") and page.says("UTF-8")
    page = page.send("Import 40 entries", action="/begin")
    assert page.says("This waits for its turn.")
    assert work(app) == 1
    job = page.path.rpartition("/")[2]
    assert job_of(app, UUID(job)).message == "40 entries were imported."
    assert priya.opens(f"/jobs/{job}").says("See what came of it")
    log = priya.opens(f"{northgate.path}/work")
    assert log.says("80") and log.says("Listen")


@pages
def test_bad_rows_are_shown_with_line_column_and_reason_and_can_be_downloaded(priya, northgate):
    tab = f"{northgate.path}/work/import"
    data = sheet(good(), good(activity="=Juggle"), good(quantity="many"))
    page = priya.opens(tab).send(pasted=data.decode())
    assert page.says("2 of 3 rows are not right, so nothing can be imported.")
    assert page.says("Line 3") and page.says("There is no activity called “=Juggle”.") and page.says("Line 4")
    assert "Import 1 entries" not in page.text
    answer = priya.opens(page.path.removeprefix("/w/harbour") + "/bad-rows.csv").response
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "3,activity,There is no activity called “=Juggle”." in answer.get_data(as_text=True)


@pages
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04\x00", "holds zero bytes"), (b"hello", "names no columns"), (b"", "The file is empty."),
        (b"x," * 1_100_000, "at most 2 MB"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_at_the_file(priya, northgate, data, reason):
    page = priya.opens(f"{northgate.path}/work/import").send(file=(BytesIO(data), "x.csv"))
    assert page.status == 422 and page.says(reason)


@pages
def test_nothing_sent_is_said_and_a_huge_body_is_refused(priya, northgate):
    tab = f"{northgate.path}/work/import"
    assert priya.opens(tab).send(pasted="").says("Choose a file, or paste its text.")
    assert priya.opens(tab).send(file=(BytesIO(b"x" * 27_000_000), "x.csv")).status == 413


@pages
@pytest.mark.every_engine
def test_the_same_file_twice_is_noticed_and_asked(app, priya, northgate):
    tab, data = f"{northgate.path}/work/import", sheet(*[good()] * 3)
    for _ in range(2):
        page = priya.opens(tab).send(file=(BytesIO(data), "november.csv"))
        first = not page.says("It came before")
        if not first:
            refused = page.send(action="/begin")
            assert refused.status == 422 and refused.says("This very file was imported before.")
            page = refused.send(action="/begin", again="y")
        else:
            page = page.send(action="/begin")
        work(app)
    with inside(app, "priya"):
        assert len(entries()) == 6


@pages
def test_what_changed_since_the_preview_fails_with_the_reason_and_leaves_nothing(app, priya, northgate):
    page = priya.opens(f"{northgate.path}/work/import").send(file=(BytesIO(sheet(good(), good())), "x.csv"))
    page = page.send(action="/begin")
    with inside(app, "helen"):
        db.session.scalars(scoped(Activity).where(Activity.key == "listen")).one().not_applicable_at = clock.now()
        db.session.commit()
    work(app)
    page = priya.opens(page.path.removeprefix("/w/harbour"))
    assert page.says("Line 2: This activity is set aside") and page.says("Nothing was imported.")
    with inside(app, "priya"):
        assert entries() == [] and db.session.scalars(scoped(WorkImport)).one().done_at is None


@pages
def test_staff_providers_and_strangers_bring_nothing_in(app, visit, priya, northgate):
    tab = f"{northgate.path}/work/import"
    page = priya.opens(tab).send(pasted=sheet(good()).decode())
    path = page.path.removeprefix("/w/harbour")
    expected = {"aisha": 403, "brook": 404, "dawn": 404, "tessa": 404, "helen": 200, "marcus": 200}
    assert {key: visit(key).opens(path).status for key in expected} == expected
    assert {key: visit(key).opens(tab).status for key in expected} == expected
    other = visit("helen").opens(path).send(action="/begin")
    assert other.status == 422 and other.says("Whoever brought the file begins the import.")


@pages
def test_the_log_goes_out_as_csv_with_formulas_made_harmless(app, helen, visit, northgate):
    with inside(app, "priya") as me:
        write_down(kept(northgate, me, sheet(good(note="'=cmd()"), good(person="Aisha Khan"))), by=me)
        db.session.commit()
    answer = helen.opens(f"{northgate.path}/work.csv").response
    lines = answer.get_data(as_text=True).splitlines()
    assert lines[0] == "\ufeffDate,Activity,Unit,Quantity,Minutes,Mode,Person,Logged by,Note,State"
    assert lines[1].endswith("Priya Shah,Priya Shah,'=cmd(),counts")
    assert lines[2].endswith("Aisha Khan,Priya Shah,,waits for confirmation")
    assert {key: visit(key).opens(f"{northgate.path}/work.csv").status for key in ("dawn", "tessa", "brook")} == {
        "dawn": 404, "tessa": 404, "brook": 404,
    }  # fmt: skip
