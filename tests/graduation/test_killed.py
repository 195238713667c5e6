"""The worker killed in the middle, ten times: it goes on where it stood, and nothing is doubled or lost."""

import os
import signal

import pytest

from tests import cast
from tests.graduation import scenes
from tracker.core.database import db
from tracker.graduation import rows, working
from tracker.graduation.claims import Claim
from tracker.graduation.models import BEFORE_SWITCH

pytestmark = pytest.mark.slow

def deaths():
    """At which of its commits each worker dies, just before it: from the seal to the last row that is deleted. Each
    table is compared in a commit of its own; behind those the workspace opens, and the old one is emptied."""
    compared = len(rows.tables_that_move())
    return (1, 4, 30, compared - 5, 10, compared + 9, 2, 8, 8, 8)


def worker_that_dies(app, at):
    """A process of its own that is killed before its commit of this number. Whether it was."""
    if (child := os.fork()) == 0:
        with app.app_context():
            db.engine.dispose(close=False)
            _die_at(at)
            working.carry_on()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _die_at(at):
    held, count = Claim.hold, iter(range(1, 100_000))

    def hold(claim, **values):
        held(claim, **values)
        if next(count) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    Claim.hold = hold


def test_killed_ten_times_it_is_carried_out_once(app, northgate, monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 40)
    scenes.handed_over(app, northgate)
    graduation, new = scenes.asked(app, northgate)
    before = scenes.content(app, scenes.OLD, scenes.NORTHGATE)
    others = scenes.content(app, scenes.OLD, cast.fixed("client weir"))
    with app.app_context():
        db.engine.dispose()
    stages = []
    for at in deaths():
        assert worker_that_dies(app, at), (at, stages)
        stages.append(scenes.stage_of(app, graduation))
        if stages[-1] in BEFORE_SWITCH:
            assert scenes.content(app, scenes.OLD, scenes.NORTHGATE) == before
            assert scenes.workspace(app, new).in_making
        scenes.at_once(app)
    scenes.carried_out(app)
    after = scenes.content(app, new, scenes.NORTHGATE)
    added = {name: len(after[name]) - len(before[name]) for name in before if len(after[name]) != len(before[name])}
    assert added.pop("audit_event") == 1
    assert added.keys() <= {"fact_change"}
    assert set(before["audit_event"]) < set(after["audit_event"])
    assert not any(scenes.content(app, scenes.OLD, scenes.NORTHGATE).values())
    assert scenes.content(app, scenes.OLD, cast.fixed("client weir")) == others
    assert len(set(stages)) >= 4, stages
