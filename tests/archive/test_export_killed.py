"""The worker killed while an owner takes everything out: the next one makes it once, and leaves no bytes beside it."""

import os
import signal
from datetime import timedelta

import pytest

from tests.handover.packing import jobs, kept_files, work
from tests.handover.test_pack_bad_days import set_free
from tests.makers import acting
from tracker.archive import asking
from tracker.archive.models import Export
from tracker.core import clock
from tracker.core.database import db
from tracker.files.tidying import SHARDS_A_DAY, tidy_files
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow


def die(*_given, **_named):
    os.kill(os.getpid(), signal.SIGKILL)


def in_the_middle():
    written = asking.export
    asking.export = lambda scope, out, _progress: written(scope, out, die)


def when_it_is_written():
    asking.export = die


def when_it_lies_there():
    put = asking.storage().put
    asking.storage().put = lambda *given: (put(*given), die())


def before_the_commit():
    asking.record = die


PLACES = (when_it_is_written, in_the_middle, when_it_lies_there, before_the_commit)


def worker_that_dies(app, place):
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if (child := os.fork()) == 0:
        with app.app_context():
            place()
        work(app)
        os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), place.__name__


@pytest.mark.parametrize("places", [PLACES[:2], PLACES[2:]], ids=["while it is written", "while it is kept"])
def test_it_is_made_once_however_often_the_worker_dies(app, northgate, places):
    before = kept_files(app)
    with acting(app, "helen") as helen:
        asking.ask(by=helen)
        db.session.commit()
    for place in places:
        worker_that_dies(app, place)
        assert exports(app) == [] and [state for state, _ in jobs(app)] == ["running"]
        set_free(app)
    work(app)
    (made,) = exports(app)
    assert [state for state, _ in jobs(app)] == ["done"]
    with app.app_context():
        for day in range(256 // SHARDS_A_DAY):
            with clock.at(clock.now() + timedelta(days=2 + day)):
                tidy_files()
    assert made.key in kept_files(app) <= before | {made.key}


def exports(app):
    with acting(app, "helen"):
        return [*db.session.scalars(scoped(Export))]


