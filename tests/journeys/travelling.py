"""A Baton whose clock the story moves: served from the process of the test, so that a year passes in a minute."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import BaseWSGIServer, make_server

from tests import cast
from tests.journeys.people import Person
from tracker.accounts.models import LoginSession
from tracker.accounts.tokens import fingerprint, new_token
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.daily import do_the_days_work, do_what_is_due
from tracker.graduation.working import carry_on
from tracker.jobs.working import do_waiting
from tracker.selfsufficiency.nightly import reckon_everywhere


@dataclass
class Days:
    """Baton at `url`, where it is `moment`. Every answer is given at that moment."""

    app: Flask
    browser: Browser
    moment: datetime = field(default_factory=clock.now)
    url: str = ""
    _here: dict[str, Person] = field(default_factory=dict)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with clock.at(self.moment):
            return self.app(environ, start_response)

    @contextmanager
    def now(self) -> Iterator[None]:
        """Work at the moment of the story, outside the browser."""
        with clock.at(self.moment):
            yield

    def pass_by(self, days: int) -> None:
        """So many days go by, and the worker was at rest but for the last night, which has to make up for it; whoever
        comes again signs in again."""
        self.moment += timedelta(days=days)
        self.night()
        self.goes_home()

    def goes_home(self) -> None:
        for person in self._here.values():
            person.context.close()
        self._here.clear()

    def night(self) -> None:
        """What the worker does once a day."""
        with self.now(), self.app.app_context():
            do_the_days_work()
            do_what_is_due()
            reckon_everywhere()

    def work(self) -> None:
        """A minute later the worker has done what people asked for."""
        self.moment += timedelta(minutes=1)
        with self.now(), self.app.app_context():
            do_waiting()
            carry_on()

    def sits_down(self, key: str) -> Person:
        """Somebody of the cast before her browser, signed in."""
        if key not in self._here:
            who, token = cast.BY_KEY[key], new_token()
            with self.now(), self.app.app_context():
                db.session.add(LoginSession(user_id=who.user_id, token_hash=fingerprint(token)))
                db.session.commit()
            client = self.app.test_client()
            with self.now(), client.session_transaction() as session:
                session["_user_id"] = f"{who.user_id}:{token}"
            cookie = client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
            person = Person(self.browser, self, who.name, who.email)
            person.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.url}])
            self._here[key] = person
        return self._here[key]

    def complaints(self) -> list[str]:
        return [f"{person.name}: {words}" for person in self._here.values() for words in person.complaints]


@contextmanager
def open_days(app: Flask, browser: Browser) -> Iterator[Days]:
    days = Days(app, browser)
    server: BaseWSGIServer = make_server("127.0.0.1", 0, days, threaded=True)
    days.url = f"http://localhost:{server.port}"
    serving: Any = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield days
    finally:
        days.goes_home()
        server.shutdown()
        serving.join(timeout=10)
