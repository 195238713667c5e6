"""Reports that Baton prepares by itself."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.cast import BY_KEY, fixed
from tests.makers import acting, member
from tests.post_box import PostBox
from tests.reports.scenes import ids, written
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.engagements.daily import do_what_is_due
from tracker.engagements.models import EngagementState
from tracker.reports import schedules
from tracker.reports.models import ReportDraft, ReportSchedule, Rhythm, StatusReport
from tracker.reports.rhythms import next_moment
from tracker.reports.schedules import set_schedule
from tracker.tenancy import scoped

LONDON = ZoneInfo("Europe/London")


def at(day, hour, minute=0):
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), LONDON).replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("rhythm", "after", "last", "then"),
    [
        (Rhythm.WEEKLY, at("2026-11-23", 9), None, at("2026-11-27", 8)),  # a Monday: this Friday
        (Rhythm.WEEKLY, at("2026-11-27", 7, 59), None, at("2026-11-27", 8)),
        (Rhythm.WEEKLY, at("2026-11-27", 8), None, at("2026-12-04", 8)),  # at its very minute: the next one
        (Rhythm.FORTNIGHTLY, at("2026-11-27", 8, 5), at("2026-11-27", 8), at("2026-12-11", 8)),
        (Rhythm.FORTNIGHTLY, at("2027-01-01", 9), at("2026-11-27", 8), at("2027-01-08", 8)),  # after weeks of silence
        (Rhythm.MONTHLY, at("2026-11-29", 9), at("2026-11-06", 8), at("2026-12-04", 8)),
        (Rhythm.MONTHLY, at("2026-12-04", 8), None, at("2027-01-01", 8)),
        (Rhythm.WEEKLY, at("2027-03-26", 9), None, at("2027-04-02", 8)),  # over a change of the clocks
    ],
)
def test_the_next_one_is_due_at_its_hour_on_the_wall(rhythm, after, last, then):
    found = next_moment(rhythm, 4, 8, LONDON, after.astimezone(UTC), last.astimezone(UTC) if last else None)
    assert found == then and found.astimezone(LONDON).hour == 8


@pytest.fixture
def due(app, northgate):
    """A weekly schedule, set by Mina, whose hour has come."""
    return schedule(app, northgate, "mina")


def schedule(app, northgate, by, sends=False, to=()):
    with acting(app, by) as me:
        row = set_schedule(
            northgate.engagement, by=me, seen=0, rhythm=Rhythm.WEEKLY, weekday=4, hour=8, sends=sends,
            people=[member(key) for key in to],
        )  # fmt: skip
        db.session.commit()
        return row.next_at + timedelta(minutes=2)


def work(app, moment):
    with app.app_context(), clock.at(moment):
        do_what_is_due()


def letters(app, moment, to):
    """What has come to somebody by then."""
    with clock.at(moment):
        return PostBox(app).letters(BY_KEY[to].email)


def rows(app, model):
    with acting(app, "mina"):
        found = list(db.session.scalars(scoped(model).order_by(model.id)))
        db.session.expunge_all()
        return found


@pytest.mark.slow
def test_a_draft_waits_and_its_consultant_is_told(app, northgate, due, mina, helen):
    work(app, due - timedelta(minutes=3))
    assert rows(app, ReportDraft) == []
    work(app, due)
    assert rows(app, StatusReport) == [] and rows(app, ReportDraft)[0].scheduled
    letter, = letters(app, due, "mina")
    assert letter.subject == "Northgate Recruitment: a status report waits for you"
    assert mina.opens(letter.path).says("Write the report")
    assert mina.opens(f"{northgate.path}/reports").says("Prepared by Baton")
    assert letters(app, due, "helen") == []
    assert not helen.opens(f"{northgate.path}/reports").says("Prepared by Baton")


@pytest.mark.slow
def test_it_is_prepared_once_for_each_period(app, northgate, due):
    for minutes in (0, 5, 60, 60 * 24):
        work(app, due + timedelta(minutes=minutes))
    assert len(rows(app, ReportDraft)) == len(letters(app, due + timedelta(days=1), "mina")) == 1
    work(app, due + timedelta(days=7))
    assert len(letters(app, due + timedelta(days=7), "mina")) == 1  # a second one
    assert len(rows(app, ReportDraft)) == 1  # the one that nobody has sent yet


class Killed(BaseException):
    """What a worker sees of `kill -9`: nothing any more."""


@pytest.mark.slow
@pytest.mark.parametrize("where", ["begin", "_tell"])
def test_a_worker_that_dies_leaves_nothing_half_done(app, northgate, due, monkeypatch, where):
    def die(*_, **__):
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(schedules, where, die)
        with pytest.raises(Killed):
            work(app, due)
    assert rows(app, ReportDraft) == [] and rows(app, ReportSchedule)[0].next_at < due
    for _ in range(2):
        work(app, due + timedelta(minutes=5))
    assert len(rows(app, ReportDraft)) == len(letters(app, due + timedelta(minutes=5), "mina")) == 1


@pytest.mark.slow
def test_where_a_lead_chose_so_it_leaves_by_itself(app, northgate):
    moment = schedule(app, northgate, "marcus", sends=True, to=("helen", "priya"))
    work(app, moment)
    report, = rows(app, StatusReport)
    assert report.scheduled and [one["name"] for one in report.recipients] == ["Helen Ames", "Priya Shah"]
    assert letters(app, moment, "helen")[0].subject.startswith("Northgate Recruitment: Status report")
    work(app, moment + timedelta(days=7))
    first, second = rows(app, StatusReport)
    assert (second.number, second.since) == (2, first.until)


@pytest.mark.slow
def test_what_somebody_is_writing_is_not_sent_over_her_head(app, northgate):
    moment = schedule(app, northgate, "marcus", sends=True, to=("helen",))
    written(app, northgate, "mina", done="Not finished.")
    work(app, moment)
    assert rows(app, StatusReport) == []
    assert "still being written" in letters(app, moment, "marcus")[0].text


@pytest.mark.slow
def test_once_all_its_readers_have_left_a_draft_waits_instead(app, northgate):
    moment = schedule(app, northgate, "marcus", sends=True, to=("priya",))
    with acting(app, "helen"):
        member("priya").ended_at = clock.now()
        db.session.commit()
    work(app, moment)
    assert rows(app, StatusReport) == [] and len(rows(app, ReportDraft)) == 1


@pytest.mark.slow
def test_it_is_skipped_while_paused_and_ends_with_the_engagement(app, northgate, due):
    _set(app, northgate, paused_on=clock.today())
    work(app, due)
    assert rows(app, ReportDraft) == [] and rows(app, ReportSchedule)[0].next_at > due
    _set(app, northgate, paused_on=None, state=EngagementState.ENDED_EARLY)
    work(app, due + timedelta(days=7))
    assert rows(app, ReportDraft) == [] and rows(app, ReportSchedule)[0].next_at is None


def _set(app, northgate, **values):
    with acting(app, "helen"):
        for name, value in values.items():
            setattr(northgate.engagement, name, value)
        db.session.commit()


@pytest.mark.slow
def test_two_workers_prepare_it_once(app, northgate, due):
    """The second looked before the first had committed, and worked after."""
    (row,) = rows(app, ReportSchedule)
    with app.app_context(), clock.at(due):
        for _ in range(2):
            with entered(Context(workspace=fixed("workspace harbour"), zone="Europe/London")):
                schedules._work(row.id)
                db.session.commit()
    assert len(rows(app, ReportDraft)) == len(letters(app, due, "mina")) == 1


@pytest.mark.slow
def test_mina_sets_it_and_ends_it_on_its_page(app, northgate, mina, helen):
    path = f"{northgate.path}/reports/schedule"
    page = mina.opens(path)
    assert page.says("A lead of the practice can also let it leave without being read.")
    first = page.send(rhythm="weekly", weekday="0", hour="7")
    assert first.says("Set.") and first.says("The next report is prepared")
    assert helen.opens(f"{northgate.path}/reports").says("The next report is prepared")
    assert helen.opens(path).status == 403
    late = page.send(rhythm="monthly", once="")
    assert late.status == 409 and late.says("Somebody changed the schedule")
    ended = mina.opens(path).send("End the schedule", action="/end")
    assert ended.says("Ended.") and not ended.says("The next report")
    assert mina.opens(path).send(rhythm="monthly").says("Set.")
    assert len(rows(app, ReportSchedule)) == 1


@pytest.mark.slow
def test_only_a_lead_lets_it_leave_unread_and_only_to_somebody(app, northgate, mina, marcus):
    path = f"{northgate.path}/reports/schedule"
    values = {**mina.opens(path).form("rhythm").values, "sends": "y", "recipients": ids("helen")}
    page = mina.post(path, **values)
    assert page.status == 422 and page.says("Only a lead of the practice")
    page = marcus.opens(path).send(sends="y")
    assert page.status == 422 and page.says("Choose at least one person to send it to.")
    assert page.send(recipients=ids("helen")).says("The next report leaves")
    assert rows(app, ReportSchedule)[0].recipients == ids("helen")
