"""Long work: it is done once, inside the asker's walls, and says how far it is and why it failed."""

import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from tests.jobs.scenes import asked, job, kept, killed_worker, tickets
from tests.makers import member
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.jobs import ask_for
from tracker.jobs.asking import MOST_WAITING
from tracker.jobs.kinds import CLAIM, kinds
from tracker.jobs.working import do_waiting

ROOT = Path(__file__).resolve().parents[2]


def work(app, **options):
    with app.app_context():
        return do_waiting(**options)


def test_what_was_asked_for_is_done_once(app, northgate):
    id = asked(app)
    assert job(app, id).state == "waiting"
    assert work(app) == 1
    done = job(app, id)
    assert (done.state, done.message, done.result) == ("done", "Counted to three.", ["overview.running", {}])
    assert kept(app) == 1 and tickets(app) == []
    assert work(app) == 0


def test_what_was_not_committed_is_not_done(app, as_person, northgate):
    ask_for("tests.count", "Never", by=as_person("priya"))
    db.session.rollback()
    assert work(app) == 0


def test_a_refusal_says_why_and_changes_nothing(app, northgate):
    id = asked(app, refuse=True)
    work(app)
    assert (job(app, id).state, job(app, id).message) == ("failed", "Row 3 has no date. Nothing was imported.")
    assert kept(app) == 0 and tickets(app) == []


def test_a_defect_is_told_as_ours_without_its_words(app, northgate):
    id = asked(app, **{"break": True})
    work(app)
    assert job(app, id).message.startswith("Something went wrong on our side. Nothing was changed.")


def test_who_has_left_gets_nothing_done(app, as_person, northgate):
    id = asked(app)
    as_person("marcus")
    member("priya").ended_at = clock.now()
    db.session.commit()
    work(app)
    assert "no place here any more" in job(app, id).message
    assert kept(app) == 0


def test_a_job_that_never_comes_to_an_end_is_given_up(app, northgate, monkeypatch):
    id = asked(app)
    monkeypatch.setitem(kinds, "tests.count", dying)
    for tries in range(4):
        with clock.at(clock.now() + tries * 2 * CLAIM), suppress(KeyboardInterrupt):
            work(app)
    assert job(app, id).state == "failed"
    assert "interrupted three times" in job(app, id).message


def dying(job, by, progress):
    raise KeyboardInterrupt


def test_a_worker_that_is_told_to_end_leaves_the_job_to_the_next(app, northgate, monkeypatch):
    id, stop, counting = asked(app), threading.Event(), kinds["tests.count"]

    def told_to_end(job, by, progress):
        stop.set()
        return counting(job, by, progress)

    monkeypatch.setitem(kinds, "tests.count", told_to_end)
    assert work(app, stop=stop) == 1
    assert job(app, id).state == "running" and kept(app) == 0
    assert work(app) == 1
    assert job(app, id).state == "done"


def test_a_worker_that_was_overtaken_keeps_nothing(app, northgate, monkeypatch):
    id, counting, overtaken = asked(app), kinds["tests.count"], []

    def slow(job, by, progress):
        effect = counting(job, by, progress)
        if not overtaken:
            overtaken.append(True)
            with clock.at(clock.now() + 2 * CLAIM):
                do_waiting()
        return effect

    monkeypatch.setitem(kinds, "tests.count", slow)
    work(app)
    assert overtaken and kept(app) == 1
    assert job(app, id).state == "done"


def test_so_much_waits_and_no_more(app, as_person, northgate):
    priya = as_person("priya")
    for _ in range(MOST_WAITING):
        ask_for("tests.count", "One of many", by=priya)
    with pytest.raises(Refused, match="So much long work waits already"):
        ask_for("tests.count", "One too many", by=priya)


@pytest.mark.slow
def test_two_workers_never_keep_one_job_twice(app, northgate):
    ids = [asked(app) for _ in range(8)]
    workers = [threading.Thread(target=work, args=(app,)) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert kept(app) == 8 and tickets(app) == []
    assert {job(app, id).state for id in ids} == {"done"}


@pytest.mark.slow
@pytest.mark.parametrize("place", ["reading", "writing"])
def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_begins_anew(app, northgate, tmp_path, place):
    mark = tmp_path / "mark"
    id = asked(app, stay=place, mark=str(mark))
    killed_worker(app, mark, place)
    assert kept(app) == 0
    assert work(app) == 0  # its claim holds for a while
    with clock.at(clock.now() + CLAIM + timedelta(seconds=1)):
        assert work(app) == 1
    assert job(app, id).state == "done"
    assert kept(app) == 1
