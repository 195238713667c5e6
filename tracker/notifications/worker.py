"""The worker: sends letters, reckons the day's index, tidies up, and says that it is there; beside it, long work.

There is no queue beside the database: what must not be lost is a row written with its cause, and the worker looks.
"""

import signal
import threading
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from flask import Flask, current_app
from sqlalchemy import delete

from tracker.accounts.models import LoginSession, SignInAttempt, SignInLink, SignUp
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.forms import Submission
from tracker.core.outbox import Letter
from tracker.core.web import log
from tracker.discussion.digest import post_digests
from tracker.engagements.daily import do_the_days_work, do_what_is_due
from tracker.erasure.daily import delete_what_is_due
from tracker.files.tidying import tidy_files
from tracker.graduation.working import carry_on
from tracker.jobs.working import do_waiting
from tracker.selfsufficiency.nightly import reckon_everywhere

from .models import Heartbeat
from .post import send_waiting

NAME = "worker"
PAUSE_SECONDS = 1.0
BEAT_EVERY = timedelta(seconds=20)
DIGESTS_EVERY = timedelta(minutes=15)
DUE_EVERY = timedelta(minutes=5)
KEPT = timedelta(days=2)


def run(stop: threading.Event, *, rounds: int | None = None) -> None:
    """Work until `stop` is set (or for `rounds`). One task's failure never stops the others."""
    reckoned: date | None = None
    beaten, told, looked = clock.now() - BEAT_EVERY, clock.now() - DIGESTS_EVERY, clock.now() - DUE_EVERY
    while not stop.is_set() and rounds != 0:
        if clock.now() - beaten >= BEAT_EVERY:
            _try(beat)
            beaten = clock.now()
        if clock.now() - told >= DIGESTS_EVERY:
            _try(post_digests)
            told = clock.now()
        if clock.now() - looked >= DUE_EVERY:
            _try(do_what_is_due)
            looked = clock.now()
        _try(send_waiting)
        if reckoned != clock.now().date():
            _try(do_the_days_work)
            _try(reckon_everywhere)
            _try(tidy)
            _try(tidy_files)
            reckoned = clock.now().date()
        rounds = None if rounds is None else rounds - 1
        stop.wait(PAUSE_SECONDS)


def work(stop: threading.Event) -> None:
    """Do the jobs that people asked for, until `stop` is set; in a thread of its own, so that no letter waits.

    Once a day, and after a start, what is due to be deleted is deleted: that can be a whole workspace.
    """
    deleted: date | None = None
    while not stop.is_set():
        if deleted != clock.now().date():
            _try(delete_what_is_due)
            deleted = clock.now().date()
        _try(partial(do_waiting, stop))
        _try(partial(carry_on, stop))
        stop.wait(PAUSE_SECONDS)


def _try(task: Callable[[], object]) -> None:
    try:
        task()
    except Exception as problem:
        db.session.remove()
        log.exception("task failed", task=getattr(task, "__name__", "jobs"), problem=type(problem).__name__)


def beat() -> None:
    """Leave a sign of life for readiness."""
    with entered(Context()):
        db.session.merge(Heartbeat(name=NAME, seen_at=clock.now()))
        db.session.commit()


def tidy() -> None:
    """Forget what is of no use any more: old attempts, links, answered forms and sent letters."""
    with entered(Context()):
        before = clock.now() - KEPT
        db.session.execute(delete(SignInAttempt).where(SignInAttempt.at < before))
        db.session.execute(delete(SignInLink).where(SignInLink.asked_at < before))
        db.session.execute(delete(SignUp).where(SignUp.asked_at < before))
        db.session.execute(delete(LoginSession).where(LoginSession.seen_at < clock.now() - timedelta(days=90)))
        db.session.execute(delete(Submission).where(Submission.at < before))
        db.session.execute(delete(Letter).where(Letter.sent_at < clock.now() - timedelta(days=30)))
        db.session.commit()


def run_until_told(announce: Callable[[str], None]) -> None:
    """Work until the process is asked to end."""
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    announce("The worker is at work.")
    jobs = threading.Thread(target=_inside, args=(current_app._get_current_object(), work, stop), name="jobs")
    jobs.start()
    run(stop)
    jobs.join()


def _inside(app: Flask, task: Callable[[threading.Event], None], stop: threading.Event) -> None:
    with app.app_context():
        task(stop)
