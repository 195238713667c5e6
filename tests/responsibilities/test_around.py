"""Who is asked and told, what is promised, and how soon customers are answered."""

from datetime import date, timedelta

import pytest

from tests.makers import acting, member
from tests.responsibilities.scenes import activity
from tracker.accounts.members import end_place
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import slices
from tracker.responsibilities.involving import involve, involved, leave_out
from tracker.responsibilities.models import Say
from tracker.responsibilities.responding import Pace, log_week, promise, slow_weeks, weeks_of

MONDAY = date(2026, 11, 2)


def pace(weeks_later=0, answered=10, late=0, median=60):
    return Pace(MONDAY + timedelta(weeks=weeks_later), answered, late, median)


@pytest.mark.parametrize(
    ("first", "second", "slow"),
    [
        ({"median": 241}, {"median": 241}, True),
        ({"median": 240}, {"median": 241}, False),
        ({"late": 3}, {"late": 3}, True),
        ({"late": 2}, {"late": 3}, False),
        ({"late": 3}, {"median": 300}, True),
    ],
)
def test_two_slow_weeks_running_are_slow(first, second, slow):
    assert slow_weeks([pace(**first), pace(1, **second)], 4) is slow


def test_weeks_that_do_not_follow_each_other_and_hours_nobody_promised_are_not_slow():
    slow = {"median": 999}
    assert not slow_weeks([pace(**slow), pace(2, **slow)], 4)
    assert not slow_weeks([pace(**slow), pace(1, **slow)], None)
    assert not slow_weeks([pace(**slow)], 4)


def test_people_are_asked_or_told_and_never_both(as_person, northgate):
    helen = as_person("helen")
    reply = activity(northgate)
    involve(reply, member("callum"), Say.CONSULTED, by=helen)
    with pytest.raises(Refused, match="consulted already"):
        involve(reply, member("callum"), Say.CONSULTED, by=helen)
    involve(reply, member("callum"), Say.INFORMED, by=helen)
    db.session.commit()
    assert [(row.member.name, row.say) for row in involved(reply)] == [("Callum Reid", "informed")]
    with pytest.raises(Refused, match="own people"):
        involve(reply, member("mina"), Say.INFORMED, by=helen)
    row = involved(reply)[0]
    leave_out(row, by=helen)
    with pytest.raises(Stale):
        leave_out(row, by=helen)


def test_somebody_who_leaves_is_asked_no_more(as_person, northgate):
    helen = as_person("helen")
    involve(activity(northgate), member("callum"), Say.CONSULTED, by=helen)
    end_place(member("callum"), by=helen)
    db.session.commit()
    assert involved(activity(northgate)) == []


def test_the_playbook_promises_where_customers_wait_and_the_owner_changes_it(as_person, northgate):
    helen = as_person("helen")
    assert (activity(northgate).sla_hours, activity(northgate, "listen").sla_hours) == (4, None)
    promise(activity(northgate), 8, by=helen)
    with pytest.raises(Refused, match="promised already"):
        promise(activity(northgate), 8, by=helen)
    for hours in (0, 721):
        with pytest.raises(Refused, match="From 1 to 720"):
            promise(activity(northgate), hours, by=helen)


def test_a_week_logged_again_takes_the_place_of_the_first(as_person, northgate):
    priya, today = as_person("priya"), clock.today()
    monday = today - timedelta(days=today.weekday())
    log_week(activity(northgate), today, answered=10, late=9, median_minutes=500, by=priya)
    log_week(activity(northgate), today, answered=12, late=1, median_minutes=90, by=priya)
    db.session.commit()
    assert [(row.week, row.answered) for row in weeks_of(activity(northgate))] == [(monday, 12)]
    assert slices["replies"](northgate.id) == {str(northgate.activity("reply")): [[monday.isoformat(), 12, 1, 90]]}


@pytest.mark.parametrize(
    ("changed", "field"), [({"answered": 0}, "answered"), ({"late": 11}, "late"), ({"late": -1}, "late")]
)
def test_a_week_that_cannot_be_is_refused(as_person, northgate, changed, field):
    priya, values = as_person("priya"), {"answered": 10, "late": 0, "median_minutes": 60} | changed
    with pytest.raises(Refused) as refusal:
        log_week(activity(northgate), clock.today(), by=priya, **values)
    assert refusal.value.field == field
    with pytest.raises(Refused, match="not begun"):
        log_week(activity(northgate), clock.today() + timedelta(days=8), answered=1, late=0, median_minutes=1,
                 by=member("priya"))  # fmt: skip


@pytest.mark.slow
def test_it_is_kept_on_a_page_of_its_own(app, helen, aisha, dawn, northgate):
    path = f"/activities/{northgate.activity('reply')}/around"
    page = helen.opens(path).send("Add", action="/people", person=str(aisha.person.id), say="informed")
    assert page.says("Aisha Khan") and page.says("Is told after")
    page = page.send("Promise it", action="/promise", hours="2")
    assert page.says("Promised within 2 staffed hours")
    week = {"week": "2026-11-02", "answered": "10", "late": "5", "median_minutes": "300"}
    page = page.send("Keep the week", action="/replies", **week)
    assert page.says("5.0 h") and page.says("Slow")
    page = page.send("Keep the week", action="/replies", **(week | {"answered": "ten", "median_minutes": ""}))
    assert page.status == 422 and page.form(action="/replies").values["answered"] == "ten"
    page = helen.opens(path).send(action="/end")
    assert page.says("Nobody is asked or told yet.")
    assert dawn.opens(path).status == 404
    page = aisha.opens(path)
    assert not page.says("Promise it") and page.says("Keep the week")
    with acting(app, "helen"):
        assert activity(northgate).sla_hours == 2
