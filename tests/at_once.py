"""Several people who press at the same moment, each in a process of her own."""

import json
import os
import signal
import traceback
from collections.abc import Callable
from typing import Any

from flask import Flask

from tracker.core.database import db

# Whoever hangs for so many seconds has ended without a word.
LONGEST = 90


def at_once(app: Flask, *deeds: Callable[[], Any]) -> list[Any]:
    """Begin all `deeds` together, each in a process of its own that shares no connection; what each gave, in order.

    What a deed gives has to be plain enough for JSON. One that raises fails the test with its own words.
    """
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    gate = os.pipe()
    children = [_begin(app, deed, gate) for deed in deeds]
    os.close(gate[0])
    for _, told in children:
        assert told.readline() == b"ready\n"
    os.close(gate[1])  # whoever waits at the gate goes now
    answers = [json.loads(told.read() or b'{"wrong": "it ended without a word"}') for _, told in children]
    for child, told in children:
        told.close()
        os.waitpid(child, 0)
    wrong = [answer["wrong"] for answer in answers if "wrong" in answer]
    assert not wrong, "\n".join(wrong)
    return [answer["gave"] for answer in answers]


def _begin(app: Flask, deed: Callable[[], Any], gate: tuple[int, int]) -> tuple[int, Any]:
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        try:
            signal.alarm(LONGEST)
            os.close(reading)
            os.close(gate[1])
            _do(app, deed, gate[0], writing)
        finally:
            os._exit(0)
    os.close(writing)
    return child, os.fdopen(reading, "rb")


def _do(app: Flask, deed: Callable[[], Any], gate: int, out: int) -> None:
    try:
        with app.app_context(), db.engine.connect():  # the way to the database is open before anybody starts
            pass
        os.write(out, b"ready\n")
        os.read(gate, 1)
        answer = {"gave": deed()}
    except BaseException:
        answer = {"wrong": traceback.format_exc()}
    os.write(out, json.dumps(answer).encode())
