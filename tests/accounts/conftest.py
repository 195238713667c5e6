"""What the stories of getting in need beside the cast: a post box, a password, and a crowd."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask

from tests import cast
from tests.pages import Visitor
from tests.post_box import PostBox
from tracker import create_app
from tracker.accounts import passwords
from tracker.accounts.models import User
from tracker.core.context import Context, entered
from tracker.core.database import db

PASSWORD = "seven ferries before lunch"


@pytest.fixture
def post_box(app: Flask) -> PostBox:
    return PostBox(app)


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most stories are not about how long a password takes to check; the one that is overrides this."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", quick)
    monkeypatch.setattr(passwords, "_NOBODYS", quick.hash("a"))


@pytest.fixture
def with_password(app: Flask) -> Callable[[str], str]:
    """`with_password("helen")` gives Helen a password and says which."""

    def give(key: str) -> str:
        with app.app_context(), entered(Context()):
            passwords.keep(db.session.get_one(User, cast.BY_KEY[key].user_id), PASSWORD)
            db.session.commit()
        return PASSWORD

    return give


@pytest.fixture
def another_process(app: Flask) -> Iterator[Callable[..., Flask]]:
    """`another_process(base_url=…)`: Baton once more on the same database, with some settings changed."""
    opened: list[Flask] = []

    def start(**changed: Any) -> Flask:
        opened.append(create_app(replace(app.config["SETTINGS"], **changed)))
        return opened[-1]

    yield start
    for other in opened:
        with other.app_context():
            db.engine.dispose()


@pytest.fixture
def all_at_once(app: Flask) -> Callable[..., list[Any]]:
    """`all_at_once(20, prepare, act)`: 20 strangers prepare one after another, then all act in the same moment."""

    def run(count: int, prepare: Callable[[Visitor], Any], act: Callable[[Any], Any]) -> list[Any]:
        ready = [prepare(Visitor(app.test_client())) for _ in range(count)]
        barrier, results = threading.Barrier(count), [None] * count

        def go(place: int) -> None:
            barrier.wait()
            results[place] = act(ready[place])

        threads = [threading.Thread(target=go, args=(place,)) for place in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    return run
