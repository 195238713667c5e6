"""Bad days of a pack: the worker is killed in the middle, the disk is full, somebody leaves while it is built."""

import errno
from datetime import timedelta

import pytest

from tests.files.scenes import put, write
from tests.handover.packing import (
    Workers,
    ask,
    content,
    jobs,
    kept_files,
    named_files,
    newest,
    open_orders,
    rows,
    work,
)  # fmt: skip
from tests.makers import acting, member
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.files.disk import DiskStorage
from tracker.files.room import FULL
from tracker.files.storage import OutOfReach
from tracker.files.tidying import SHARDS_A_DAY, tidy_files
from tracker.handover.models import HandoverPack, PackOrder
from tracker.handover.packs import assembling
from tracker.handover.packs.reading import gathering
from tracker.jobs.kinds import CLAIM
from tracker.jobs.models import JobTicket

pytestmark = pytest.mark.slow
PLACES = ("reading", "between the files", "before the commit")
KILLS = 10


def test_a_worker_killed_ten_times_leaves_one_pack_of_each_and_no_file_beside_them(app, northgate, tmp_path):
    """Each pack is begun again up to three times, as the queue allows; what a killed worker left lying is tidied."""
    kills = 0
    with Workers(app) as workers:
        while kills < KILLS:
            before = len(rows(app, HandoverPack))
            ask(app, northgate, kind=("full", "minimum")[before % 2])
            for _ in range(min(2, KILLS - kills)):
                workers.killed_at(PLACES[kills % 3], tmp_path / f"mark-{kills}")
                assert len(rows(app, HandoverPack)) == before and open_orders(app) == 1
                kills += 1
                set_free(app)
            assert work(app) == 1
            assert len(rows(app, HandoverPack)) == before + 1 and open_orders(app) == 0, jobs(app)
    packs = rows(app, HandoverPack)
    assert [pack.number for pack in packs] == list(range(1, len(packs) + 1))
    assert len(named_files(app)) == 2 * len(packs) and named_files(app) <= kept_files(app)
    with app.app_context():
        for day in range(256 // SHARDS_A_DAY):
            with clock.at(clock.now() + timedelta(days=2 + day)):
                tidy_files()
    assert kept_files(app) == named_files(app)


def set_free(app) -> None:
    """Time passes until the claim of whoever was killed has lapsed."""
    with app.app_context():
        for ticket in db.session.scalars(db.select(JobTicket)):
            ticket.next_try_at = clock.now() - CLAIM
        db.session.commit()


@pytest.mark.parametrize("place", ["pdf", "zip"])
def test_a_full_disk_fails_with_the_reason_and_leaves_no_half_file(app, northgate, monkeypatch, place):
    putting, puts = DiskStorage.put, []

    def full(self, key, written):
        puts.append(key)
        if len(puts) == ("pdf", "zip").index(place) + 1:
            raise OutOfReach() from OSError(errno.ENOSPC, "No space left on device")
        putting(self, key, written)

    before = kept_files(app)
    monkeypatch.setattr(DiskStorage, "put", full)
    ask(app, northgate)
    work(app)
    assert jobs(app) == [("failed", FULL)]
    assert kept_files(app) == before and rows(app, HandoverPack) == []
    monkeypatch.undo()
    ask(app, northgate)
    work(app)
    assert newest(app, northgate).number == 1


def test_a_full_disk_under_the_zip_is_told_too(app, northgate, monkeypatch):
    monkeypatch.setattr(assembling, "bundle", lambda *_: full_disk())
    before = kept_files(app)
    ask(app, northgate)
    work(app)
    assert jobs(app) == [("failed", FULL)] and kept_files(app) == before


def full_disk():
    raise OSError(errno.ENOSPC, "No space left on device")


def meanwhile(monkeypatch, app, deed):
    """`deed` happens once after everything was read, before anything is kept."""
    bundling, done = assembling.bundle, []

    def bundled(*given):
        if not done:
            done.append(True)
            deed()
        bundling(*given)

    monkeypatch.setattr(assembling, "bundle", bundled)


def leave(app, key):
    with acting(app, "helen"):
        member(key).ended_at = clock.now()
        db.session.commit()


def test_whoever_asked_and_left_meanwhile_gets_nothing_done(app, northgate, monkeypatch):
    before = kept_files(app)
    ask(app, northgate, "priya")
    meanwhile(monkeypatch, app, lambda: leave(app, "priya"))
    work(app)
    assert jobs(app) == [("failed", assembling.LEFT)]
    assert rows(app, HandoverPack) == [] and kept_files(app) == before
    monkeypatch.undo()
    ask(app, northgate, "helen")
    work(app)
    assert newest(app, northgate).by_name == "Helen Ames"


def test_a_colleague_who_leaves_meanwhile_stands_in_the_pack_as_of_its_moment(app, northgate, monkeypatch):
    ask(app, northgate, "priya")
    meanwhile(monkeypatch, app, lambda: leave(app, "callum"))
    work(app)
    assert newest(app, northgate).number == 1


def test_a_record_that_never_rests_is_refused(app, northgate, monkeypatch):
    numbers = iter(range(1000))
    monkeypatch.setattr(gathering, "record_number", lambda _: next(numbers))
    ask(app, northgate)
    work(app)
    assert "People write in this engagement just now" in jobs(app)[0][1]


def test_a_damaged_file_is_named_and_nothing_is_kept(app, northgate, monkeypatch):
    def damaged(kept):
        raise Refused(f"The file {kept.name} is damaged")

    put(app, northgate, write(app, northgate))
    monkeypatch.setattr(assembling, "_read", damaged)
    ask(app, northgate)
    work(app)
    assert jobs(app)[0] == ("failed", "The file plan.pdf is damaged")
    assert rows(app, HandoverPack) == [] and len(rows(app, PackOrder)) == 1


def test_consultant_and_owner_get_the_same_bytes(app, northgate):
    put(app, northgate, write(app, northgate))
    with clock.at(clock.now() + timedelta(minutes=1)):
        for who in ("helen", "mina"):  # the first pack is itself a step that the record tells of
            ask(app, northgate, who)
            work(app)
        first = content(app, northgate, "pdf"), content(app, northgate, "zip")
        ask(app, northgate, "helen")
        work(app)
    assert jobs(app)[-1][1].startswith("Nothing has changed since")
    assert (content(app, northgate, "pdf"), content(app, northgate, "zip")) == first
