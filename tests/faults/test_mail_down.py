"""A mail server that hangs, and a worker that is killed while it sends: letters are kept, and go."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, update

from tests.databases import SECRET, Stage
from tests.mailbox import Mailbox, open_mailbox
from tests.pages import Visitor
from tracker.core import clock, mail
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.outbox import Letter
from tracker.notifications.post import send_waiting

ADDRESSES = ("helen@northgate.example", "priya@northgate.example", "aisha@northgate.example", "dawn@weir.example")


def test_a_mail_server_that_never_answers_costs_a_moment_and_no_letter(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 0.3)
    _ask_for_links(visitor, ADDRESSES[:1])
    with silent_server() as port, app.app_context():
        _through(monkeypatch, app, f"smtp://127.0.0.1:{port}")
        began = time.monotonic()
        assert send_waiting() == 0
        assert time.monotonic() - began < 5
    assert _waiting(app) == 1
    with open_mailbox() as box, app.app_context(), clock.at(clock.now() + timedelta(minutes=2)):
        _through(monkeypatch, app, box.url)
        assert send_waiting() == 1
    assert len(box.to(ADDRESSES[0])) == 1


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_of_its_letters_loses_none(app: Flask, stage: Stage, visitor: Visitor) -> None:
    _ask_for_links(visitor, ADDRESSES)
    with open_mailbox() as box:
        with worker(app, box):
            _wait_until(lambda: len(box.letters) >= 1)
        _let_claims_lapse(app)
        with worker(app, box):
            _wait_until(lambda: _waiting(app) == 0)
    assert {letter["To"] for letter in box.letters} == set(ADDRESSES)
    assert len(box.letters) <= len(ADDRESSES) + 1, "only the one that was under way may come twice"


def _through(monkeypatch: pytest.MonkeyPatch, app: Flask, url: str) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], smtp_url=url))


def _ask_for_links(visitor: Visitor, addresses: tuple[str, ...]) -> None:
    for address in addresses:
        visitor.sends("//sign-in", email=address)


def _waiting(app: Flask) -> int:
    with app.app_context(), entered(Context(writes=False)):
        return db.session.scalar(db.select(func.count()).select_from(Letter).where(Letter.sent_at.is_(None)))


def _let_claims_lapse(app: Flask) -> None:
    """As if the minutes had passed that a claim lasts."""
    with app.app_context(), entered(Context()):
        db.session.execute(update(Letter).where(Letter.sent_at.is_(None)).values(next_try_at=clock.now()))
        db.session.commit()


def _wait_until(happened: object, patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


@contextmanager
def worker(app: Flask, box: Mailbox) -> Iterator[None]:
    """The real worker in a process of its own, ended without warning."""
    settings = app.config["SETTINGS"]
    told = {
        "DATABASE_URL": settings.database_url, "BATON_OWNER_DATABASE_URL": settings.owner_database_url,
        "BATON_ENV": "testing", "BATON_SECRET_KEY": SECRET, "BATON_INSTANCE": str(settings.instance),
        "BATON_URL": settings.base_url, "BATON_SMTP_URL": box.url,
    }  # fmt: skip
    running = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker"], env={**os.environ, **told},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        yield
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


@contextmanager
def silent_server() -> Iterator[int]:
    """Takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        taken: list[socket.socket] = []
        threading.Thread(target=_take, args=(listening, taken), daemon=True).start()
        yield listening.getsockname()[1]
        [one.close() for one in taken]


def _take(listening: socket.socket, taken: list[socket.socket]) -> None:
    while True:
        try:
            taken.append(listening.accept()[0])
        except OSError:
            return
