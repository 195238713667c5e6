"""Letters of check-ins: a week before, once more on the day, never twice; and what is said when nobody answers."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.cast import BY_KEY, fixed
from tests.handover.after import after, answered, booked, check_in, handed_over, on, written
from tests.makers import acting, member
from tests.post_box import PostBox
from tests.told_once import told_once
from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.outbox import Letter
from tracker.discussion.models import InboxRow
from tracker.engagements.daily import do_the_days_work
from tracker.engagements.extension_points import facts_of
from tracker.handover.check_in_answering import send
from tracker.handover.check_in_letters import ask_for_check_ins
from tracker.selfsufficiency.flags.models import Flag
from tracker.tenancy import scoped

HARBOUR = fixed("workspace harbour")


@told_once
def hand_over(app, northgate):
    with acting(app, "helen"):
        booked(northgate)
        handed_over(northgate)


@pytest.fixture
def after_the_handover(app, northgate):
    hand_over(app, northgate)
    return northgate


def work(app, day, hour=10, zone="Europe/London"):
    """The day's work for check-ins in Harbour & Lane; how much was done."""
    with app.app_context(), on(day, hour), entered(Context(workspace=HARBOUR, zone=zone)):
        return ask_for_check_ins()


def waiting(app):
    """Kind and receiver of every letter so far, the oldest first."""
    with app.app_context(), entered(Context(writes=False)):
        return [(one.kind, one.to_address) for one in db.session.scalars(select(Letter).order_by(Letter.id))]


def told(app, verb):
    with acting(app, "helen"):
        return len(db.session.scalars(scoped(AuditEvent).where(AuditEvent.verb == verb)).all())


INVITED, REMINDED = ("check_in", BY_KEY["priya"].email), ("check_in_reminder", BY_KEY["priya"].email)


def test_the_invitation_leaves_a_week_before_once(app, after_the_handover):
    assert work(app, after(22)) == 0
    assert work(app, after(23)) == 1
    assert work(app, after(23)) == 0
    assert waiting(app) == [INVITED]
    with acting(app, "priya") as priya:
        row, = db.session.scalars(scoped(InboxRow).where(InboxRow.person_id == priya.id))
        assert (row.says, row.subject_name) == ("Baton waits for your word on", "Check-in after 30 days")


def test_one_reminder_on_the_day_and_then_it_counts_as_missed(app, after_the_handover):
    for day in range(23, 40):
        work(app, after(day))
    assert waiting(app) == [INVITED, REMINDED]
    assert told(app, "check_in.missed") == 1
    with acting(app, "helen") as helen:
        about = db.session.scalars(scoped(InboxRow).where(InboxRow.person_id == helen.id)).one()
        assert about.excerpt == "Nobody has answered it yet, a week after its day."


def test_it_is_missed_on_the_seventh_day_after_and_the_flag_goes_up_with_it(app, after_the_handover):
    work(app, after(23))
    work(app, after(36))
    assert told(app, "check_in.missed") == 0
    work(app, after(37))
    with acting(app, "helen"), on(after(37)):
        assert facts_of(after_the_handover.id)["check_ins"][0]["state"] == "missed"
        flag = db.session.scalars(scoped(Flag).where(Flag.kind == "skill-fading")).one()
        assert flag.subject == str(check_in(after_the_handover).id)
        written(check_in(after_the_handover), "priya")
        send(check_in(after_the_handover), by=member("priya"))
        db.session.commit()
        assert check_in(after_the_handover).state == "done"
        db.session.refresh(flag)
        assert flag.gone_on == after(37)


def test_who_is_invited_late_is_not_reminded_on_its_heels(app, after_the_handover):
    work(app, after(30))
    work(app, after(32))
    assert waiting(app) == [INVITED]
    work(app, after(33))
    assert waiting(app) == [INVITED, REMINDED]


def test_clocks_that_go_back_two_hours_invite_nobody_twice(app, after_the_handover):
    for hour in (1, 23, 21, 0):
        work(app, after(23), hour)
    assert waiting(app) == [INVITED]


@pytest.mark.parametrize(("zone", "hour", "sent"), [
    ("Pacific/Auckland", 12, 1), ("Pacific/Auckland", 10, 0), ("America/Los_Angeles", 23, 0), ("Europe/London", 23, 0),
])  # fmt: skip
def test_the_day_is_that_of_the_workspace(app, after_the_handover, zone, hour, sent):
    """At noon of the 22nd day in UTC it is the 23rd in Auckland already."""
    assert work(app, after(22), hour, zone) == sent


def test_nobody_is_asked_once_it_is_answered_or_over(app, after_the_handover):
    with acting(app, "helen"):
        answered(after_the_handover, 30, day=after(24))
    assert work(app, after(37)) == 0
    with acting(app, "helen"), on(after(38)):
        after_the_handover.engagement.state = "closed"
        db.session.commit()
    assert work(app, after(60)) == 0


def test_a_letter_is_not_sent_any_more_when_it_was_answered_meanwhile(app, after_the_handover):
    work(app, after(23))
    with acting(app, "helen"):
        answered(after_the_handover, 30, day=after(23))
    with on(after(24)):
        assert PostBox(app).letters(BY_KEY["priya"].email) == []


def test_the_stand_in_is_asked_when_she_who_answers_has_left(app, after_the_handover):
    with acting(app, "helen"):
        member("priya").ended_at = clock.now()
        db.session.commit()
    work(app, after(23))
    assert waiting(app) == [("check_in", BY_KEY["aisha"].email)]


@pytest.mark.slow
def test_the_letter_lands_on_the_check_in_after_signing_in_by_a_link(app, after_the_handover, visitor):
    with on(after(23)):
        work(app, after(23))
        box = PostBox(app)
        letter = box.newest(BY_KEY["priya"].email)
        assert letter.subject == "30 days on your own: how does it go?"
        assert "Dear Priya Shah" in letter.text and "31 March" in letter.text
        page = visitor.opens(letter.path)
        assert page.path == "/sign-in"
        page.send(email=BY_KEY["priya"].email)
    moment = datetime.combine(after(23), datetime.min.time(), UTC) + timedelta(hours=10, minutes=1)
    with clock.at(moment):
        page = visitor.opens(box.newest(BY_KEY["priya"].email).path)
        if page.reader.forms and not page.says("After 30 days"):
            page = page.send()
        assert page.says("After 30 days") and page.says("Answer it")


@pytest.mark.slow
def test_the_worker_does_it_with_the_days_work(app, after_the_handover):
    with app.app_context(), on(after(23)):
        do_the_days_work()
    assert INVITED in waiting(app)
