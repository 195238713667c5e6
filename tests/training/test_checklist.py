"""A trainee's way through her checklist: tick, show, undo, ask for help."""

from datetime import timedelta

import pytest

from tests.training.scenes import NOTE, acting, judge, put_on, standing, tick, verify
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.training.checklists import checklist_of
from tracker.training.models import ItemProgress, ProgressState

pytestmark = pytest.mark.one_engine


def test_the_checklist_begins_with_what_was_returned_then_goes_by_due_date(app, northgate):
    with acting(app, "priya"):
        soon, later = clock.today() + timedelta(days=2), clock.today() + timedelta(days=40)
    undated = put_on(app, northgate, "aisha", 1)
    dated = put_on(app, northgate, "aisha", 6, due_on=later)
    put_on(app, northgate, "aisha", 3, due_on=soon)
    put_on(app, northgate, "aisha", 2, due_on=later)
    tick(app, northgate, "aisha", dated[6])
    with acting(app, "marcus") as marcus:
        northgate.one(ItemProgress, dated[6]).send_back(marcus, "Which account was it?")
        db.session.commit()
    with acting(app, "aisha") as aisha:
        view = checklist_of(aisha)
    assert [row.id for row in view.todo][0] == dated[6]
    assert [row.text[:12] for row in view.todo[1:]] == ["Give one voi", "Read a week'", "Explain our "]
    assert view.next.returned == "Marcus Hale: Which account was it?"
    assert view.next.note == NOTE
    assert view.todo[-1].id == undated[1]
    assert (view.total, view.verified) == (4, 0)


def test_due_this_week_counts_what_is_late_too(app, northgate):
    with acting(app, "priya"):
        today = clock.today()
    put_on(app, northgate, "aisha", 2, due_on=today)
    put_on(app, northgate, "aisha", 3, due_on=today + timedelta(days=30))
    with acting(app, "aisha") as aisha:
        assert checklist_of(aisha).due_this_week == 1
        with clock.at(clock.now() + timedelta(days=15)):
            view = checklist_of(aisha)
    assert view.due_this_week == 1
    assert view.next.due_words == "15 days late"


def test_a_tick_waits_for_a_check_and_is_then_verified(app, northgate):
    ids = put_on(app, northgate, "aisha", 2, 3)
    tick(app, northgate, "aisha", ids[2])
    with acting(app, "aisha") as aisha:
        waiting = checklist_of(aisha).waiting
    assert "with Marcus Hale to check" in waiting[0].words
    verify(app, northgate, "mina", ids[2])
    with acting(app, "aisha") as aisha:
        view = checklist_of(aisha)
    assert (view.verified, view.total, view.waiting) == (1, 2, [])
    assert "by Mina Okafor" in view.verified_rows[0].words


def test_a_proven_colleague_checks_before_the_consultant(app, northgate):
    ids = put_on(app, northgate, "aisha", 3)
    judge(app, northgate, "priya", 3, "write")
    judge(app, northgate, "callum", 3, "write")
    tick(app, northgate, "aisha", ids[3])
    with acting(app, "aisha") as aisha:
        assert "with Priya Shah to check" in checklist_of(aisha).waiting[0].words


@pytest.mark.parametrize(
    ("number", "note", "link", "field"),
    [(2, "", "https://northgate.example/report", "note"), (5, "I answered", "", "link"), (2, "", "", "note")],
)
def test_without_the_evidence_that_the_item_asks_for_nothing_is_ticked(app, northgate, number, note, link, field):
    ids = put_on(app, northgate, "aisha", number)
    with acting(app, "aisha") as aisha, pytest.raises(Refused) as refused:
        northgate.one(ItemProgress, ids[number]).tick(aisha, note, link)
    assert refused.value.field == field
    assert standing(app, northgate, ids[number]).state == ProgressState.TODO


def test_nobody_ticks_for_somebody_else(app, northgate):
    ids = put_on(app, northgate, "aisha", 2)
    with acting(app, "priya") as priya, pytest.raises(Refused, match="Only Aisha Khan"):
        northgate.one(ItemProgress, ids[2]).tick(priya, NOTE)


def test_a_slip_is_undone_and_keeps_what_was_written(app, northgate):
    ids = put_on(app, northgate, "aisha", 2)
    tick(app, northgate, "aisha", ids[2])
    with acting(app, "aisha") as aisha:
        northgate.one(ItemProgress, ids[2]).undo(aisha)
        db.session.commit()
    row = standing(app, northgate, ids[2])
    assert (row.state, row.note, row.done_at) == (ProgressState.TODO, NOTE, None)


def test_a_verified_item_is_not_undone_by_the_trainee(app, northgate):
    ids = put_on(app, northgate, "aisha", 2)
    tick(app, northgate, "aisha", ids[2])
    verify(app, northgate, "marcus", ids[2])
    with acting(app, "aisha") as aisha, pytest.raises(Stale, match="verified already"):
        northgate.one(ItemProgress, ids[2]).undo(aisha)


def test_a_returned_item_that_is_ticked_and_undone_is_returned_again(app, northgate):
    ids = put_on(app, northgate, "aisha", 2)
    tick(app, northgate, "aisha", ids[2])
    with acting(app, "marcus") as marcus:
        northgate.one(ItemProgress, ids[2]).send_back(marcus, "Three lessons, please.")
        db.session.commit()
    tick(app, northgate, "aisha", ids[2], "Three lessons now.")
    with acting(app, "aisha") as aisha:
        northgate.one(ItemProgress, ids[2]).undo(aisha)
        db.session.commit()
    assert standing(app, northgate, ids[2]).state == ProgressState.RETURNED


def test_asking_for_help_stands_until_the_item_is_ticked(app, northgate):
    ids = put_on(app, northgate, "aisha", 2)
    with acting(app, "aisha") as aisha:
        northgate.one(ItemProgress, ids[2]).stuck(aisha, "I cannot find the inbox.")
        db.session.commit()
    assert standing(app, northgate, ids[2]).stuck_at is not None
    tick(app, northgate, "aisha", ids[2])
    assert standing(app, northgate, ids[2]).stuck_at is None


def test_whoever_has_only_ten_minutes_is_told_what_fits(app, northgate):
    today = clock.today()
    put_on(app, northgate, "aisha", 2, due_on=today + timedelta(days=3))
    with acting(app, "aisha") as aisha:
        assert checklist_of(aisha).quick is None
    put_on(app, northgate, "aisha", 6)
    with acting(app, "aisha") as aisha:
        view = checklist_of(aisha)
    assert (view.next.minutes, view.quick.text) == (40, "Sign in by your own named account")
    put_on(app, northgate, "aisha", 6, due_on=today + timedelta(days=1))
    with acting(app, "aisha") as aisha:
        assert checklist_of(aisha).quick is None
