"""Letters leave through a real SMTP server, are kept when it is away, and go once."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests import cast
from tests.mailbox import Mailbox, free_port, open_mailbox
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.outbox import Composed, Letter, composers, post
from tracker.notifications.post import CLAIM, send_waiting


@pytest.fixture
def mailbox(app: Flask) -> Iterator[Mailbox]:
    with open_mailbox() as box, configured(app, smtp_url=box.url):
        yield box


class configured:
    """Other settings for a while."""

    def __init__(self, app: Flask, **changes: Any):
        self.app, self.before = app, app.config["SETTINGS"]
        self.after = replace(self.before, **changes)

    def __enter__(self) -> None:
        self.app.config["SETTINGS"] = self.after

    def __exit__(self, *_: Any) -> None:
        self.app.config["SETTINGS"] = self.before


@pytest.fixture(autouse=True)
def a_kind_of_letter() -> Iterator[None]:
    composers["greeting"] = lambda letter: Composed("Hello", f"Good day, {letter.values['name']}.", "<p>Good day</p>")
    composers["nothing"] = lambda letter: None
    yield
    del composers["greeting"], composers["nothing"]


def write(app: Flask, kind: str = "greeting", **values: Any) -> None:
    with app.app_context(), entered(Context()):
        post(kind, "helen@northgate.example", **({"name": "Helen"} | values))
        db.session.commit()


def letter(app: Flask) -> Letter:
    with app.app_context(), entered(Context(writes=False)):
        return db.session.scalars(db.select(Letter)).one()


def send(app: Flask) -> int:
    with app.app_context():
        return send_waiting()


def test_a_letter_arrives_as_text_and_html_and_goes_once(app: Flask, mailbox: Mailbox) -> None:
    write(app)
    assert send(app) == 1
    assert send(app) == 0
    (mail,) = mailbox.letters
    assert (mail["To"], mail["Subject"]) == ("helen@northgate.example", "Hello")
    assert mail.get_body(("plain",)).get_content().strip() == "Good day, Helen."
    assert mail.get_body(("html",)).get_content().strip() == "<p>Good day</p>"
    assert letter(app).sent_at is not None


def test_a_letter_with_nothing_to_say_any_more_is_dropped(app: Flask, mailbox: Mailbox) -> None:
    write(app, "nothing")
    assert send(app) == 0
    assert mailbox.letters == []
    assert letter(app).sent_at is not None


def test_a_letter_is_kept_while_the_mail_server_is_away_and_leaves_when_it_is_back(app: Flask) -> None:
    write(app)
    with configured(app, smtp_url=f"smtp://127.0.0.1:{free_port()}"):
        assert send(app) == 0
        assert letter(app).tries == 1
        assert send(app) == 0, "not before its next turn"
        assert letter(app).tries == 1
    with open_mailbox() as box, configured(app, smtp_url=box.url):
        with clock.at(clock.now() + timedelta(minutes=2)):
            assert send(app) == 1
    assert len(box.letters) == 1


def test_a_letter_is_given_up_after_about_a_day_and_says_so(app: Flask) -> None:
    write(app)
    later = clock.now()
    with configured(app, smtp_url="smtp://127.0.0.1:1"):
        for _ in range(20):
            later += timedelta(hours=17)
            with clock.at(later):
                send(app)
    kept = letter(app)
    assert kept.sent_at is None
    assert kept.given_up_at is not None
    assert kept.tries == 11


def test_a_worker_that_died_while_sending_leaves_the_letter_to_another(app: Flask, mailbox: Mailbox) -> None:
    write(app)
    composers["greeting"] = _dies
    with app.app_context(), pytest.raises(KeyboardInterrupt):
        send_waiting()
    composers["greeting"] = lambda letter: Composed("Hello", "again", "again")
    assert send(app) == 0, "its claim still holds"
    with clock.at(clock.now() + CLAIM + timedelta(seconds=1)):
        assert send(app) == 1
    assert len(mailbox.letters) == 1


def _dies(_letter: Letter) -> Composed:
    raise KeyboardInterrupt


def test_two_workers_never_send_one_letter(app: Flask, mailbox: Mailbox) -> None:
    for number in range(6):
        write(app, name=f"Nobody {number}")
    together = threading.Barrier(2)

    def work() -> None:
        together.wait()
        send(app)

    workers = [threading.Thread(target=work) for _ in range(2)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]
    said = sorted(mail.get_body(("plain",)).get_content().strip() for mail in mailbox.letters)
    assert said == sorted(f"Good day, Nobody {number}." for number in range(6))


def test_without_a_mail_server_letters_go_to_a_folder_and_the_link_to_the_console(
    app: Flask, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    composers["greeting"] = lambda letter: Composed("Come in", "Here: https://baton.example/x", "<p>x</p>")
    write(app)
    with configured(app, instance=tmp_path):
        assert send(app) == 1
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1
    assert "https://baton.example/x" in capsys.readouterr().out


def test_a_letter_of_a_workspace_is_composed_inside_its_walls(app: Flask, mailbox: Mailbox) -> None:
    seen = []
    composers["greeting"] = lambda letter: seen.append(db.session().context.workspace) or Composed("a", "b", "c")
    with app.app_context(), entered(Context()):
        post("greeting", "helen@northgate.example", workspace_id=cast.fixed("workspace harbour"))
        db.session.commit()
    send(app)
    assert seen == [cast.fixed("workspace harbour")]


def test_a_subject_cannot_smuggle_a_header(app: Flask, mailbox: Mailbox) -> None:
    composers["greeting"] = lambda letter: Composed("Hello\r\nBcc: eve@example.com", "b", "c")
    write(app)
    assert send(app) == 1
    assert mailbox.letters[0]["Bcc"] is None
