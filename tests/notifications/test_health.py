"""Alive and ready, for whatever watches over it."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from tests.pages import Visitor
from tracker.core import clock
from tracker.notifications import worker

pytestmark = pytest.mark.slow


def test_the_process_answers_without_the_database(visitor: Visitor) -> None:
    assert visitor.client.get("/healthz").json == {"process": "ok"}


def test_it_is_not_ready_before_a_worker_was_seen(visitor: Visitor) -> None:
    answer = visitor.client.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json["migrations"], answer.json["worker"]) == ("ok", "not seen")


@pytest.mark.every_engine
def test_it_is_ready_once_the_worker_beats_and_not_when_it_falls_silent(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        worker.run(threading.Event(), rounds=1)
    assert visitor.client.get("/readyz").status_code == 200
    with clock.at(clock.now() + timedelta(minutes=5)):
        assert visitor.client.get("/readyz").status_code == 503


def test_a_failing_task_does_not_stop_the_others(app: Flask, visitor: Visitor, monkeypatch) -> None:
    def breaks() -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(worker, "send_waiting", breaks)
    with app.app_context():
        worker.run(threading.Event(), rounds=2)
    assert visitor.client.get("/readyz").status_code == 200
