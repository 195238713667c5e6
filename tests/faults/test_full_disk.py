"""A disk that is really full: whoever asked is told so, nothing half-written stays, and the next try succeeds.

Each process that works here may write no file larger than so much. The database has room; the files have not, until
there is room again. That needs no rights and no disk of its own.
"""

import os
import resource
from contextlib import suppress

import pytest
from click.testing import CliRunner

from tests.archive.installations import installation
from tests.at_once import at_once
from tests.databases import SqliteStage
from tests.files import specimens
from tests.files.scenes import put, write
from tests.graduation import scenes as graduation
from tests.handover.packing import ask, jobs, kept_files, named_files, newest, work
from tests.makers import acting
from tracker.archive import asking, commands
from tracker.archive.models import Export
from tracker.core.database import db
from tracker.files.room import FULL
from tracker.graduation.models import Grant, Stage
from tracker.graduation.working import AWAY
from tracker.handover.packs import assembling
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow
ROOM = 1_000_000


@pytest.fixture
def room(stage, app, northgate):
    """How large a file may be: more than the database needs, less than what is attached here."""
    size = ROOM + (stage.file.stat().st_size * 5 // 4 if isinstance(stage, SqliteStage) else 0)
    put(app, northgate, write(app, northgate), name="plan.txt", content=os.urandom(size).hex().encode())
    return size


def on_a_full_disk(app, room, deed):
    """What `deed` gives in a process that finds no room."""

    def squeezed():
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        return deed()

    return at_once(app, squeezed)[0]


def test_a_pack_is_not_assembled_and_then_it_is(app, northgate, room, monkeypatch):
    before = kept_files(app)
    ask(app, northgate)
    # Typesetting has threads of its own, which a process that is made from this one would wait for in vain.
    monkeypatch.setattr(assembling, "paper_of", lambda *_: specimens.PDF)
    on_a_full_disk(app, room, lambda: work(app))
    assert jobs(app) == [("failed", FULL)] and kept_files(app) == before
    monkeypatch.undo()
    ask(app, northgate)
    work(app)
    assert newest(app, northgate).number == 1 and named_files(app) <= kept_files(app)


def test_what_an_owner_takes_out_is_not_kept_and_then_it_is(app, northgate, room):
    before = kept_files(app)
    take_out(app)
    on_a_full_disk(app, room, lambda: work(app))
    assert jobs(app) == [("failed", FULL)] and kept_files(app) == before
    take_out(app)
    work(app)
    with acting(app, "helen"):
        (made,) = db.session.scalars(scoped(Export))
        assert kept_files(app) == before | {made.key}


def take_out(app):
    with acting(app, "helen") as helen:
        asking.ask(by=helen)
        db.session.commit()


def test_an_archive_is_written_and_brought_in_whole_or_not_at_all(app, northgate, room, tmp_path, stage):
    archive, place = tmp_path / "northgate.zip", tmp_path / "there"
    place.mkdir()
    writing = ["--workspace", "harbour", "--client", "C-0001", str(archive)]
    assert FULL in on_a_full_disk(app, room, lambda: run(app, commands._export, writing))
    assert list(tmp_path.iterdir()) == [place]
    assert "Wrote" in run(app, commands._export, writing)
    there = installation("sqlite" if isinstance(stage, SqliteStage) else "postgresql", place, "baton_full_disk")
    bringing = [str(archive), "--workspace-slug", "northgate"]
    assert FULL in on_a_full_disk(there, room, lambda: run(there, commands._import, bringing))
    assert kept_files(there) == set()
    assert "Brought" in run(there, commands._import, bringing)
    assert len(kept_files(there)) == 1
    with there.app_context(), suppress(OSError):
        db.engine.dispose()


def run(app, command, arguments):
    with app.app_context():
        return CliRunner().invoke(command, arguments, obj=None).output


def test_a_workspace_that_moves_waits_for_room_and_goes_on(app, northgate, room):
    graduation.handed_over(app, northgate)
    id, new = graduation.asked(app, northgate, Grant.READ)
    before = kept_files(app)
    on_a_full_disk(app, room, lambda: graduation.carried_out(app))
    assert graduation.stage_of(app, id) == Stage.COPIED and kept_files(app) == before
    assert graduation.trouble_of(app, id) == AWAY
    assert graduation.workspace(app, new).in_making
    graduation.at_once(app)
    graduation.carried_out(app)
    assert graduation.stage_of(app, id) == Stage.KEPT
    assert len(kept_files(app) - before) == 1
