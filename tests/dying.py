"""A worker's process of its own, killed where it stands."""

import os
import signal
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from tracker.core.database import db

PATIENCE = 60


def killed_at(app: Flask, mark: Path, place: str, work: Callable[[], object]) -> None:
    """`work` in a process of its own, which writes `place` into `mark` when it has come there, and then waits."""
    with app.app_context():
        db.engine.dispose()
    if (child := os.fork()) == 0:
        _work(app, work)
    try:
        until = time.monotonic() + PATIENCE
        while not mark.exists() and time.monotonic() < until and not _ended(child):
            time.sleep(0.02)
        assert mark.read_text() == place
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def stop_at(mark: Path, place: str) -> None:
    """Where the process is to be killed: it says that it is there, once, and waits."""
    if not mark.exists():
        beside = mark.with_suffix(".new")
        beside.write_text(place)
        beside.rename(mark)
        time.sleep(PATIENCE)


def _ended(child: int) -> bool:
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _work(app: Flask, work: Callable[[], object]) -> None:
    """Without a way back into the test, whatever happens."""
    try:
        with app.app_context():
            db.engine.dispose(close=False)
            work()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)
