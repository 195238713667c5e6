"""The work log as people meet it: two taps on the phone, the tab with its share, and what is refused."""

from datetime import timedelta

import pytest

from tests.cast import BY_KEY
from tests.counting import statements
from tests.makers import member
from tests.responsibilities.scenes import activity, inside
from tests.worklog.test_logging import outsourced
from tracker.core import clock
from tracker.core.database import db
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped
from tracker.worklog.logging import log_work
from tracker.worklog.models import WorkEntry

pytestmark = [pytest.mark.slow, pytest.mark.one_engine]


@pytest.fixture
def log(northgate):
    return f"/activities/{northgate.activity('reply')}/log"


@pytest.fixture
def tab(northgate):
    return f"{northgate.path}/work"


def entries():
    return list(db.session.scalars(scoped(WorkEntry).order_by(WorkEntry.id)))


def test_two_taps_log_one_piece_for_today(app, aisha, log):
    token = aisha.opens(log).form("mode").values["csrf_token"]
    page = aisha.post(log, csrf_token=token, mode="client_checked", quantity=1)
    assert page.status == 200
    assert page.says("Logged: 1 × reply, Reply and serve customers. Take it back")
    with inside(app, "aisha"):
        (entry,) = entries()
        assert (entry.mode, entry.quantity, entry.on) == ("client_checked", 1, clock.today())


@pytest.mark.every_engine
def test_the_same_tap_sent_twice_is_one_entry_and_two_taps_are_two(app, aisha, log):
    values = {**aisha.opens(log).form("mode").values, "mode": "client"}
    aisha.post(log, **values)
    aisha.post(log, **values)
    aisha.sends(log, mode="client")
    with inside(app, "aisha"):
        assert len(entries()) == 2


def test_the_page_explains_each_mode_and_chooses_the_likely_one(aisha, mina, log):
    page = aisha.opens(log)
    assert page.says("Nobody from the practice touched or checked it.")
    assert page.form("mode").values["mode"] == "together"
    assert not page.says("I looked it over")
    assert mina.opens(log).says("It counts as the consultant's work.")


def test_the_whole_form_takes_a_day_an_amount_and_a_note(app, aisha, log):
    day = clock.today() - timedelta(days=3)
    aisha.sends(log, mode="client", quantity="12", on=day.isoformat(), minutes="45", note="Monday's inbox 🦊 שלום")
    with inside(app, "aisha"):
        (entry,) = entries()
        assert (entry.quantity, entry.on, entry.minutes) == (12, day, 45)
        assert entry.note == "Monday's inbox 🦊 שלום"


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("mode", "consultant", "Choose how it was done."),
        ("mode", "oversight", "Choose how it was done."),
        ("quantity", "0", "Log from 1 to 1,000 at once."),
        ("quantity", "lots", "Write a whole number."),
        ("quantity", "9" * 5000, "Write a whole number."),
        ("quantity", "1.5", "Write a whole number."),
        ("minutes", "1441", "Minutes run from 1 to 1,440"),
        ("on", "yesterday", "Write the day as year-month-day"),
        ("on", "0001-01-01", "Work is logged within 60 days."),
        ("on", "9999-12-31", "That day has not come yet."),
        ("note", "x" * 501, "At most 500 characters."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_typed_is_lost(app, aisha, log, field, value, reason):
    page = aisha.sends(log, **{"mode": "client", "note": "Kept", field: value})
    assert page.status == 422
    assert page.says(reason)
    if field not in {"note", "quantity"}:
        assert page.form("mode").values["note"] == "Kept"
    with inside(app, "aisha"):
        assert entries() == []


def test_a_slip_is_taken_back_from_the_message(app, aisha, log):
    page = aisha.sends(log, mode="client")
    undo = next(link for link in page.links if link.endswith("/take-back"))
    page = aisha.opens(undo)
    assert "because" not in page.form().names
    page.send("Take it back")
    assert aisha.opens(log).says("Taken back")
    assert aisha.opens(undo).send("Take it back").status == 409


def test_the_owner_corrects_with_a_reason(aisha, helen, callum, log, tab):
    aisha.sends(log, mode="client", quantity="900")
    link = next(link for link in helen.opens(tab).links if link.endswith("/take-back"))
    assert callum.opens(link).status == 403
    assert helen.sends(link, because=" ").status == 422
    helen.sends(link, because="It was nine")
    assert helen.opens(tab).says("Taken back")


def test_the_tab_says_how_much_the_practice_delivered(app, helen, northgate, tab):
    assert helen.opens(tab).says("Nothing was delivered in the last four weeks")
    with inside(app, "marcus"):
        month_ago = clock.today() - timedelta(days=30)
        log_work(activity(northgate), "consultant", by=member("mina"), quantity=3)
        log_work(activity(northgate), "client", by=member("aisha"), quantity=7)
        log_work(activity(northgate, "listen"), "client", by=member("aisha"), quantity=2)
        log_work(activity(northgate), "consultant", by=member("mina"), on=month_ago)
        db.session.commit()
    page = helen.opens(tab)
    assert page.says("Harbour & Lane delivered 25% in the last four weeks")
    assert page.says("100% in the four weeks before")
    leaning = page.text[page.text.index("Where the practice still delivers") :]
    assert "Reply and serve customers30%" in leaning[:200]


def test_work_is_logged_on_the_tab_for_any_activity(app, mina, northgate, tab):
    page = mina.opens(f"{tab}/add").send(activity=str(northgate.activity("listen")), mode="together", quantity="2")
    assert page.path.endswith("/work") and page.says("Logged: 2 ×")
    with inside(app, "mina"):
        assert entries()[0].activity_id == northgate.activity("listen")


@pytest.mark.parametrize("activity_id", ["", "x", str(BY_KEY["wes"].id), "00000000-0000-7000-8000-000000000000"])
def test_an_activity_of_elsewhere_is_no_choice(app, mina, tab, activity_id):
    page = mina.opens(f"{tab}/add").send(activity=activity_id, mode="together", note="Kept")
    assert page.status == 422 and page.form("mode").values["note"] == "Kept"


def test_other_clients_and_workspaces_find_nothing(app, aisha, dawn, wes, tessa, log, tab):
    link = next(link for link in aisha.sends(log, mode="client").links if link.endswith("/take-back"))
    inside_path = link.split("/w/harbour")[1]
    for stranger in (dawn, wes, tessa):
        for path in (log, tab, inside_path):
            assert stranger.opens(path).status == 404


def test_a_providers_person_logs_what_is_given_to_her_firm(app, brook, northgate, log):
    assert brook.opens(log).status == 404
    with inside(app, "helen"):
        outsourced(northgate)
    page = brook.opens(log)
    assert page.says("We delivered it")
    page = page.send(mode="provider", quantity="8")
    assert page.says("Logged: 8 × reply")
    link = next(link for link in page.links if link.endswith("/take-back"))
    assert brook.opens(link).status == 200
    assert brook.opens(f"/activities/{northgate.activity('listen')}/log").status == 404


@pytest.mark.parametrize("who", ["marcus", "mina", "helen", "aisha"])
def test_the_tab_asks_a_fixed_number_of_statements(app, visit, who, northgate, tab, log):
    visitor = visit(who)

    def asked(path):
        with statements(app) as sent:
            assert visitor.opens(path).status == 200
        return len(sent)

    before = [asked(tab), asked(log)]
    with inside(app, "marcus"):
        for row in db.session.scalars(scoped(Activity).where(Activity.engagement_id == northgate.id)).all():
            for key, mode in (("mina", "consultant"), ("aisha", "client"), ("callum", "together")):
                for _ in range(4):
                    log_work(row, mode, by=member(key))
        db.session.commit()
    after = [asked(tab), asked(log)]
    assert before == after
    assert max(after) <= 8, after


def test_older_entries_are_a_page_away(app, helen, northgate, tab):
    with inside(app, "aisha") as aisha:
        for n in range(35):
            log_work(activity(northgate), "client", by=aisha, note=f"Entry number {n}.")
        db.session.commit()
    page = helen.opens(tab)
    assert page.says("Entry number 34.") and not page.says("Entry number 3.")
    older = next(link for link in page.links if "after=" in link)
    assert helen.opens(older).says("Entry number 3.")
